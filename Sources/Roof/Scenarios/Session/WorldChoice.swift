import Foundation
import IAM
import World

/// The world that a page plays in.
struct WorldChoice: Sendable {
    private(set) var world: World
    let yaml: String
    /// Where the paths of image layouts in the world begin.
    let folder: String

    /// - Parameters:
    ///   - worlds: those that the run has read.
    ///   - absolute: makes an absolute path of one that the run was given.
    init(of scenario: Scenario, from worlds: LoadedWorlds, absolute: (String) -> String) throws {
        guard let name = scenario.frontMatter.world else {
            world = worlds.standard
            yaml = World.standardYAML
            folder = "/"
            return
        }
        let own = (absolute(scenario.frontMatterFile) as NSString).deletingLastPathComponent
        let path = name.hasPrefix("/") ? name : own + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PageError(
                file: scenario.frontMatterFile,
                line: 1,
                reason: "the world file \(name) cannot be read; the path is relative to this file"
            )
        }
        yaml = String(decoding: data, as: UTF8.self)
        world = try worlds.world(yaml: yaml, fileName: name)
        folder = (path as NSString).deletingLastPathComponent
    }

    /// Gives somebody other policies than the world's file does.
    mutating func replace(_ replacement: PolicyReplacement) throws {
        try world.replacePolicies(of: replacement.identity, by: replacement.policy.document())
    }

    /// The secrets of its access keys.
    var secrets: [String] {
        world.accounts.values.flatMap { $0.users.values.flatMap(\.accessKeys) }.map(\.secret)
    }

    /// The active access key of the page's identity; nil where it has none.
    func key(of scenario: Scenario) throws(PageError) -> AccessKey? {
        guard let identity = scenario.frontMatter.identity else { return nil }
        let accounts = world.accounts.sorted { $0.key < $1.key }.map(\.value)
        for account in accounts {
            if let key = account.users[identity]?.accessKeys.first(where: \.isActive) { return key }
        }
        throw PageError(
            file: scenario.frontMatterFile,
            line: 1,
            reason: "identity '\(identity)' is not a user of the world with an active access key"
        )
    }
}
