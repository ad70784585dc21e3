import AWSCore
import AWSProtocols
import Determinism
import Foundation
import OCI
import RegistryService
import Testing

@Suite("An upload to the registry")
struct UploadRouteTests {
    private let layer = Array("the bytes of a layer".utf8)
    private let digest = TestManifest.digest("the bytes of a layer")
    private let first = "/v2/app/blobs/uploads/0b000000-0000-4000-8000-000000000001"

    private func has(_ digest: String, _ registry: TestRegistry, in name: String = "app") async throws -> Bool {
        try await registry.send("HEAD", "/v2/\(name)/blobs/\(digest)").status == 200
    }

    @Test("is begun with a location and an ID", arguments: RegistryDialect.allCases)
    func begin(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        for (number, path) in ["/v2/team/web/blobs/uploads/", "/v2/team/web/blobs/uploads"].enumerated() {
            let answer = try await registry.send("POST", path)
            let id = "0b000000-0000-4000-8000-00000000000\(number + 1)"
            #expect(answer.status == 202)
            #expect(answer.headers["Location"] == "\(TestRegistry.origin)/v2/team/web/blobs/uploads/\(id)")
            #expect(answer.headers["Range"] == "0-0")
            #expect(answer.headers["Docker-Upload-Uuid"] == id)
            #expect(answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0")
            #expect(answer.body.isEmpty)
        }
    }

    @Test("takes all in one piece with the request that ends it", arguments: RegistryDialect.allCases)
    func onePiece(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let answer = try await registry.send(
            "PUT",
            try await registry.begin() + "?digest=\(digest)",
            ["Content-Type": "application/octet-stream"],
            .bytes(layer)
        )
        #expect(answer.status == 201)
        #expect(answer.headers["Location"] == "\(TestRegistry.origin)/v2/app/blobs/\(digest)")
        #expect(answer.headers["Docker-Content-Digest"] == digest)
        #expect(answer.body.isEmpty)
        #expect(try await has(digest, registry))
        #expect(try await !has(digest, registry, in: "team/web"))
    }

