import AWSCore
import Determinism
import Foundation
import Testing
import World

@Suite("Public repositories of a world's file")
struct PublicRepositoryTests {
    private static func load(_ repositories: String, region: String = "us-east-1") throws -> World {
        try World.load(
            yaml: """
                accounts:
                  "123456789012":
                    regions: {\(region): {}}
                    public_repositories: {\(repositories)}

                """,
            fileName: "world.yaml"
        )
    }

    @Test("are read with what the gallery shows, and belong to no region")
    func reading() throws {
        let world = try Self.load(
            "app: {catalog_data: {description: An app, architectures: [ARM], operating_systems: [Linux]}, tags: {a: b}, "
                + "images: [{generate: {}, tags: [v1]}]}"
        )
        let account = try #require(AccountID("123456789012"))
        let repository = try #require(world.accounts[account]?.registries[.publicRegistry]?.repositories["app"])
        #expect(repository.isPublic && repository.tags == ["a": "b"])
        #expect(repository.arn.description == "arn:aws:ecr-public::123456789012:repository/app")
        #expect(
            repository.catalog
                == RepositoryCatalog(description: "An app", architectures: ["ARM"], operatingSystems: ["Linux"])
        )
        #expect(world.initialImages.map(\.region) == [.publicRegistry])
        #expect(world.accounts[account]?.regionNames == ["us-east-1"])
        let store = WorldStore(
            world: world,
            clock: .standing(at: Date(timeIntervalSince1970: 0)),
            randomness: .seeded("public"),
            tokenKey: [UInt8](repeating: 0, count: 32)
        )
        #expect(store.regions(of: account).map(\.name) == ["us-east-1"])
        #expect(!store.hasRegion(.publicRegistry))
        let alias = try #require(store.publicAlias(of: account))
        #expect(store.uri(of: repository) == "public.ecr.aws/\(alias)/app")
        #expect(store.publicRepository("\(alias)/app") == repository)
        #expect(store.publicRepository("\(alias)/none") == nil && store.publicRepository("app") == nil)
    }

    @Test(
        "what is wrong with them is told",
        arguments: [
            ("App: {}", "'App' is not the name of a public repository"),
            ("app: {scan_on_push: true}", "scan_on_push"),
            ("app: {catalog_data: {logo: x}}", "logo"),
            (
                "app: {catalog_data: {architectures: [\(String(repeating: "x", count: 51))]}}",
                "write 1 to 50 characters"
            ),
            (
                "app: {policy: {Statement: {Effect: Allow, Principal: '*', Action: 'ecr:PutImage'}}}",
                "which is not an action about a public repository; write one such as ecr-public:PutImage"
            ),
        ]
    )
    func mistakes(repositories: String, reason: String) throws {
        let error = try #require(throws: WorldFileError.self) { try Self.load(repositories) }
        #expect("\(error)".contains(reason), "\(error)")
    }

    @Test("are those of accounts of the partition aws")
    func partition() throws {
        let error = try #require(throws: WorldFileError.self) { try Self.load("app: {}", region: "cn-north-1") }
        #expect("\(error)".contains("goes with accounts of partition aws, not of aws-cn"))
    }

    @Test("a page of repositories begins behind a name, whether that is there or not, also as they come and go")
    func pages() throws {
        let world = try Self.load("")
        let account = try #require(AccountID("123456789012"))
        let region = Region.northernVirginia
        let store = WorldStore(
            world: world,
            clock: .standing(at: Date(timeIntervalSince1970: 0)),
            randomness: .seeded("pages"),
            tokenKey: [UInt8](repeating: 0, count: 32)
        )
        func names(after last: String?, _ limit: Int = 10) -> [String] {
            store.repositories(account, region, after: last, limit: limit).map(\.name)
        }
        #expect(names(after: nil) == [])
        for name in ["bb", "dd", "aa", "cc"] {
            let made = Repository(
                name: name,
                account: account,
                region: region,
                createdAt: Date(timeIntervalSince1970: 0)
            )
            #expect(try store.createRepository(made))
        }
        #expect(names(after: nil, 2) == ["aa", "bb"])
        #expect(names(after: "bb") == ["cc", "dd"] && names(after: "b") == ["bb", "cc", "dd"])
        #expect(names(after: "dd") == [] && names(after: nil, 0) == [])
        try store.updateRepository(account, region, "bb") { $0.tags = ["k": "v"] }
        #expect(store.repositories(account, region, after: "aa", limit: 1).first?.tags == ["k": "v"])
        _ = try store.deleteRepository(account, region, "bb")
        #expect(names(after: nil) == ["aa", "cc", "dd"])
    }
}
