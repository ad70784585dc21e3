import AWSCore
import Foundation
import IAM
import Testing
import World

@Suite("Repositories and their settings")
struct RepositoryTests {
    private let world: TestWorld
    private var store: WorldStore { world.store }

    init() throws {
        world = try TestWorld()
    }

    @Test("What must hold is looked at when the change is made, and what is thrown changes nothing")
    func admission() throws {
        struct Refused: Error {}
        func refuse(_ repository: Repository) throws {
            #expect(repository.name == "app")
            throw Refused()
        }
        #expect(throws: Refused.self) { try store.deleteRepository(world.home, world.region, "app", if: refuse) }
        #expect(throws: Refused.self) {
            try store.updateRepository(world.home, world.region, "app") { repository in
                repository.tags = ["a": "b"]
                throw Refused()
            }
        }
        #expect(store.repository(world.home, world.region, "app")?.tags == [:])
    }

    @Test("Where there is no such repository nothing is changed and nil is answered")
    func noRepository() throws {
        #expect(try store.updateRepository(world.home, world.region, "none") { $0.tags = ["a": "b"] } == nil)
        #expect(try store.deleteRepository(world.home, world.region, "none") == nil)
    }

    @Test("A repository's settings change together")
    func settings() throws {
        let policy = try TestWorld.policy(.repository, principal: "*")
        let changed = try store.updateRepository(world.home, world.region, "app") { repository in
            repository.scanOnPush = true
            repository.tags = ["a": "b"]
            repository.policy = policy
        }
        #expect(changed == store.repository(world.home, world.region, "app"))
        #expect(changed?.scanOnPush == true && changed?.policy == policy && changed?.tags == ["a": "b"])
        #expect(throws: WorldStoreError.self) {
            try store.updateRepository(world.home, world.region, "app") { $0.tags["aws:x"] = "y" }
        }
        let wrong = try TestWorld.policy(.identity)
        #expect(throws: WorldStoreError.self) {
            try store.updateRepository(world.home, world.region, "app") { $0.policy = wrong }
        }
        #expect(store.repository(world.home, world.region, "app") == changed)
    }

    @Test(
        "A tag can be moved or not as the setting says, exclusions the other way round",
        arguments: [
            ("MUTABLE", [], "v1", false),
            ("IMMUTABLE", [], "v1", true),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "latest", false),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "dev-1", false),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "dev-", false),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "dev", true),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "latest-2", true),
            ("IMMUTABLE_WITH_EXCLUSION", ["latest", "dev-*"], "Latest", true),
            ("MUTABLE_WITH_EXCLUSION", ["v*.*"], "v1.2", true),
            ("MUTABLE_WITH_EXCLUSION", ["v*.*"], "v12", false),
            ("MUTABLE_WITH_EXCLUSION", ["*-rc"], "1-rc-rc", true),
            ("MUTABLE_WITH_EXCLUSION", ["*-rc"], "1-rc-2", false),
            ("MUTABLE_WITH_EXCLUSION", ["*ab*"], "xaabx", true),
            ("MUTABLE_WITH_EXCLUSION", ["aba*aba"], "aba", false),
            ("MUTABLE_WITH_EXCLUSION", ["aba*aba"], "abaaba", true),
            ("MUTABLE_WITH_EXCLUSION", ["a*b*"], "a", false),
            ("MUTABLE_WITH_EXCLUSION", ["**"], "anything", true),
            ("MUTABLE_WITH_EXCLUSION", ["a.b"], "a-b", false),
        ]
    )
    func tagMutability(_ setting: String, _ filters: [String], _ tag: String, _ isImmutable: Bool) throws {
        let mutability = TagMutability(
            try #require(TagMutability.Mode(rawValue: setting)),
            exclusionFilters: try filters.map { try #require(TagFilter($0)) }
        )
        #expect(mutability.isImmutable(tag) == isImmutable)
    }

    @Test("Blob mounting is off until it is switched on, in the one region")
    func blobMounting() throws {
        let elsewhere = try #require(Region("eu-west-1"))
        func isEnabled(_ region: Region) -> Bool? {
            store.account(world.home)?.registrySettings(in: region).isBlobMountingEnabled
        }
        #expect(isEnabled(world.region) == false)
        try store.updateRegistry(world.home, world.region) { $0.isBlobMountingEnabled = true }
        #expect(isEnabled(world.region) == true && isEnabled(elsewhere) == false)
        try store.reset()
        #expect(isEnabled(world.region) == false)
        let stranger = try #require(AccountID("000000000000"))
        #expect(throws: WorldStoreError.unknownAccount("000000000000")) {
            try store.updateRegistry(stranger, world.region) { $0.isBlobMountingEnabled = true }
        }
    }

    @Test(
        "Blob mounting stays as it was set through a restart, also from the shortened record",
        arguments: [
            "DISABLED", "ENABLED",
        ]
    )
    func blobMountingKept(_ loaded: String) throws {
        let yaml = "accounts: {\"123456789012\": {regions: {us-east-1: {blob_mounting: \(loaded)}}}}"
        let recorder = Recorder()
        let world = try TestWorld(yaml: yaml, record: recorder.record)
        let before = try #require(world.store.account(world.home)).registrySettings(in: world.region)
            .isBlobMountingEnabled
        // What changes nothing leaves no trace.
        try world.store.updateRegistry(world.home, world.region) { $0.isBlobMountingEnabled = before }
        #expect(try recorder.changes.isEmpty)
        try world.store.updateRegistry(world.home, world.region) { $0.isBlobMountingEnabled = !before }
        let shortened = try world.store.changesSinceLoading().map { try WorldChange(encoded: $0.encoded()) }
        for changes in [try recorder.changes, shortened] {
            let again = try TestWorld(yaml: yaml, replay: changes)
            #expect(
                again.store.account(world.home)?.registrySettings(in: world.region).isBlobMountingEnabled == !before
            )
            #expect(again.store.changesSinceLoading() == world.store.changesSinceLoading())
        }
        try world.store.updateRegistry(world.home, world.region) { $0.isBlobMountingEnabled = before }
        #expect(world.store.changesSinceLoading().count == 1)
    }
}