    @Test(
        "takes a stream of unknown length, as docker sends it",
        arguments: [(RegistryDialect.ecr, 201), (.oci, 202)]
    )
    func streamed(dialect: RegistryDialect, status: Int) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let sent = try await registry.send(
            "PATCH",
            location,
            [:],
            .streamed([Array(layer[..<3]), [], Array(layer[3...])])
        )
        #expect(sent.status == status)
        #expect(sent.path == location)
        #expect(sent.headers["Range"] == "0-19")
        #expect(sent.headers["Docker-Upload-Uuid"] == location.split(separator: "/").last.map(String.init))
        #expect(sent.body.isEmpty)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)").status == 201)
        #expect(try await has(digest, registry))
    }

    @Test("takes chunks, and ECR's range stays where the first has ended", arguments: RegistryDialect.allCases)
    func chunks(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        var ranges: [String?] = []
        let big = [UInt8](repeating: 1, count: 5_242_880)
        for (range, chunk) in [("0-5242879", big), ("bytes 5242880-10485759/*", big)] {
            let answer = try await registry.send("PATCH", location, ["Content-Range": range], .bytes(chunk))
            #expect(answer.status == (dialect == .ecr ? 201 : 202))
            ranges.append(answer.headers["Range"])
        }
        #expect(ranges == (dialect == .ecr ? ["0-5242879", "0-5242879"] : ["0-5242879", "0-10485759"]))
        let status = try await registry.send("GET", location)
        #expect(status.status == 204)
        #expect(status.headers["Range"] == "0-10485759")
        let digest = Digest.of(big + big + layer).description
        let last: HeaderFields = ["Content-Range": "10485760-10485779"]
        #expect(try await registry.send("PUT", location + "?digest=\(digest)", last, .bytes(layer)).status == 201)
        let head = try await registry.send("HEAD", "/v2/app/blobs/\(digest)")
        #expect(head.headers["Content-Length"] == "10485780")
    }

    @Test("needs parts of 5 MiB in ECR only", arguments: RegistryDialect.allCases)
    func smallParts(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        _ = try await registry.send("PATCH", location, [:], .bytes(Array(layer[..<3])))
        let answer = try await registry.send("PUT", location + "?digest=\(digest)", [:], .bytes(Array(layer[3...])))
        switch dialect {
        case .ecr:
            let text = "All layer parts except the last part should be at least 5MB"
            #expect(answer.error == RegistryError("SIZE_INVALID", text, status: 400))
        case .oci:
            #expect(answer.status == 201)
        }
        #expect(try await has(digest, registry) == (dialect == .oci))
    }

    @Test("tells how far it is", arguments: RegistryDialect.allCases)
    func status(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        for (chunk, range) in [([UInt8](), "0-0"), (layer, "0-19")] {
            _ = try await registry.send("PATCH", location, [:], .bytes(chunk))
            let answer = try await registry.send("GET", location)
            #expect(answer.status == 204)
            #expect(answer.path == location)
            #expect(answer.headers["Range"] == range)
            #expect(answer.headers["Docker-Upload-Uuid"] == location.split(separator: "/").last.map(String.init))
            #expect(answer.body.isEmpty)
        }
    }

    @Test("is gone once it was cancelled, has ended, or lay idle for a day", arguments: RegistryDialect.allCases)
    func gone(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let cancelled = try await registry.begin()
        _ = try await registry.send("PATCH", cancelled, [:], .bytes(layer))
        let answer = try await registry.send("DELETE", cancelled)
        #expect(answer.status == 204)
        #expect(answer.body.isEmpty)
        let ended = try await registry.begin()
        _ = try await registry.send("PUT", ended + "?digest=\(digest)", [:], .bytes(layer))
        let idle = try await registry.begin()
        registry.clock.advance(by: 86_401)
        for (location, name) in [
            (cancelled, "app"), (ended, "app"), (idle, "app"), ("/v2/app/blobs/uploads/x", "app"),
            ("/v2/app/blobs/uploads/..%2F..%2Fregistry.db", "app"), ("/v2/app/blobs/uploads/%00", "app"),
        ] {
            let id = location.split(separator: "/").last.map(String.init)?.removingPercentEncoding ?? ""
            let unknown = RegistryError(
                "BLOB_UPLOAD_UNKNOWN",
                "The upload with id '\(id)' in the repository with name '\(name)' in registry with id '123456789012' "
                    + "does not exist",
                status: 404
            )
            for (method, target) in [
                ("PATCH", location), ("PUT", location + "?digest=\(digest)"), ("GET", location), ("DELETE", location),
            ] {
                #expect(try await registry.send(method, target, [:], .bytes(layer)).error == unknown)
            }
        }
    }

    @Test("belongs to its repository", arguments: RegistryDialect.allCases)
    func otherRepository(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let elsewhere = location.replacing("/app/", with: "/team/web/")
        for method in ["PATCH", "GET", "DELETE"] {
            let answer = try await registry.send(method, elsewhere, [:], .bytes(layer))
            #expect(answer.error?.code == "BLOB_UPLOAD_UNKNOWN")
        }
        #expect(try await registry.send("GET", location).headers["Range"] == "0-0")
    }

    @Test("in one request is taken by the specification, and begins an ordinary one in ECR")
    func monolithic() async throws {
        let ecr = try TestRegistry(.ecr)
        let begun = try await ecr.send("POST", "/v2/app/blobs/uploads/?digest=\(digest)", [:], .bytes(layer))
        #expect(begun.status == 202)
        #expect(begun.path == first)
        #expect(try await ecr.send("GET", first).headers["Range"] == "0-0")
        let oci = try TestRegistry(.oci)
        let taken = try await oci.send("POST", "/v2/app/blobs/uploads/?digest=\(digest)", [:], .bytes(layer))
        #expect(taken.status == 201)
        #expect(taken.headers["Location"] == "\(TestRegistry.origin)/v2/app/blobs/\(digest)")
        #expect(try await has(digest, oci))
        // Nothing is left of one that failed.
        for target in ["?digest=\(TestManifest.absent)", "?digest=sha256:..", "?digest="] {
            let failed = try await oci.send("POST", "/v2/app/blobs/uploads/" + target, [:], .bytes(Array("x".utf8)))
            #expect(failed.status == 400)
        }
        for number in 1...4 {
            let path = "/v2/app/blobs/uploads/0b000000-0000-4000-8000-00000000000\(number)"
            #expect(try await oci.send("GET", path).status == 404)
        }
    }

    @Test("of nothing is a layer to the specification, and none to ECR")
    func empty() async throws {
        let digest = TestManifest.digest("")
        let ecr = try TestRegistry(.ecr)
        let location = try await ecr.begin()
        #expect(
            try await ecr.send("PUT", location + "?digest=\(digest)").error
                == RegistryError(
                    "BLOB_UPLOAD_INVALID",
                    "The upload with id '0b000000-0000-4000-8000-000000000001' in the repository with name 'app' in "
                        + "registry with id '123456789012' cannot be completed because it does not have any parts.",
                    status: 400
                )
        )
        let oci = try TestRegistry(.oci)
        #expect(try await oci.send("PUT", try await oci.begin() + "?digest=\(digest)").status == 201)
        #expect(try await oci.send("HEAD", "/v2/app/blobs/\(digest)").headers["Content-Length"] == "0")
    }

    @Test("of another content than its digest's is refused, and stays as it is", arguments: RegistryDialect.allCases)
    func otherContent(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let answer = try await registry.send("PUT", location + "?digest=\(TestManifest.absent)", [:], .bytes(layer))
        let text = "None of the provided layer digests match the calculated layer digest"
        #expect(answer.error == RegistryError("BLOB_UPLOAD_INVALID", text, status: 400))
        #expect(try await !has(TestManifest.absent, registry))
        #expect(try await registry.send("PUT", location + "?digest=\(digest)").status == 201)
        #expect(try await has(digest, registry))
    }

    @Test("of a layer that is there succeeds", arguments: RegistryDialect.allCases)
    func again(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        for _ in 0..<2 { #expect(try await registry.upload(layer) == digest) }
    }

    @Test("has SHA-512 in the specification only")
    func sha512() async throws {
        let digest = Digest.of(layer, .sha512).description
        let ecr = try TestRegistry(.ecr)
        let refused = try await ecr.send("PUT", try await ecr.begin() + "?digest=\(digest)", [:], .bytes(layer))
        #expect(refused.error?.code == "BLOB_UPLOAD_INVALID")
        let oci = try TestRegistry(.oci)
        for path in ["/v2/app/blobs/uploads/", "/v2/app/blobs/uploads/?digest-algorithm=sha512"] {
            let location = try #require(try await oci.send("POST", path).path)
            #expect(try await oci.send("PUT", location + "?digest=\(digest)", [:], .bytes(layer)).status == 201)
        }
        #expect(try await oci.send("GET", "/v2/app/blobs/\(digest)").body == layer)
        let unknown = try await oci.send("POST", "/v2/app/blobs/uploads/?digest-algorithm=md5")
        #expect(unknown.error?.code == "DIGEST_INVALID")
    }

    @Test("needs a digest to end", arguments: RegistryDialect.allCases, ["", "?digest=", "?digest=layer", "?x=y"])
    func noDigest(dialect: RegistryDialect, query: String) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        #expect(try await registry.send("PUT", location + query, [:], .bytes(layer)).error == .invalidDigest)
        #expect(try await registry.send("GET", location).headers["Range"] == "0-0")
    }
}
