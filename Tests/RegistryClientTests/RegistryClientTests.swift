import AWSClient
import CurlHTTP
import Determinism
import DockerConfiguration
import Foundation
import OCI
import RegistryClient
import Synchronization
import TestSupport
import Testing

@Suite("The registry's client")
struct RegistryClientTests {
    /// A registry behind TLS, and a client that has a password for it.
    private final class Fixture: Sendable {
        let folder: TemporaryFolder
        let server: FixtureServer
        let host: String
        private let front: TLSFront
        private let driver = CurlDriver()

        init(_ handler: @escaping @Sendable (FixtureServer.Request) -> FixtureServer.Answer) async throws {
            folder = try TemporaryFolder()
            server = try FixtureServer(handler)
            front = try await TLSFront.start(to: server)
            host = "localhost:\(front.port)"
        }

        func client(trusting isTrusting: Bool = true) throws -> RegistryClient {
            let environment = ClientEnvironment(
                variables: isTrusting ? ["SSL_CERT_FILE": front.certificate] : [:],
                home: folder.path,
                workingDirectory: folder.path,
                clock: .running(),
                randomness: .seeded("RegistryClientTests"),
                http: driver,
                sleep: { _ in }
            )
            return RegistryClient(
                address: try RegistryAddress(host),
                credentials: .password(username: "me", password: "SECRETVALUE"),
                environment: environment
            )
        }

        func end() {
            driver.shutDown()
            front.stop()
            server.stop()
        }
    }

    /// An image of one layer: its blobs by their digests, and its manifest.
    private struct Image {
        let blobs: [String: String]
        let manifest: String

        init() {
            let blobs = ["{}", "the layer"].reduce(into: [String: String]()) {
                $0[Digest.of(Array($1.utf8)).description] = $1
            }
            let descriptor = { (content: String, type: String) in
                "{\"mediaType\":\"application/vnd.oci.image.\(type)\",\"digest\":\"\(Digest.of(Array(content.utf8)))\","
                    + "\"size\":\(content.utf8.count)}"
            }
            self.blobs = blobs
            manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"\(MediaTypes.ociManifest)\",\"config\":"
                + "\(descriptor("{}", "config.v1+json")),\"layers\":[\(descriptor("the layer", "layer.v1.tar"))]}"
        }

        var digest: Digest { Digest.of(Array(manifest.utf8)) }

        /// What a registry that has the image answers.
        func answer(_ request: FixtureServer.Request) -> FixtureServer.Answer {
            let name = request.target.split(separator: "/").last.map(String.init) ?? ""
            if request.target.contains("/manifests/") {
                return .response(200, [("Content-Type", MediaTypes.ociManifest)], body: manifest)
            }
            return blobs[name].map { .response(200, body: $0) } ?? .response(404)
        }
    }

    @Test("lists pages to their end, and one that leads back is an error")
    func pages() async throws {
        let fixture = try await Fixture { request in
            let isLast = request.target.contains("last=a")
            let link = request.target.contains("loop") ? request.target : "/v2/app/tags/list?last=a"
            return .response(
                200,
                isLast ? [] : [("Link", "<\(link)>; rel=\"next\"")],
                body: "{\"tags\": [\"\(isLast ? "b" : "a")\"]}"
            )
        }
        defer { fixture.end() }
        #expect(try await fixture.client().tags(of: "app") == ["a", "b"])
        let error = await #expect(throws: RegistryClientError.self) { try await fixture.client().tags(of: "loop") }
        #expect(error?.description.contains("its pages never end") == true)
    }

    @Test("a repository without tags has none")
    func nullTags() async throws {
        let fixture = try await Fixture { _ in .response(200, body: "{\"name\": \"app\", \"tags\": null}") }
        defer { fixture.end() }
        #expect(try await fixture.client().tags(of: "app") == [])
    }

    @Test("says in one line what the registry refuses, and never the password")
    func refusal() async throws {
        let body = "{\"errors\": [{\"code\": \"DENIED\", \"message\": \"not\\nfor you\"}]}"
        let fixture = try await Fixture { _ in .response(403, body: body) }
        defer { fixture.end() }
        let error = await #expect(throws: RegistryClientError.self) { try await fixture.client().tags(of: "app") }
        #expect(error?.description == "Failed to list the tags of app: DENIED: not for you (HTTP status 403)")
    }

    @Test("asks again where the registry has trouble, three times in all")
    func retries() async throws {
        let fixture = try await Fixture { _ in .response(503) }
        defer { fixture.end() }
        await #expect(throws: RegistryClientError.self) { try await fixture.client().tags(of: "app") }
        #expect(fixture.server.requests.count == 3)
    }

