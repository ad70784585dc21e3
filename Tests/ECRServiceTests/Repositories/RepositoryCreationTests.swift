import AWSCore
import AWSProtocols
import ECRService
import Images
import Storage
import Testing
import World

@Suite("A new repository")
struct RepositoryCreationTests {
    private let registry: TestRegistry

    init() throws { registry = try TestRegistry() }

    @Test("begins without what one before it left behind")
    func leftBehind() async throws {
        try await registry.pushImage(["layer"], tags: ["v1"])
        let account = try #require(AccountID(TestRegistry.home))
        _ = try registry.world.deleteRepository(account, registry.region, "app")
        try await registry.perform(CreateRepository.self, ["repositoryName": "app"])
        #expect(try registry.images().isEmpty)
    }

    @Test("is none where there is one, which keeps its images")
    func exists() async throws {
        try await registry.pushImage(["layer"], tags: ["v1"])
        let before = try registry.images()
        let repository = try registry.repository()
        #expect(try await !repository.create(in: registry.world, registry.store))
        #expect(try registry.images() == before)
        #expect(try registry.repository() == repository)
    }
}
