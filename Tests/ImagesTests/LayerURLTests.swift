import AWSCore
import AWSProtocols
import Determinism
import Foundation
import Images
import OCI
import Storage
import Testing
import World

@Suite("The link to a layer")
struct LayerURLTests {
    /// The parts of a link.
    private struct Link {
        var host: String
        var path: String
        var query: String

        init(_ url: String) throws {
            let end = try #require(url.range(of: "://")?.upperBound)
            let slash = try #require(url[end...].firstIndex(of: "/"))
            let mark = try #require(url.firstIndex(of: "?"))
            host = String(url[end..<slash])
            path = String(url[slash..<mark])
            query = String(url[url.index(after: mark)...])
        }
    }

    private func target(
        _ link: Link,
        _ registry: TestRegistry,
        method: String = "GET",
        region: String = "us-east-1",
        after seconds: TimeInterval = 0
    ) throws -> LayerURLs.Target {
        let parameters = QueryParameters(form: link.query.utf8)
        return try registry.layerURLs.target(
            method: method,
            path: link.path[...],
            query: link.query,
            parameters: { parameters?[$0] },
            host: link.host,
            region: try #require(Region(region)),
            at: registry.clock.now.addingTimeInterval(seconds)
        )
    }

    private func url(_ registry: TestRegistry, in name: String = "app", origin: String) throws -> String {
        registry.layerURLs.url(
            of: Digest.of(Array("layer".utf8)),
            in: try registry.id(name),
            origin: origin,
            at: registry.clock.now
        )
    }

    private static let origins = [
        "https://123456789012.dkr.ecr.us-east-1.amazonaws.com", "https://api.ecr.us-east-1.amazonaws.com",
        "https://123456789012.dkr.ecr.us-east-1.amazonaws.com:8443", "http://localhost:4566", "https://127.0.0.1:4566",
        "http://[::1]:4566", "https://registry.example",
    ]

