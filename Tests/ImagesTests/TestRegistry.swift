import AWSCore
import Determinism
import Foundation
import Images
import Storage
import TestSupport
import Testing
import World

/// A registry of one account, and what is kept of its repositories. The clock stands at 2024-05-14T09:30:00Z.
struct TestRegistry {
    static let yaml = """
        accounts:
          "123456789012":
            regions:
              us-east-1:
                repositories: {app: {}, team/web: {}}
                repository_creation_templates:
                  team: {applied_for: [CREATE_ON_PUSH], tags: {from: team}}
        """

    static let home = "123456789012"
    /// An upload's.
    static let uploadID = "0b000000-0000-4000-8000-000000000001"

    let clock = WorldClock.standing(at: Date(timeIntervalSince1970: 1_715_679_000))
    let world: WorldStore
    let store: RegistryStore
    let layerURLs: LayerURLs
    let account: AccountID
    let region: Region
    private let folder: TemporaryFolder

    init() throws {
        world = WorldStore(
            world: try World.load(yaml: Self.yaml, fileName: "test.yaml"),
            clock: clock,
            randomness: .seeded("test"),
            tokenKey: [UInt8](repeating: 1, count: 32)
        )
        folder = try TemporaryFolder()
        store = try RegistryStore(.temporary(parent: folder.path))
        layerURLs = LayerURLs(world: world)
        account = try #require(AccountID(Self.home))
        region = try #require(Region("us-east-1"))
    }

    func repository(_ name: String = "app") -> Repository? { world.repository(account, region, name) }

    func id(_ name: String = "app") throws -> RepositoryID { try #require(repository(name)).id }
}