    @Test("pulls an image as a layout that can be pushed again")
    func pull() async throws {
        let image = Image()
        let fixture = try await Fixture(image.answer)
        defer { fixture.end() }
        let moved = Mutex<[Int]>([])
        let folder = fixture.folder["image"]
        let digest = try await fixture.client()
            .pull(.tag(.latest), of: "app", to: folder, suffix: ".parts") { done, _ in
                moved.withLock { $0.append(done) }
            }
        #expect(digest == image.digest)
        #expect(moved.withLock { $0.first == 0 && $0.last == 11 })
        let layout = try ImageLayout(folder: folder)
        #expect(layout.manifests.map(\.digest) == [image.digest])
        #expect(layout.manifests.first?.tags == [.latest])
        #expect(!FileManager.default.fileExists(atPath: folder + ".parts"))
    }

    @Test("a layer that is not what its digest says leaves nothing behind")
    func damagedLayer() async throws {
        let image = Image()
        let fixture = try await Fixture { request in
            request.target.contains("/blobs/") ? .response(200, body: "another") : image.answer(request)
        }
        defer { fixture.end() }
        let folder = fixture.folder["image"]
        let error = await #expect(throws: RegistryClientError.self) {
            try await fixture.client().pull(.tag(.latest), of: "app", to: folder, suffix: ".parts") { _, _ in }
        }
        #expect(error?.description.contains("it has another digest") == true)
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(!FileManager.default.fileExists(atPath: folder + ".parts"))
    }

    @Test("Immunity 10, CVE-2020-15157: what a redirect leads to elsewhere gets no password")
    func redirect() async throws {
        let image = Image()
        let elsewhere = try FixtureServer(image.answer)
        defer { elsewhere.stop() }
        let elsewhereFront = try await TLSFront.start(to: elsewhere)
        defer { elsewhereFront.stop() }
        let port = elsewhereFront.port
        let fixture = try await Fixture { request in
            guard request.target.contains("/blobs/") else { return image.answer(request) }
            return .response(307, [("Location", "https://127.0.0.1:\(port)\(request.target)")])
        }
        defer { fixture.end() }
        let client = try fixture.client()
        // The other host's certificate is one that is not trusted, and so not even that is asked.
        await #expect(throws: RegistryClientError.self) {
            try await client.pull(.tag(.latest), of: "app", to: fixture.folder["image"], suffix: ".parts") { _, _ in }
        }
        #expect(elsewhere.requests.allSatisfy { $0.header("Authorization") == nil })
        #expect(fixture.server.requests.allSatisfy { $0.header("Authorization")?.hasPrefix("Basic ") == true })
    }

    @Test("Immunity 10: a redirect to http is not followed")
    func downgrade() async throws {
        let image = Image()
        let elsewhere = try FixtureServer(image.answer)
        defer { elsewhere.stop() }
        let url = elsewhere.url
        let fixture = try await Fixture { request in
            request.target.contains("/blobs/")
                ? .response(307, [("Location", url + request.target)]) : image.answer(request)
        }
        defer { fixture.end() }
        let error = await #expect(throws: RegistryClientError.self) {
            try await fixture.client().pull(.tag(.latest), of: "app", to: fixture.folder["image"], suffix: ".p") {
                _,
                _ in
            }
        }
        #expect(error?.description.contains("from https to http") == true)
        #expect(elsewhere.connectionCount == 0)
    }

    @Test("a certificate that is not trusted gets no password")
    func untrusted() async throws {
        let fixture = try await Fixture { _ in .response(200, body: "{\"tags\": [\"a\"]}") }
        defer { fixture.end() }
        await #expect(throws: RegistryClientError.self) { try await fixture.client(trusting: false).tags(of: "app") }
        #expect(fixture.server.requests.isEmpty)
    }

    @Test("pushes what is missing, in pieces, and the manifest at the end")
    func push() async throws {
        let image = Image()
        let registry = try await Fixture(image.answer)
        defer { registry.end() }
        let folder = registry.folder["image"]
        _ = try await registry.client().pull(.tag(.latest), of: "app", to: folder, suffix: ".parts") { _, _ in }
        let config = Digest.of(Array("{}".utf8)).description
        let fixture = try await Fixture { request in
            switch request.method {
            case "HEAD": .response(request.target.hasSuffix(config) ? 200 : 404)
            case "POST": .response(202, [("Location", "/upload?state=1")])
            case "PATCH": .response(202, [("Location", "/upload?state=2")])
            default: .response(201)
            }
        }
        defer { fixture.end() }
        let pushed = try await fixture.client()
            .push(try ImageLayout(folder: folder), to: "team/app", as: .latest) { _, _ in }
        #expect(pushed.digest == image.digest)
        #expect((pushed.sent, pushed.present) == (1, 1))
        let layer = Digest.of(Array("the layer".utf8)).description
        #expect(
            fixture.server.requests.filter { $0.method != "HEAD" }.map { "\($0.method) \($0.target)" } == [
                "POST /v2/team/app/blobs/uploads/", "PATCH /upload?state=1",
                "PUT /upload?state=2&digest=\(layer)", "PUT /v2/team/app/manifests/latest",
            ]
        )
        #expect(fixture.server.requests.first { $0.method == "PATCH" }?.text == "the layer")
        #expect(fixture.server.requests.last?.text == image.manifest)
    }
}
