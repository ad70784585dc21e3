import AWSCore
import AWSProtocols
import Determinism
import OCI
import RegistryService
import Storage
import Testing

@Suite("A blob in the registry")
struct BlobRouteTests {
    private let layer = "0123456789"
    private let digest = TestManifest.digest("0123456789")

    private func unknown(_ digest: String) -> RegistryError {
        RegistryError(
            "BLOB_UNKNOWN",
            "The layer with digest \(digest) does not exist within the repository with name 'app' in the registry with "
                + "id '123456789012'",
            status: 404
        )
    }

    @Test("is described by its size and digest", arguments: RegistryDialect.allCases)
    func check(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.upload(layer)
        let answer = try await registry.send("HEAD", "/v2/app/blobs/\(digest)")
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Length"] == "10")
        #expect(answer.headers["Content-Type"] == "application/octet-stream")
        #expect(answer.headers["Docker-Content-Digest"] == digest)
        #expect(answer.headers["Accept-Ranges"] == "bytes")
        #expect(answer.body.isEmpty)
        #expect(try await registry.send("HEAD", "/v2/team/web/blobs/\(digest)").status == 404)
    }

    @Test("is fetched from S3 in ECR")
    func redirect() async throws {
        let registry = try TestRegistry(.ecr)
        try await registry.upload(layer)
        let answer = try await registry.send("GET", "/v2/app/blobs/\(digest)", ["Range": "bytes=0-1"])
        #expect(answer.status == 307)
        let start =
            "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/123456789012/app/sha256/"
            + digest.dropFirst(7) + "?X-Amz-Algorithm="
        #expect(answer.headers["Location"]?.hasPrefix(start) == true)
        #expect(answer.body.isEmpty)
    }

    @Test("is answered by the registry itself in the specification")
    func read() async throws {
        let registry = try TestRegistry(.oci)
        try await registry.upload(layer)
        let answer = try await registry.send("GET", "/v2/app/blobs/\(digest)")
        #expect(answer.status == 200)
        #expect(answer.text == layer)
        #expect(answer.headers["Content-Type"] == "application/octet-stream")
        #expect(answer.headers["Docker-Content-Digest"] == digest)
        #expect(answer.headers["Accept-Ranges"] == "bytes")
    }

    @Test("that is not there is unknown", arguments: RegistryDialect.allCases)
    func absent(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.upload(layer, in: "team/web")
        for digest in [digest, TestManifest.absent, Digest.of([], .sha512).description] {
            for method in ["HEAD", "GET"] {
                #expect(try await registry.send(method, "/v2/app/blobs/\(digest)").error == unknown(digest))
            }
        }
    }

    @Test(
        "that only images of the archive have is unknown, until another image has it",
        arguments: RegistryDialect.allCases
    )
    func archived(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let image = try #require(Digest(try await registry.push(layer, as: "v1")))
        #expect(try await registry.store.setArchived(true, image, in: registry.id(), at: registry.clock.now))
        for method in ["HEAD", "GET"] {
            #expect(try await registry.send(method, "/v2/app/blobs/\(digest)").error == unknown(digest))
        }
        #expect(try await registry.send("GET", "/v2/app/tags/list").json["tags"] == [])
        try await registry.upload(layer)
        try await registry.put(TestManifest.image([layer, layer]), as: "v2")
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").status == 200)
        #expect(try await registry.send("GET", "/v2/app/blobs/\(digest)").status == (dialect == .ecr ? 307 : 200))
        #expect(try await registry.send("GET", "/v2/app/tags/list").json["tags"] == ["v2"])
    }

    @Test("is not deleted in ECR")
    func undeletable() async throws {
        let registry = try TestRegistry(.ecr)
        try await registry.upload(layer)
        let unsupported = RegistryError("UNSUPPORTED", "The operation is unsupported.", status: 405)
        #expect(try await registry.send("DELETE", "/v2/app/blobs/\(digest)").error == unsupported)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").status == 200)
    }

    @Test("is deleted in the specification, from its own repository only")
    func delete() async throws {
        let registry = try TestRegistry(.oci)
        for name in ["app", "team/web"] { try await registry.upload(layer, in: name) }
        let answer = try await registry.send("DELETE", "/v2/app/blobs/\(digest)")
        #expect(answer.status == 202)
        #expect(answer.body.isEmpty)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").status == 404)
        #expect(try await registry.send("DELETE", "/v2/app/blobs/\(digest)").error == unknown(digest))
        #expect(try await registry.send("GET", "/v2/team/web/blobs/\(digest)").text == layer)
    }
}
