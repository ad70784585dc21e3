import Determinism
import Images
import OCI
import Storage
import Testing
import World

@Suite("A repository in world and storage")
struct RepositoryTests {
    private func layer(_ text: String, in registry: TestRegistry, _ name: String) async throws -> Digest {
        let bytes = Array(text.utf8)
        let digest = Digest.of(bytes)
        let id = RepositoryID(account: registry.account, region: registry.region, name: name)
        try await registry.store.importLayer(digest, in: [id]) { sink in
            try bytes.withUnsafeBytes { try sink.write($0) }
        }
        return digest
    }

    @Test("is made by a push where there is none and a template is meant for it, as the template says")
    func createOnPush() async throws {
        let registry = try TestRegistry()
        let (account, region, world) = (registry.account, registry.region, registry.world)
        func creation(_ name: String) -> RepositoryCreation {
            RepositoryCreation(of: name, in: account, region, for: .createOnPush)
        }
        #expect(!creation("team/web").isDue(in: world))
        #expect(!creation("other/web").isDue(in: world))
        let creation = creation("team/new")
        #expect(creation.isDue(in: world))
        #expect(registry.repository("team/new") == nil)
        try await creation.create(in: world, registry.store, at: registry.clock.now)
        let made = try #require(registry.repository("team/new"))
        #expect(made.tags == ["from": "team"] && made.createdAt == registry.clock.now)
        // A second push that came at the same time finds it made.
        try await creation.create(in: world, registry.store, at: registry.clock.now)
        #expect(registry.repository("team/new") == made)
    }

    @Test("is made by a replication or a cache as ECR makes them, where no template is meant for it")
    func others() async throws {
        let registry = try TestRegistry()
        let (account, region, world) = (registry.account, registry.region, registry.world)
        for occasion in [RepositoryCreationTemplate.Occasion.replication, .pullThroughCache] {
            let name = "team/\(occasion.rawValue.lowercased())"
            let creation = RepositoryCreation(of: name, in: account, region, for: occasion)
            #expect(creation.isDue(in: world))
            let made = try #require(try await creation.create(in: world, registry.store, at: registry.clock.now))
            #expect(made == registry.repository(name) && made.tags.isEmpty)
        }
    }

    @Test("begins with nothing, whatever one of its name has left, and keeps what it has where it is made again")
    func leftovers() async throws {
        let registry = try TestRegistry()
        let left = try await layer("left", in: registry, "new")
        let repository = Repository(
            name: "new",
            account: registry.account,
            region: registry.region,
            createdAt: registry.clock.now
        )
        #expect(try await repository.create(in: registry.world, registry.store))
        #expect(try !registry.store.hasLayer(left, in: repository.id))
        let kept = try await layer("kept", in: registry, "new")
        #expect(try await !repository.create(in: registry.world, registry.store))
        #expect(try registry.store.hasLayer(kept, in: repository.id))
    }

    @Test("is not written to once it is deleted")
    func admission() throws {
        let registry = try TestRegistry()
        let repository = try #require(registry.repository())
        let admit = repository.admission(in: registry.world)
        #expect(throws: Never.self) { try admit() }
        _ = try registry.world.deleteRepository(registry.account, registry.region, "app")
        #expect(throws: ImagesError.repositoryNotFound(repository.id)) { try admit() }
    }

    @Test("knows its uploads by their IDs, and no other's")
    func uploads() throws {
        let registry = try TestRegistry()
        let now = registry.clock.now
        let begun = try registry.store.startUpload(in: try registry.id(), id: TestRegistry.uploadID, at: now)
        #expect(try registry.store.knownUpload(TestRegistry.uploadID, in: try registry.id(), at: now) === begun)
        let other = try registry.id("team/web")
        #expect(throws: ImagesError.uploadNotFound(TestRegistry.uploadID, in: other)) {
            _ = try registry.store.knownUpload(TestRegistry.uploadID, in: other, at: now)
        }
    }
}
