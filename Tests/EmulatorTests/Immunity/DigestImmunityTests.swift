import AWSCore
import AWSProtocols
import Emulator
import Foundation
import RegistryService
import Testing

/// Names in requests become names of files only where they are digests.
@Suite("Immunity: malformed names")
struct DigestImmunityTests {
    private static let hex = String(repeating: "a", count: 64)

    private static let malformed = [
        "sha256:..", "sha256:%2e%2e", "sha256:%2e%2e%2f%2e%2e%2fetc%2fpasswd", "sha256:..%2F..%2Fregistry.db",
        "sha256:\(hex.uppercased())", "sha256:\(hex.dropLast())", "sha256:\(hex)a", "sha256:", ":\(hex)",
        "sha512:\(hex)",
        "md5:d41d8cd98f00b204e9800998ecf8427e", "SHA256:\(hex)", "sha256:\(hex.dropLast())%00", "sha256:\(hex)%00",
        "%00sha256:\(hex)", "sha256:\(hex)%0d%0a", "sha256:\(hex):\(hex)", "sha256:%252e%252e",
        "sha256:" + String(repeating: "a", count: 256),
    ]

    /// A bench on whose files something is, so that there is something to be led to.
    private static func bench(_ dialect: RegistryDialect, _ files: CountedFiles) async throws -> TestBench {
        let bench = try TestBench(dialect: dialect, files: files)
        try await bench.pushImage("layer", to: "app", authorization: bench.basic())
        #expect(!files.takeCalls().isEmpty)
        return bench
    }

    @Test(
        "Immunity 9, CVE-2024-3727: a malformed digest is refused in every route, and no file is looked at",
        arguments: RegistryDialect.allCases,
        malformed
    )
    func routes(dialect: RegistryDialect, digest: String) async throws {
        let files = CountedFiles()
        let bench = try await Self.bench(dialect, files)
        let token = try await bench.basic()
        for (method, path) in [
            ("HEAD", "blobs/"), ("GET", "blobs/"), ("HEAD", "manifests/"), ("GET", "manifests/"), ("PUT", "manifests/"),
            ("DELETE", "manifests/"), ("GET", "referrers/"), ("PUT", "blobs/uploads/0b?digest="), ("DELETE", "blobs/"),
        ] {
            let answer = try await bench.registry(method, "/v2/app/" + path + digest, authorization: token, body: "{}")
            // ECR has no route that deletes a blob.
            let isRoute = dialect == .oci || method != "DELETE" || path != "blobs/"
            #expect(answer.status == (isRoute ? 400 : 405), "\(method) \(path)")
            #expect(try answer.registryError().code == (isRoute ? "DIGEST_INVALID" : "UNSUPPORTED"))
        }
        let mount = "/v2/app/blobs/uploads/?mount=\(digest)&from=app"
        #expect(try await bench.registry("POST", mount, authorization: token).status == 202)
        #expect(files.takeCalls().isEmpty)
    }

    @Test(
        "Immunity 9, CVE-2024-3727: a malformed digest is refused in every operation, and no file is looked at",
        arguments: malformed
    )
    func operations(digest: String) async throws {
        let files = CountedFiles()
        let bench = try await Self.bench(.ecr, files)
        let text = String(
            decoding: JSONValue.string(try #require(digest.removingPercentEncoding)).serialized(),
            as: UTF8.self
        )
        for (operation, members) in [
            ("BatchCheckLayerAvailability", #""layerDigests":[\#(text)]"#),
            ("GetDownloadUrlForLayer", #""layerDigest":\#(text)"#),
            ("CompleteLayerUpload", #""uploadId":"u","layerDigests":[\#(text)]"#),
            ("BatchGetImage", #""imageIds":[{"imageDigest":\#(text)}]"#),
            ("BatchDeleteImage", #""imageIds":[{"imageDigest":\#(text)}]"#),
            ("DescribeImages", #""imageIds":[{"imageDigest":\#(text)}]"#),
            ("ListImageReferrers", #""subjectId":{"imageDigest":\#(text)}"#),
            ("PutImage", #""imageManifest":"{}","imageDigest":\#(text)"#),
        ] {
            let answer = try await bench.ecr(operation, #"{"repositoryName":"app",\#(members)}"#)
            let json = try answer.json()
            // What has the form that ECR asks for, and is not a digest that it has, is found nowhere.
            let isRefused =
                answer.status == 400 || json["failures"]?.array?.count == 1
                || json["layers"]?.array?.first?["layerAvailability"] == "UNAVAILABLE" || json["referrers"] == []
            #expect(isRefused, "\(operation): \(answer.body)")
        }
        #expect(files.takeCalls().isEmpty)
    }

    @Test(
        "Immunity 9, CVE-2024-3727: names of repositories lead out of no folder, and have 256 characters at most",
        arguments: RegistryDialect.allCases
    )
    func repositories(dialect: RegistryDialect) async throws {
        let files = CountedFiles()
        let bench = try await Self.bench(dialect, files)
        let token = try await bench.basic()
        let digest = "sha256:" + Self.hex
        for name in [
            "..", "../..", "a/../../b", "%2e%2e", "app%2f..%2f..", "app%00", "/etc", "app//x", "APP", "~root",
            String(repeating: "a", count: 257), String(repeating: "a/", count: 128) + "a", "app%0d%0aX-Injected:%201",
        ] {
            for (method, path) in [
                ("GET", "blobs/\(digest)"), ("GET", "manifests/latest"), ("PUT", "manifests/latest"),
                ("POST", "blobs/uploads/"), ("GET", "tags/list"), ("GET", "referrers/\(digest)"),
            ] {
                let answer = try await bench.registry(method, "/v2/\(name)/\(path)", authorization: token)
                #expect(answer.status == 400, "\(method) \(name): \(answer.status)")
                #expect(try answer.registryError().code == "NAME_INVALID")
            }
        }
        #expect(files.takeCalls().isEmpty)
        // One of 256 characters is a name, of nothing that is there.
        let longest = "/v2/\(String(repeating: "a", count: 256))/tags/list"
        #expect(try await bench.registry("GET", longest, authorization: token).status == 404)
    }
}
