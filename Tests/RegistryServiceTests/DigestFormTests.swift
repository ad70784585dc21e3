import AWSCore
import Foundation
import RegistryService
import TestSupport
import Testing

@Suite("A malformed digest")
struct DigestFormTests {
    private static let hex = String(repeating: "a", count: 64)

    private static let malformed: [String] = [
        "sha256:../../../../etc/passwd", "sha256:..%2F..%2Fregistry.db", "sha256:%2e%2e", "sha256:%2e%2e%2f%2e%2e",
        "sha256:\(hex.uppercased())", "sha256:\(hex.dropLast())", "sha256:\(hex)a", "sha256:", ":\(hex)",
        "sha512:\(hex)", "SHA256:\(hex)", "md5:d41d8cd98f00b204e9800998ecf8427e", "sha256:\(hex.dropLast())%00",
        "sha256:\(hex)%00", "%00sha256:\(hex)", "sha256:\(hex)%0A", "sha256:\(hex):\(hex)", "sha256+b64:\(hex)",
        "sha256:\(hex.dropLast())g", "sha256:\(hex.dropLast())%EF%BD%81",
    ]

    /// The route that a target leads to has a slash more, so it is not looked at as a digest.
    private static func isSplit(_ digest: String) -> Bool { digest.contains("/") }

    @Test(
        "Immunity 9, CVE-2024-3727: it is refused, and never reaches the storage",
        arguments: RegistryDialect.allCases,
        malformed.filter { !isSplit($0) }
    )
    func path(dialect: RegistryDialect, digest: String) async throws {
        let registry = try TestRegistry(dialect)
        let body = SentBody.bytes(Array(TestManifest.index().utf8))
        for (method, place) in [
            ("HEAD", "blobs"), ("GET", "blobs"), ("GET", "manifests"), ("HEAD", "manifests"), ("PUT", "manifests"),
            ("DELETE", "manifests"), ("GET", "referrers"),
        ] {
            let answer = try await registry.send(method, "/v2/app/\(place)/\(digest)", [:], body)
            #expect(answer.error == .invalidDigest, "\(method) \(place)")
        }
        let deletion = try await registry.send("DELETE", "/v2/app/blobs/\(digest)")
        #expect(deletion.error == (dialect == .ecr ? .unsupportedOperation : .invalidDigest))
        let end = try await registry.send("PUT", "/v2/app/blobs/uploads/x?digest=\(digest)", [:], body)
        #expect(end.error == .invalidDigest)
        // The storage makes its files when it is first needed.
        #expect(try FileManager.default.contentsOfDirectory(atPath: registry.folder.path).isEmpty)
    }

    @Test("with slashes in it leads to no blob", arguments: RegistryDialect.allCases, malformed.filter(isSplit))
    func split(dialect: RegistryDialect, digest: String) async throws {
        let registry = try TestRegistry(dialect)
        for method in ["HEAD", "GET", "DELETE"] {
            let answer = try await registry.send(method, "/v2/app/blobs/\(digest)")
            #expect(answer.status >= 400 && answer.status < 500)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: registry.folder.path).isEmpty)
    }

    @Test("ends no upload", arguments: RegistryDialect.allCases, malformed)
    func upload(dialect: RegistryDialect, digest: String) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let answer = try await registry.send("PUT", location + "?digest=\(digest)", [:], .bytes([1]))
        #expect(answer.error == .invalidDigest)
        #expect(try await registry.send("GET", location).headers["Range"] == "0-0")
        if dialect == .oci {
            let monolithic = try await registry.send(
                "POST",
                "/v2/app/blobs/uploads/?digest=\(digest)",
                [:],
                .bytes([1])
            )
            #expect(monolithic.error == .invalidDigest)
        }
    }
}
