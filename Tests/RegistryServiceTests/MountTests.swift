import AWSCore
import Determinism
import OCI
import RegistryService
import Storage
import Testing
import World

@Suite("Mounting a blob")
struct MountTests {
    private let digest = TestManifest.digest("layer")

    private func mount(
        _ registry: TestRegistry,
        _ digest: String,
        from source: String = "app",
        to target: String = "team/web",
        mayMount: Bool = true
    ) async throws -> TestAnswer {
        let query = "?mount=\(digest)&from=\(source)"
        return try await registry.send("POST", "/v2/\(target)/blobs/uploads/" + query, mayMount: mayMount)
    }

    /// An ordinary upload has begun instead, and the target has no more than it had.
    private func expectUpload(_ answer: TestAnswer, _ registry: TestRegistry, to target: String = "team/web")
        async throws
    {
        #expect(answer.status == 202)
        #expect(answer.path?.hasPrefix("/v2/\(target)/blobs/uploads/") == true)
        #expect(answer.headers["Range"] == "0-0")
        #expect(try await registry.send("HEAD", "/v2/\(target)/blobs/\(digest)").status == 404)
    }

    @Test("takes it from another repository, without its bytes", arguments: RegistryDialect.allCases)
    func mounted(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.setBlobMounting(true)
        try await registry.push("layer")
        let answer = try await mount(registry, digest)
        #expect(answer.status == 201)
        #expect(answer.headers["Location"] == "\(TestRegistry.origin)/v2/team/web/blobs/\(digest)")
        #expect(answer.headers["Docker-Content-Digest"] == digest)
        #expect(answer.body.isEmpty)
        #expect(try await registry.send("HEAD", "/v2/team/web/blobs/\(digest)").status == 200)
        try await registry.upload("{}", in: "team/web")
        try await registry.put(TestManifest.image(["layer"]), as: "v1", in: "team/web")
        // It stays when the source loses it.
        #expect(
            try await registry.send("DELETE", "/v2/app/manifests/" + TestManifest.digest(TestManifest.image(["layer"])))
                .status == 202
        )
        #expect(try await registry.send("HEAD", "/v2/team/web/blobs/\(digest)").status == 200)
    }

    @Test("is an ordinary upload where only the archive of the source has it", arguments: RegistryDialect.allCases)
    func archived(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.setBlobMounting(true)
        let image = try #require(Digest(try await registry.push("layer", as: "v1")))
        #expect(try await registry.store.setArchived(true, image, in: registry.id(), at: registry.clock.now))
        try await expectUpload(try await mount(registry, digest), registry)
    }

    @Test(
        "Immunity 6, CVE-2024-39897: is an ordinary upload where the source may not be read",
        arguments: RegistryDialect.allCases
    )
    func forbidden(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.setBlobMounting(true)
        try await registry.push("layer")
        try await expectUpload(try await mount(registry, digest, mayMount: false), registry)
    }

    @Test("is switched off in ECR until it is switched on")
    func disabled() async throws {
        let registry = try TestRegistry(.ecr)
        try await registry.push("layer")
        try await expectUpload(try await mount(registry, digest), registry)
        try registry.setBlobMounting(true)
        try registry.setBlobMounting(false)
        try await expectUpload(try await mount(registry, digest), registry)
        let oci = try TestRegistry(.oci)
        try await oci.push("layer")
        #expect(try await mount(oci, digest).status == 201)
    }

    @Test("needs an image that has the layer in ECR, and only the layer in the specification")
    func unreferenced() async throws {
        let ecr = try TestRegistry(.ecr)
        try ecr.setBlobMounting(true)
        try await ecr.upload("layer")
        try await expectUpload(try await mount(ecr, digest), ecr)
        let oci = try TestRegistry(.oci)
        try await oci.upload("layer")
        #expect(try await mount(oci, digest).status == 201)
    }

    @Test("needs the same encryption in ECR")
    func encryption() async throws {
        let registry = try TestRegistry(.ecr)
        try registry.setBlobMounting(true)
        try await registry.push("layer")
        try await expectUpload(try await mount(registry, digest, to: "sealed"), registry, to: "sealed")
    }

    @Test("of what is not there is an ordinary upload", arguments: RegistryDialect.allCases)
    func absent(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.setBlobMounting(true)
        try await registry.push("layer")
        for (digest, source) in [
            (TestManifest.absent, "app"), (digest, "gone"), (digest, "sealed"), (digest, ".."), (digest, "app%2F.."),
            ("sha256:../..", "app"), ("layer", "app"), (digest.uppercased(), "app"), (digest + "%00", "app"),
        ] {
            try await expectUpload(try await mount(registry, digest, from: source), registry)
        }
        for query in ["?mount=\(digest)", "?from=app", "?mount=&from=app", "?mount=\(digest)&from="] {
            let answer = try await registry.send("POST", "/v2/team/web/blobs/uploads/" + query)
            try await expectUpload(answer, registry)
        }
    }

    @Test("from a repository into itself changes nothing", arguments: RegistryDialect.allCases)
    func same(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.setBlobMounting(true)
        try await registry.push("layer")
        let answer = try await mount(registry, digest, to: "app")
        #expect(answer.status == 201)
    }
}
