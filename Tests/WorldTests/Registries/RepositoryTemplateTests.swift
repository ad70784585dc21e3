import AWSCore
import Foundation
import IAM
import Testing
import World

@Suite("Repository creation templates")
struct RepositoryTemplateTests {
    private static let yaml = """
        accounts:
          "123456789012":
            regions:
              us-east-1:
                repository_creation_templates:
                  ROOT: {applied_for: [CREATE_ON_PUSH], tags: {from: root}}
                  team: {applied_for: [CREATE_ON_PUSH, REPLICATION], tags: {from: team}}
                  team/base/: {applied_for: [REPLICATION], tags: {from: base}}
                  t: {applied_for: [PULL_THROUGH_CACHE]}
              eu-west-1:
        """

    private let world: TestWorld

    init() throws {
        world = try TestWorld(yaml: Self.yaml)
    }

    @Test(
        "The longest prefix that ends before a / counts, among the templates that are applied for what happens",
        arguments: [
            ("team/app", RepositoryCreationTemplate.Occasion.createOnPush, "team"),
            ("team/base/python", .createOnPush, "team"),
            ("team/base/python", .replication, "team/base"),
            ("team/base", .replication, "team"),
            ("team/baseline", .replication, "team"),
            ("team", .createOnPush, "ROOT"),
            ("teams/app", .createOnPush, "ROOT"),
            ("app", .createOnPush, "ROOT"),
            ("app", .replication, "none"),
            ("t/app", .pullThroughCache, "t"),
            ("team/app", .pullThroughCache, "none"),
        ]
    )
    func choice(_ name: String, _ occasion: RepositoryCreationTemplate.Occasion, _ prefix: String) {
        let template = world.store.template(for: name, appliedFor: occasion, in: world.home, world.region)
        #expect(template?.prefix ?? "none" == prefix)
    }

    @Test("A template counts in its own account and region only")
    func places() throws {
        let elsewhere = try #require(Region("eu-west-1"))
        #expect(world.store.template(for: "app", appliedFor: .createOnPush, in: world.home, elsewhere) == nil)
        #expect(world.store.template(for: "app", appliedFor: .createOnPush, in: world.other, world.region) == nil)
    }

    @Test("A repository is made as the documented template says, and can be created")
    func repository() throws {
        let yaml = try #require(try WorldExamples.all().first { $0.contains("repository_creation_templates") })
        let account = try #require(AccountID("715803424590"))
        let world = try TestWorld(yaml: yaml)
        let template = try #require(
            world.store.template(for: "team/app", appliedFor: .createOnPush, in: account, world.region)
        )
        #expect(template.summary == "What the team pushes." && template.appliedFor == [.createOnPush])
        let repository = template.repository(named: "team/app", in: account, world.region, createdAt: TestWorld.start)
        #expect(repository.name == "team/app" && repository.account == account && repository.region == world.region)
        #expect(repository.createdAt == TestWorld.start && !repository.scanOnPush)
        #expect(repository.tagMutability.mode == .immutableWithExclusion)
        #expect(repository.tagMutability.exclusionFilters.map(\.text) == ["latest"])
        #expect(repository.encryption == .aes256)
        #expect(repository.tags == ["team": "ml"])
        #expect(repository.policy?.statements.count == 1)
        #expect(try world.store.createRepository(repository))
        #expect(world.store.repository(account, world.region, "team/app") == repository)

        let root = try #require(
            world.store.template(for: "app", appliedFor: .pullThroughCache, in: account, world.region)
        )
        #expect(root.prefix == RepositoryPrefix.root && root.appliedFor == [.pullThroughCache, .replication])
        #expect(root.encryption.kind == .kms)
        #expect(root.encryption.key == RepositoryEncryption.usualKey(in: world.region, of: account))
        #expect(root.tagMutability == .mutable && root.policy == nil && root.summary == nil)
    }

    @Test("Templates stay through changes, restarts and resets")
    func kept() throws {
        try world.store.updateRegistry(world.home, world.region) { $0.isBlobMountingEnabled = true }
        let again = try TestWorld(yaml: Self.yaml, replay: world.store.changesSinceLoading())
        #expect(again.store.world == world.store.world)
        try again.store.reset()
        #expect(again.store.template(for: "app", appliedFor: .createOnPush, in: world.home, world.region) != nil)
    }

    @Test("A template, and a registry, that were kept without their newer settings have the usual ones")
    func olderData() throws {
        let kept = """
            {"policyScope":"V2","isBlobMountingEnabled":true,"creationTemplates":{"team":{"prefix":"team",
            "appliedFor":["REPLICATION"],"tagMutability":{"mode":"MUTABLE","exclusionFilters":[]},
            "encryption":{"kind":"AES256"},"tags":{}}}}
            """
        let settings = try JSONDecoder().decode(RegistrySettings.self, from: Data(kept.utf8))
        let template = try #require(settings.creationTemplates["team"])
        #expect(template.createdAt == Date(timeIntervalSince1970: 1_704_067_200))
        #expect(template.updatedAt == template.createdAt && template.customRoleARN == nil)
        #expect(settings.isBlobMountingEnabled && settings.pullTimeExclusions.isEmpty)
        let again = try JSONDecoder().decode(RegistrySettings.self, from: JSONEncoder().encode(settings))
        #expect(again == settings)
    }
}
