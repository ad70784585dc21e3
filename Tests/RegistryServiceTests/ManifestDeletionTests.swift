import AWSProtocols
import RegistryService
import Testing

@Suite("Deleting a manifest")
struct ManifestDeletionTests {
    private func delete(_ registry: TestRegistry, _ reference: String) async throws -> TestAnswer {
        try await registry.send("DELETE", "/v2/app/manifests/\(reference)")
    }

    @Test("by digest takes all its tags with it", arguments: RegistryDialect.allCases)
    func byDigest(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        for tag in ["v1", "v2"] { try await registry.put(TestManifest.index(), as: tag) }
        let answer = try await delete(registry, TestManifest.digest(TestManifest.index()))
        #expect(answer.status == 202)
        #expect(answer.body.isEmpty)
        for tag in ["v1", "v2"] { #expect(try await registry.send("GET", "/v2/app/manifests/\(tag)").status == 404) }
        #expect(try await delete(registry, TestManifest.digest(TestManifest.index())).error == .unknownManifest)
    }

    @Test("by its last tag is the end of it in ECR, and not in the specification", arguments: RegistryDialect.allCases)
    func byTag(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let digest = try await registry.put(TestManifest.index(), as: "v1")
        try await registry.put(TestManifest.index(), as: "v2")
        #expect(try await delete(registry, "v1").status == 202)
        #expect(try await registry.send("GET", "/v2/app/manifests/v2").status == 200)
        #expect(try await delete(registry, "v2").status == 202)
        #expect(try await registry.send("GET", "/v2/app/manifests/v2").status == 404)
        #expect(
            try await registry.send("GET", "/v2/app/manifests/\(digest)").status == (dialect == .ecr ? 404 : 200)
        )
    }

    @Test("that an index has is refused in ECR only", arguments: RegistryDialect.allCases)
    func referenced(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let child = try await registry.put(TestManifest.index(note: "child"), as: "child")
        let index = try await registry.put(TestManifest.index([child]), as: "index")
        guard dialect == .ecr else {
            #expect(try await delete(registry, child).status == 202)
            return
        }
        let referenced = RegistryError(
            "UNSUPPORTED",
            "Requested image referenced by manifest list: [\(index)]",
            status: 405
        )
        for reference in [child, "child"] { #expect(try await delete(registry, reference).error == referenced) }
        #expect(try await delete(registry, index).status == 202)
        #expect(try await delete(registry, child).status == 202)
    }

    @Test("lets its layers go that nothing else has", arguments: RegistryDialect.allCases)
    func layers(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.push("one", as: "one")
        try await registry.push("two", as: "two")
        #expect(try await delete(registry, TestManifest.digest(TestManifest.image(["one"]))).status == 202)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(TestManifest.digest("one"))").status == 404)
        for blob in ["two", "{}"] {
            #expect(try await registry.send("HEAD", "/v2/app/blobs/\(TestManifest.digest(blob))").status == 200)
        }
    }
}
