import AWSCore
import AWSProtocols
import Determinism
import Foundation
import RegistryService
import Storage
import Testing

/// Where the registry sends a client for a layer.
struct LayerLink {
    var host: String
    var path: String
    var query: String

    init(_ answer: TestAnswer) throws {
        let location = try #require(answer.headers["Location"])
        let url = try #require(location.hasPrefix("https://") ? location.dropFirst(8) : nil)
        let slash = try #require(url.firstIndex(of: "/"))
        let mark = try #require(url.firstIndex(of: "?"))
        host = String(url[..<slash])
        path = String(url[slash..<mark])
        query = String(url[url.index(after: mark)...])
    }

    func download(
        _ registry: TestRegistry,
        method: String = "GET",
        hasAuthorization: Bool = false,
        range: String? = nil
    ) throws -> LayerDownload {
        LayerDownload(
            method: method,
            path: path[...],
            query: query,
            host: host,
            hasAuthorization: hasAuthorization,
            range: range,
            region: try #require(Region("us-east-1")),
            now: registry.clock.now
        )
    }

    func follow(_ registry: TestRegistry, range: String? = nil) async throws -> TestAnswer {
        TestAnswer(try await download(registry, range: range).answer(registry.links, registry.store))
    }

    func refusal(
        _ registry: TestRegistry,
        method: String = "GET",
        hasAuthorization: Bool = false
    ) async throws -> LayerError? {
        let download = try download(registry, method: method, hasAuthorization: hasAuthorization)
        return await #expect(throws: LayerError.self) { try await download.answer(registry.links, registry.store) }
    }
}

@Suite("A layer behind its link")
struct LayerDownloadTests {
    private func link(_ registry: TestRegistry) async throws -> LayerLink {
        try LayerLink(try await registry.send("GET", "/v2/app/blobs/\(try await registry.upload("layer"))"))
    }

    @Test("is answered to whoever has the link, for an hour")
    func follow() async throws {
        let registry = try TestRegistry(.ecr)
        let link = try await link(registry)
        let answer = try await link.follow(registry)
        #expect(answer.status == 200)
        #expect(answer.text == "layer")
        #expect(answer.headers["Content-Type"] == "application/octet-stream")
        #expect(answer.headers["Accept-Ranges"] == "bytes")
        #expect(answer.headers["ETag"] == "\"\(TestManifest.digest("layer").dropFirst(7))\"")
        registry.clock.advance(by: 3_599)
        #expect(try await link.follow(registry).status == 200)
        registry.clock.advance(by: 1)
        #expect(
            try await link.refusal(registry) == LayerError("AccessDenied", "Request has expired", status: 403)
        )
    }

    @Test("is refused where the client sends its password along")
    func twoMechanisms() async throws {
        let registry = try TestRegistry(.ecr)
        let link = try await link(registry)
        let refused = LayerError(
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                + "parameter or the Authorization header should be specified",
            status: 400
        )
        #expect(try await link.refusal(registry, hasAuthorization: true) == refused)
        var bare = link
        bare.query = ""
        #expect(try await bare.refusal(registry, hasAuthorization: true) == .accessDenied)
    }

    @Test("is refused where the link is not the one that was made")
    func tampered() async throws {
        let registry = try TestRegistry(.ecr)
        let link = try await link(registry)
        let differs = LayerError(
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing "
                + "method.",
            status: 403
        )
        #expect(try await link.refusal(registry, method: "HEAD") == differs)
        var other = link
        other.path.replace("/app/", with: "/team/web/")
        #expect(try await other.refusal(registry) == differs)
        other = link
        other.host = "localhost"
        #expect(try await other.refusal(registry) == differs)
        for query in ["", "x", "%ZZ", "X-Amz-Algorithm=AWS4-HMAC-SHA256", "&&&=", "X-Amz-Date=%00"] {
            other = link
            other.query = query
            #expect(
                try await other.refusal(registry) == LayerError("AccessDenied", "Access Denied", status: 403)
            )
        }
    }

    @Test("is read and nothing else", arguments: ["PUT", "POST", "DELETE", "get", "OPTIONS", ""])
    func methods(method: String) async throws {
        let registry = try TestRegistry(.ecr)
        #expect(
            try await link(registry).refusal(registry, method: method)
                == LayerError(
                    "MethodNotAllowed",
                    "The specified method is not allowed against this resource.",
                    status: 405
                )
        )
    }

    @Test("that has gone meanwhile is not a key")
    func gone() async throws {
        let registry = try TestRegistry(.ecr)
        let link = try await link(registry)
        try await registry.store.deleteRepository(registry.id())
        #expect(
            try await link.refusal(registry)
                == LayerError("NoSuchKey", "The specified key does not exist.", status: 404)
        )
    }
}
