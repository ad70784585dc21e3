import Foundation
import TestSupport
import Testing

@testable import ClientCommands
@testable import Scenarios

/// The pages about the client: a person finds every command and every option on one of them.
@Suite("The documented pages")
struct DocumentedPagesTests {
    private static let folder = "scenarios/documented"
    private static let root = ProjectFolder.url.path

    @Test("use every command of the tree, and every option by one of its names")
    func everyCommandAndOption() throws {
        let files = PageFiles(workingDirectory: Self.root, pages: nil)
        var used: Set<String> = []
        for file in try files.files([Self.folder]) {
            for step in try ScenarioPage.parse(text: files.text(file), file: file).steps {
                for words in CommandUse.lines(of: step.command) { used.formUnion(CommandUse.named(by: words)) }
            }
        }
        let missing = CommandUse.all.filter { !used.contains($0) }
        #expect(missing.isEmpty, "no page in \(Self.folder) uses:\n\(missing.joined(separator: "\n"))")
        #expect(CommandUse.all.count > 200)
    }

    @Test("a line of a page names its command and the options that it has, whatever stands around it")
    func reading() {
        func named(_ command: String) -> Set<String> {
            CommandUse.lines(of: command).reduce(into: []) { $0.formUnion(CommandUse.named(by: $1)) }
        }
        #expect(named("zenml version") == ["zenml version"])
        #expect(
            named("A=b zenml stack register s -a default -o=x --set --nosuch | cat") == ["zenml stack register"],
            "a line that is refused uses no option"
        )
        #expect(
            named("for n in 1 2; do zenml stack delete \"s-$n\" -yr > /dev/null & done; zenml -v")
                == [
                    "zenml stack delete", "zenml stack delete --yes", "zenml stack delete --recursive",
                    "zenml --version",
                ]
        )
        #expect(named("echo zenml; drydock store").isEmpty)
        #expect(named("zenml stack get --help") == ["zenml stack get", "zenml stack get --help"])
    }
}

/// What a command line uses of the command tree.
private enum CommandUse {
    /// Every command, such as `zenml stack get`, and below it every option of its own by its first long name; the
    /// options of the program itself, and `--help` of one command, since all have it.
    static let all: [String] =
        ["zenml --help", "zenml --version", "zenml container-registry deploy --help"]
        + commands(in: CommandTree.root, path: "zenml")

    private static func commands(in group: CommandGroup, path: String) -> [String] {
        group.children.flatMap { child -> [String] in
            let path = "\(path) \(child.name)"
            return switch child {
            case .group(let group): commands(in: group, path: path)
            case .command(let command): [path] + command.options.map { "\(path) \($0.key)" }
            }
        }
    }

    /// The words of each `zenml` in a command, which may be a shell's: up to what begins another command or a redirection.
    static func lines(of command: String) -> [[String]] {
        if let words = ShellWords.split(command) {
            return words.first == "zenml" ? [Array(words.dropFirst())] : []
        }
        return command.matches(of: #/(?:^|[;|&(]|do|[A-Za-z_]+=[^ ]*) *zenml((?: +(?:"[^"]*"|'[^']*'|[^ ;|&<>()])+)*)/#)
            .map {
                ShellWords.split($0.1.filter { $0 != "$" }) ?? []
            }
    }

    /// The command that the words name, and the options of it that they have.
    static func named(by words: [String]) -> Set<String> {
        var path = "zenml"
        var group = CommandTree.root
        for (index, word) in words.enumerated() {
            switch group.child(word) {
            case .group(let next): (group, path) = (next, "\(path) \(word)")
            case .command(let command):
                path += " \(word)"
                return options(of: command, path: path, in: Array(words[(index + 1)...])).union([path])
            case nil:
                if word == "--help" { return ["\(path) --help"] }
                return ["-v", "--version"].contains(word) ? ["\(path) --version"] : []
            }
        }
        return []
    }

    /// By the grammar that the client itself reads lines with.
    private static func options(of command: Command, path: String, in words: [String]) -> Set<String> {
        guard let input = try? CommandInput(words, for: command) else {
            return words.contains("--help") ? ["\(path) --help"] : []
        }
        let used = command.parameters.filter { $0.declaration.isOption && input.has($0) }
        return Set(used.map { "\(path) \($0.declaration.key)" })
    }
}
