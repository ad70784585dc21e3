import Foundation
import Scenarios
import TestSupport
import Testing
import Yams

/// The files in deploy/shards, by which services play parts of the pages side by side.
@Suite("The files for services that play parts")
struct ShardFilesTests {
    private static let folder = ProjectFolder.url.appending(path: "deploy/shards")
    private static let names = ["github", "gitlab", "circleci", "buildkite", "kubernetes"]

    /// The documents of a file.
    private static func documents(_ name: String) throws -> [Node] {
        let text = try String(contentsOf: folder.appending(path: name + ".yaml"), encoding: .utf8)
        return Array(try Yams.compose_all(yaml: text))
    }

    /// The texts of all scalars below a node.
    private static func texts(_ node: Node) -> [String] {
        switch node {
        case .scalar(let scalar): [scalar.string]
        case .sequence(let sequence): sequence.flatMap(texts)
        case .mapping(let mapping): mapping.flatMap { texts($0.key) + texts($0.value) }
        case .alias: []
        }
    }

    /// The drydock commands in a file: the words of each, without what a shell does with them.
    private static func commands(_ name: String) throws -> [[String]] {
        try documents(name).flatMap(texts).flatMap { text in
            text.replacing("\\\n", with: " ").split { ["\n", "|", ";", "&"].contains($0) }
                .map { $0.split(separator: " ").map(String.init) }.filter { $0.first == "drydock" && $0.count > 2 }
        }
    }

    @Test("there is a file for each service, and the folder's page names it", arguments: names)
    func listed(name: String) throws {
        let page = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        #expect(page.contains("[\(name).yaml](\(name).yaml)"))
        #expect(try !Self.documents(name).isEmpty)
    }

    @Test("each plays parts and merges them with options that there are", arguments: names)
    func options(name: String) async throws {
        let commands = try Self.commands(name)
        #expect(commands.map { $0[1] } == ["test", "report"], "\(commands)")
        for words in commands {
            let verbs = words[1...].prefix { $0 == "test" || $0 == "report" || $0 == "merge" }
            let help = try await PagesScript.run("drydock \(verbs.joined(separator: " ")) --help", pages: [:])
            #expect(help.status == 0)
            let known = Set(help.output.split { !($0.isLetter || $0 == "-") }.map(String.init))
            for option in words where option.hasPrefix("--") { #expect(known.contains(option), "\(option)") }
        }
    }

    @Test("a part that fails does not end the others, and the merging says how all went", arguments: names)
    func statuses(name: String) throws {
        let all = try Self.documents(name).flatMap(Self.texts).joined(separator: "\n")
        #expect(all.contains("|| [ $? -le 2 ]") || all.contains("|| [ $$? -le 2 ]"))
    }

    @Test("the Job has as many parts as its option says")
    func indexedJob() throws {
        let spec = try #require(try Self.documents("kubernetes").first?["spec"])
        #expect(spec["completionMode"]?.string == "Indexed")
        let count = try #require(spec["completions"]?.int)
        let words = try #require(try Self.commands("kubernetes").first)
        #expect(words.contains("auto/\(count)"))
        let shard = try Shard(option: "auto/\(count)", variables: ["JOB_COMPLETION_INDEX": "\(count - 1)"])
        #expect(shard == Shard(index: count, of: count))
    }
}
