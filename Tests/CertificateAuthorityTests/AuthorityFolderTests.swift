import CertificateAuthority
import Foundation
import TestSupport
import Testing

@Suite("An authority that is kept in a folder of its own")
struct AuthorityFolderTests {
    private let now = Date()

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("The folder is made, and it and the key are the owner's alone; the next start finds the same authority")
    func kept() throws {
        let folder = try TemporaryFolder()
        let path = folder["a/b"]
        let authority = try CertificateAuthority.kept(inFolder: path, now: now)
        #expect(try permissions(path) == 0o700)
        #expect(try permissions(path + "/ca.key") == 0o600)
        #expect(try CertificateAuthority.kept(inFolder: path, now: now).certificatePEM == authority.certificatePEM)
        let later = now.addingTimeInterval(6.5 * 86_400)
        let next = try CertificateAuthority.kept(inFolder: path, now: later)
        #expect(next.certificatePEM != authority.certificatePEM)
        #expect(try CertificateAuthority.kept(inFolder: path, now: later).certificatePEM == next.certificatePEM)
    }

    @Test("A folder with anything else in it is left as it is, and so is a file")
    func foreign() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("x", to: "notes")
        let before = try permissions(folder.path)
        let error = #expect(throws: AuthorityError.self) {
            try CertificateAuthority.kept(inFolder: folder.path, now: now)
        }
        #expect(
            error?.description
                == "\(folder.path): it holds other things, such as 'notes'; name a folder that is empty or new"
        )
        #expect(try permissions(folder.path) == before)
        #expect(throws: AuthorityError.self) { try CertificateAuthority.kept(inFolder: folder["notes"], now: now) }
        #expect(throws: AuthorityError.self) { try CertificateAuthority.kept(inFolder: "/proc/drydock-ca", now: now) }
    }

    @Test("Emulators that start at once have the same authority")
    func sideBySide() async throws {
        let folder = try TemporaryFolder()
        let (path, now) = (folder["ca"], now)
        let certificates = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask { try CertificateAuthority.kept(inFolder: path, now: now).certificatePEM }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(certificates.count == 1)
    }
}