    @Test("leads to the region's bucket, presigned for an hour")
    func form() throws {
        let registry = try TestRegistry()
        let hex = Digest.of(Array("layer".utf8)).hex
        let bucket = "prod-us-east-1-starport-layer-bucket"
        let link = try url(registry, origin: "https://123456789012.dkr.ecr.us-east-1.amazonaws.com")
        #expect(
            link.hasPrefix(
                "https://\(bucket).s3.us-east-1.amazonaws.com/123456789012/app/sha256/\(hex)?X-Amz-Algorithm="
            )
        )
        let query = try #require(QueryParameters(form: Link(link).query.utf8))
        #expect(query["X-Amz-Algorithm"] == "AWS4-HMAC-SHA256")
        #expect(query["X-Amz-Credential"]?.hasSuffix("/20240514/us-east-1/s3/aws4_request") == true)
        #expect(query["X-Amz-Date"] == "20240514T093000Z")
        #expect(query["X-Amz-Expires"] == "3600")
        #expect(query["X-Amz-SignedHeaders"] == "host")
        #expect(query["X-Amz-Signature"]?.utf8.count == 64)
        let local = try url(registry, in: "team/web", origin: "http://localhost:4566")
        #expect(local.hasPrefix("http://localhost:4566/\(bucket)/123456789012/team/web/sha256/\(hex)?X-Amz-Algorithm="))
    }

    @Test("leads to the layer, by whatever host it was made", arguments: origins)
    func target(origin: String) throws {
        let registry = try TestRegistry()
        for name in ["app", "team/web"] {
            let target = try target(Link(try url(registry, in: name, origin: origin)), registry)
            #expect(target.repository == (try registry.id(name)))
            #expect(target.digest == Digest.of(Array("layer".utf8)))
        }
    }

    @Test("has a bucket of its own partition in China")
    func china() throws {
        let registry = try TestRegistry()
        let region = try #require(Region("cn-north-1"))
        let account = try #require(AccountID(TestRegistry.home))
        let url = registry.layerURLs.url(
            of: Digest.of([]),
            in: RepositoryID(account: account, region: region, name: "app"),
            origin: "https://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
            at: registry.clock.now
        )
        let link = try Link(url)
        #expect(link.host == "prod-cn-north-1-starport-layer-bucket.s3.cn-north-1.amazonaws.com.cn")
        #expect(try target(link, registry, region: "cn-north-1").repository.region == region)
    }

    @Test("is good for an hour", arguments: origins.prefix(1) + ["http://localhost:4566"])
    func lifetime(origin: String) throws {
        let registry = try TestRegistry()
        let link = try Link(try url(registry, origin: origin))
        _ = try target(link, registry, after: 3_599)
        #expect(throws: LayerURLs.Flaw.expired) { try target(link, registry, after: 3_600) }
        #expect(throws: LayerURLs.Flaw.expired) { try target(link, registry, after: 1e12) }
    }

    @Test(
        "is good as it is only: for its method, host, region and layer",
        arguments: ["https://h.example", origins[0]]
    )
    func tampered(origin: String) throws {
        let registry = try TestRegistry()
        let good = try Link(try url(registry, origin: origin))
        #expect(throws: LayerURLs.Flaw.signatureDiffers) { try target(good, registry, method: "HEAD") }
        #expect(throws: LayerURLs.Flaw.signatureDiffers) { try target(good, registry, method: "PUT") }
        #expect(throws: LayerURLs.Flaw.signatureDiffers) { try target(good, registry, region: "eu-west-1") }
        func expect(_ flaw: LayerURLs.Flaw, _ comment: String, _ change: (inout Link) -> Void) {
            var link = good
            change(&link)
            #expect(throws: flaw, "\(comment)") { try target(link, registry) }
        }
        expect(.signatureDiffers, "another host") { $0.host = "evil.example" }
        expect(.signatureDiffers, "another repository") { $0.path.replace("/app/", with: "/team/web/") }
        expect(.signatureDiffers, "another account") { $0.path.replace("123456789012", with: "999999999999") }
        expect(.signatureDiffers, "another layer") { $0.path = String($0.path.dropLast()) + "x" }
        expect(.signatureDiffers, "another way to write it") { $0.path.replace("app", with: "%61pp") }
        expect(.signatureDiffers, "a way up") { $0.path.replace("/app/", with: "/x/../app/") }
        expect(.signatureDiffers, "one more parameter") { $0.query += "&x=y" }
        expect(.signatureDiffers, "a parameter twice") { $0.query += "&X-Amz-Expires=3600" }
        expect(.signatureDiffers, "another signature") { $0.query = String($0.query.dropLast()) + "g" }
        expect(.signatureDiffers, "no more than the beginning of the signature") {
            $0.query = String($0.query.dropLast())
        }
        expect(.signatureDiffers, "another key") { $0.query.replace("ASIA", with: "AKIA") }
        expect(.signatureDiffers, "another time") { $0.query.replace("T093000Z", with: "T093001Z") }
        expect(.signatureDiffers, "another day in the scope") { $0.query.replace("20240514%2F", with: "20240515%2F") }
        expect(.signatureDiffers, "other headers") { $0.query.replace("SignedHeaders=host", with: "SignedHeaders=") }
        expect(.unsigned, "a longer life") { $0.query.replace("Expires=3600", with: "Expires=604800") }
        expect(.unsigned, "no time") { $0.query.replace("X-Amz-Date", with: "X-Amz-Dat") }
        expect(.unsigned, "a time that is none") { $0.query.replace("20240514T093000Z", with: "now") }
        expect(.unsigned, "no signature") { $0.query.replace("X-Amz-Signature", with: "X-Amz-Sig") }
        expect(.unsigned, "nothing") { $0.query = "" }
    }

    @Test("of another world is none of this one's")
    func otherWorld() throws {
        let registry = try TestRegistry()
        let other = WorldStore(
            world: try World.load(yaml: TestRegistry.yaml, fileName: "test.yaml"),
            clock: registry.clock,
            randomness: .seeded("test"),
            tokenKey: [UInt8](repeating: 2, count: 32)
        )
        let url = LayerURLs(world: other).url(
            of: Digest.of([]),
            in: try registry.id(),
            origin: "https://localhost",
            at: registry.clock.now
        )
        #expect(throws: LayerURLs.Flaw.signatureDiffers) { try target(try Link(url), registry) }
    }

    @Test(
        "a path on localhost names the region of its bucket",
        arguments: [
            ("/prod-us-east-1-starport-layer-bucket/a", "us-east-1"),
            ("/prod-eu-west-1-starport-layer-bucket", "eu-west-1"), ("/v2/", nil), ("", nil), ("/", nil),
            ("/prod--starport-layer-bucket/a", nil), ("/prod-starport-layer-bucket/a", nil),
            ("/x/prod-us-east-1-starport-layer-bucket", nil), ("/prod-US EAST-starport-layer-bucket/", nil),
        ] as [(String, String?)]
    )
    func pathRegion(path: String, region: String?) {
        #expect(LayerURLs.region(ofPath: path[...])?.name == region)
    }
}
