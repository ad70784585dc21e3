import AWSCore
import Foundation
import OCI
import Testing
import World

@Suite("Images that repositories begin with")
struct InitialImageTests {
    private func load(_ images: String) throws -> [WorldImage] {
        let lines = images.split(separator: "\n").map { "              " + $0 }.joined(separator: "\n")
        let yaml = """
            accounts:
              "715803424590":
                regions:
                  us-east-1:
                    repositories:
                      team/app:
                        created_at: 2024-02-01T00:00:00Z
                        images:
            \(lines)
            """
        return try World.load(yaml: yaml, fileName: "w").initialImages.flatMap(\.images)
    }

    @Test("Images load as the documentation says, in the order of the file")
    func documented() throws {
        let yaml = try #require(try WorldExamples.all().first { $0.contains("layout: images/app") })
        let initial = try World.load(yaml: yaml, fileName: "w").initialImages
        #expect(initial.map(\.repository) == ["team/app"])
        #expect(initial.map(\.account.value) == ["715803424590"] && initial.map(\.region.name) == ["us-east-1"])
        let images = try #require(initial.first).images
        #expect(
            images.map(\.source) == [
                .layout(path: "images/app"),
                .layout(path: "images/app-old"),
                .generated(
                    ImageRecipe(
                        seed: "team/app 3",
                        size: 65_536,
                        layers: 1,
                        platforms: [Platform(os: "linux", architecture: "amd64")]
                    )
                ),
                .generated(
                    ImageRecipe(
                        seed: "nightly",
                        size: 64 << 20,
                        layers: 3,
                        platforms: ["linux/amd64", "linux/arm64/v8"].compactMap { Platform($0) }
                    )
                ),
            ]
        )
        #expect(images.map { $0.tags?.map(\.description) } == [nil, ["v1", "stable"], nil, ["nightly"]])
        let created = "2024-01-01T00:00:00Z"
        #expect(
            images.map { AWSDate.extended($0.pushedAt) } == [created, "2024-03-01T08:00:00Z", created, created]
        )
        let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
        for image in images {
            #expect(lines[image.line - 1].contains("- layout:") || lines[image.line - 1].contains("- generate:"))
        }
    }

    @Test("What is not written is taken from the repository; what is empty stays empty")
    func defaults() throws {
        let images = try load("- generate:\n- {layout: ../a b/c, tags: []}\n- {generate: {seed: x}, tags: [_a.B-1]}")
        #expect(images.map { AWSDate.extended($0.pushedAt) } == Array(repeating: "2024-02-01T00:00:00Z", count: 3))
        #expect(images.map(\.tags?.count) == [nil, 0, 1])
        func recipe(_ seed: String) -> WorldImage.Source {
            let platform = Platform(os: "linux", architecture: "amd64")
            return .generated(ImageRecipe(seed: seed, size: 65_536, layers: 1, platforms: [platform]))
        }
        #expect(images.map(\.source) == [recipe("team/app 1"), .layout(path: "../a b/c"), recipe("x")])
        #expect(try load("").isEmpty)
    }

    @Test(
        "Sizes are bytes, or so many KiB, MiB or GiB",
        arguments: [
            ("0", 0), ("1", 1), ("65537", 65_537), ("4KiB", 4_096), ("64MiB", 67_108_864), ("7GiB", 7_516_192_768),
        ]
    )
    func sizes(_ text: String, _ bytes: Int) throws {
        let images = try load("- generate: {size: \(text)}")
        guard case .generated(let recipe) = images.first?.source else {
            Issue.record("the image is not generated")
            return
        }
        #expect(recipe.size == bytes)
    }

    @Test("The same tag may stand in several repositories, and images in several accounts and regions")
    func severalRepositories() throws {
        let yaml = """
            accounts:
              "222222222222":
                regions:
                  us-east-1: {repositories: {b1: {images: [{generate: {}, tags: [v1]}]}, a1: {}}}
                  eu-west-1: {repositories: {b1: {images: [{generate: {}, tags: [v1]}]}}}
              "111111111111":
                regions: {us-east-1: {repositories: {b1: {images: [{generate: {}, tags: [v1]}]}}}}
            """
        let initial = try World.load(yaml: yaml, fileName: "w").initialImages
        #expect(
            initial.map { "\($0.account) \($0.region) \($0.repository)" } == [
                "222222222222 us-east-1 b1", "222222222222 eu-west-1 b1", "111111111111 us-east-1 b1",
            ]
        )
    }

    @Test("What a repository began with is not a part of its changes, and is there after them")
    func changes() throws {
        let yaml = """
            accounts:
              "123456789012":
                regions: {us-east-1: {repositories: {app: {images: [{generate: {}}]}}}}
            """
        let world = try TestWorld(yaml: yaml)
        try world.store.updateRepository(world.home, world.region, "app") { $0.tags = ["a": "b"] }
        #expect(world.store.world.initialImages == (try World.load(yaml: yaml, fileName: "w").initialImages))
        let again = try TestWorld(yaml: yaml, replay: world.store.changesSinceLoading())
        #expect(again.store.world == world.store.world)
    }
}
