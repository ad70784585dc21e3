import CertificateAuthority
import Foundation
import TestSupport
import Testing

@Suite("An authority that is kept")
struct AuthorityFilesTests {
    private let now = Date()

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("Immunity 14, shipped CA key: it comes back as it was, and its key is for its owner alone")
    func saved() throws {
        let folder = try TemporaryFolder()
        let authority = try CertificateAuthority.kept(in: folder.path, now: now)
        let again = try CertificateAuthority.kept(in: folder.path, now: now.addingTimeInterval(3_600))
        #expect(again.certificatePEM == authority.certificatePEM)
        #expect(again.notAfter == authority.notAfter)
        #expect(try permissions(folder["ca.key"]) == 0o600)
        #expect(try permissions(folder["ca.pem"]) == 0o644)
        #expect(try folder.text(of: "ca.pem") == authority.certificatePEM)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["ca.key", "ca.pem"])
    }

    @Test("the certificate's file holds no key")
    func publicFile() throws {
        let folder = try TemporaryFolder()
        try CertificateAuthority.mint(now: now).save(in: folder.path)
        #expect(try !folder.text(of: "ca.pem").contains("PRIVATE"))
    }

    @Test("minting writes nothing, and where nothing was saved there is nothing to load")
    func nothingSaved() throws {
        let folder = try TemporaryFolder()
        _ = try CertificateAuthority.mint(now: now).leaf(for: "localhost", now: now)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(try CertificateAuthority.load(from: folder.path, now: now) == nil)
    }

    @Test("one that ends within a day is replaced")
    func ending() throws {
        let folder = try TemporaryFolder()
        let authority = try CertificateAuthority.kept(in: folder.path, now: now)
        let later = now.addingTimeInterval(6.5 * 86_400)
        let next = try CertificateAuthority.kept(in: folder.path, now: later)
        #expect(next.certificatePEM != authority.certificatePEM)
        #expect(try CertificateAuthority.load(from: folder.path, now: later)?.certificatePEM == next.certificatePEM)
    }

    @Test("one that was made for other names is replaced")
    func otherNames() throws {
        let folder = try TemporaryFolder()
        try CertificateAuthority.mint(names: PermittedNames(domains: ["localhost"]), now: now).save(in: folder.path)
        #expect(try CertificateAuthority.load(from: folder.path, now: now) == nil)
    }

    @Test("a key that others may have read is not used", arguments: [0o640, 0o604, 0o660])
    func readable(mode: Int) throws {
        let folder = try TemporaryFolder()
        try CertificateAuthority.mint(now: now).save(in: folder.path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder["ca.key"])
        let error = #expect(throws: AuthorityError.self) { try CertificateAuthority.load(from: folder.path, now: now) }
        #expect(
            error?.description
                == "\(folder["ca.key"]): others may have read or written it; delete it, and another is made"
        )
    }

    @Test("a symbolic link in the key's place is not followed")
    func link() throws {
        let folder = try TemporaryFolder()
        try CertificateAuthority.mint(now: now).save(in: folder.path)
        try FileManager.default.moveItem(atPath: folder["ca.key"], toPath: folder["elsewhere"])
        try FileManager.default.createSymbolicLink(atPath: folder["ca.key"], withDestinationPath: folder["elsewhere"])
        #expect(throws: AuthorityError.self) { try CertificateAuthority.load(from: folder.path, now: now) }
    }

    @Test("what is not an authority is one clear error", arguments: ["", "hello", "key only", "two authorities"])
    func damaged(_ damage: String) throws {
        let folder = try TemporaryFolder()
        try CertificateAuthority.mint(now: now).save(in: folder.path)
        let saved = try folder.text(of: "ca.key")
        let key = saved.prefix { $0 != "\u{0}" }.components(separatedBy: "-----BEGIN CERTIFICATE").first ?? ""
        let text =
            switch damage {
            case "key only": key
            case "two authorities": key + (try CertificateAuthority.mint(now: now).certificatePEM)
            default: damage
            }
        try folder.write(text, to: "ca.key", permissions: 0o600)
        let error = #expect(throws: AuthorityError.self) { try CertificateAuthority.load(from: folder.path, now: now) }
        #expect(
            error?.description
                == "\(folder["ca.key"]): it holds no certificate authority; delete it, and another is made"
        )
    }

    @Test("Immunity 14, shipped CA key: the project holds no private key")
    func noKeyInProject() throws {
        let root = ProjectFolder.url
        let mark = Data(["PRIVATE", "KEY-----"].joined(separator: " ").utf8)
        var count = 0
        for folder in ["Sources", "Tests", "Benchmarks", "fixtures", "scenarios", "docs"] {
            let place = root.appending(path: folder).resolvingSymlinksInPath()
            let files = FileManager.default.enumerator(atPath: place.path)
            while let name = files?.nextObject() as? String {
                let path = place.appending(path: name).path
                guard let content = FileManager.default.contents(atPath: path) else { continue }
                count += 1
                #expect(content.firstRange(of: mark) == nil, "\(path)")
            }
        }
        #expect(count > 0)
    }

    @Test("a folder that is not there is one clear error")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: AuthorityError.self) {
            try CertificateAuthority.mint(now: now).save(in: folder["missing"])
        }
        #expect(error?.description == "\(folder["missing"])/ca.key: cannot be written: No such file or directory")
    }
}
