import Determinism
import TestSupport
import Testing

@testable import ClientCommands

@Suite("The command tree")
struct CommandTreeTests {
    /// Every command with the words that name it.
    private static let commands: [(path: String, command: Command)] = commands(in: CommandTree.root, path: "zenml")

    private static func commands(in group: CommandGroup, path: String) -> [(path: String, command: Command)] {
        group.children.flatMap { child -> [(path: String, command: Command)] in
            let path = "\(path) \(child.name)"
            return switch child {
            case .group(let group): commands(in: group, path: path)
            case .command(let command): [(path, command)]
            }
        }
    }

    /// Every word that the tree knows.
    static let vocabulary: [String] = {
        var words: Set<String> = []
        for (path, command) in commands {
            words.formUnion(path.split(separator: " ").map(String.init))
            for option in command.options { words.formUnion(option.names + (option.choices ?? [])) }
        }
        return words.sorted()
    }()

    @Test("has no name twice, and none that is not supported as well")
    func names() {
        func check(_ group: CommandGroup) {
            let names = group.children.map(\.name) + group.notSupported
            #expect(Set(names).count == names.count, "\(group.name)")
            for case .group(let child) in group.children { check(child) }
        }
        check(CommandTree.root)
        for (path, command) in Self.commands {
            let names = command.declarations.flatMap(\.names)
            #expect(Set(names).count == names.count, "\(path)")
        }
    }

    @Test("explains every command and every option in its help")
    func help() {
        for (path, command) in Self.commands {
            let text = HelpText(terminalWidth: 200).of(command, path: path)
            #expect(text.hasPrefix("Usage: \(path) [OPTIONS]"))
            #expect(!command.summary.isEmpty && command.summary.hasSuffix("."), "\(path)")
            for parameter in command.declarations {
                #expect(text.contains(parameter.key), "\(path) \(parameter.key)")
                #expect(!parameter.help.isEmpty, "\(path) \(parameter.key)")
            }
        }
    }

    @Test("lays help out as click does, 50 to 78 cells wide")
    func layout() {
        let command = Command(
            "copy",
            summary: "Copy a thing to another name.",
            parameters: [
                Parameter.argument("SOURCE"), Parameter.arguments("TARGETS"),
                Parameter.text("-t", "--type", help: "Which kind of thing it is, among all the kinds of things."),
                Parameter.flag("--a-flag-with-a-name-that-is-too-long", help: "Short."),
                Parameter.choice("--provider", "-p", among: ["aws", "gcp"], isRequired: true, help: "Where."),
            ]
        ) { _, _ in }
        let expected = """
            Usage: zenml copy [OPTIONS] SOURCE [TARGETS]...

              Copy a thing to another name.

            Options:
              -t, --type TEXT                 Which kind of
                                              thing it is,
                                              among all the
                                              kinds of things.
              --a-flag-with-a-name-that-is-too-long
                                              Short.
              -p, --provider [aws|gcp]        Where.
                                              [required]
              --help                          Show this
                                              message and
                                              exit.
            """
        // At 20 columns as at 52: help is never narrower.
        #expect(HelpText(terminalWidth: 20).of(command, path: "zenml copy") == expected)
        #expect(HelpText(terminalWidth: 52).of(command, path: "zenml copy") == expected)
    }

    // MARK: Values

    private static let type = Parameter.text("-t", "--type", help: "")
    private static let label = Parameter.texts("-l", "--label", help: "")
    private static let count = Parameter.integer("--count", help: "")
    private static let date = Parameter.date("--date", help: "")
    private static let provider = Parameter.choice(
        "--provider",
        "-p",
        among: ["aws", "gcp"],
        isRequired: true,
        help: ""
    )
    private static let name = Parameter.argument("NAME")
    private static let rest = Parameter.arguments("REST")
    private static let command = Command(
        "try",
        summary: "",
        parameters: [type, label, count, date, provider, name, rest]
    ) { _, _ in }

    private func read(_ line: String) throws -> CommandInput? {
        try CommandInput(CommandHome.words(line), for: Self.command)
    }

    @Test("gives a command the values of its parameters, and their defaults")
    func values() throws {
        let input = try #require(try read("n -t a -l x=1 -t b --count ' 1_0 ' -l y=2 -p gcp r1 r2"))
        #expect(input[Self.type] == "b")
        #expect(input[Self.label] == ["x=1", "y=2"])
        #expect(input[Self.count] == 10)
        #expect(input[Self.date] == nil)
        #expect(input[Self.provider] == "gcp")
        #expect(input[Self.name] == "n")
        #expect(input[Self.rest] == ["r1", "r2"])
        #expect(input.has(Self.count) && !input.has(Self.date))
        #expect(try read("n -p aws -t ''")?[Self.type] == nil)
    }

    @Test("asks for help wherever --help stands, unless the line cannot be parsed")
    func helpOption() throws {
        #expect(try read("--help") == nil)
        #expect(try read("n --count x --help") == nil)
        #expect(throws: CommandLineError.self) { try read("--help --nosuch") }
    }

    @Test(
        "names the first parameter that is wrong, in the order of the line and then of the command",
        arguments: [
            ("-p aws", "Missing argument 'NAME'."),
            ("n", "Missing option '--provider' / '-p'. Choose from:\n\taws,\n\tgcp"),
            ("", "Missing option '--provider' / '-p'. Choose from:\n\taws,\n\tgcp"),
            ("n -p azure", "Invalid value for '--provider' / '-p': 'azure' is not one of 'aws', 'gcp'."),
            ("--count x -p azure n", "Invalid value for '--count': 'x' is not a valid integer."),
            ("-p azure --count x n", "Invalid value for '--provider' / '-p': 'azure' is not one of 'aws', 'gcp'."),
            ("--count 1__0 -p aws n", "Invalid value for '--count': '1__0' is not a valid integer."),
            (
                "--date 2024 -p aws n",
                "Invalid value for '--date': '2024' does not match the formats '%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', "
                    + "'%Y-%m-%d %H:%M:%S'."
            ),
        ]
    )
    func refusals(line: String, message: String) {
        let error = #expect(throws: CommandLineError.self) { try read(line) }
        #expect(error?.message == message)
    }

    // MARK: Completion

    private func completion(_ variables: [String: String]) throws -> String? {
        try ShellCompletion(of: CommandTree.root, variables: variables).answer()
    }

    @Test("is completed by the shell: commands, options and choices")
    func completes() {
        let completion = ShellCompletion(of: CommandTree.root, variables: [:])
        func words(_ before: String, _ incomplete: String) -> [String] {
            completion.candidates(after: CommandHome.words(before), completing: incomplete).map(\.word)
        }
        #expect(words("", "st").contains("stack"))
        #expect(words("container-registry", "regi") == ["register"])
        #expect(words("stack register s", "--prov") == ["--provider"])
        #expect(words("stack register s --provider", "a") == ["aws", "azure"])
        #expect(words("stack register s --set", "") == [])
        #expect(words("nosuch", "") == [])
    }

    @Test("answers the shells in click's protocol")
    func shells() throws {
        #expect(try completion(["HOME": "/"]) == nil)
        for shell in ["bash", "zsh", "fish"] {
            #expect(try completion(["_ZENML_COMPLETE": shell + "_source"])?.contains("zenml") == true)
        }
        let bash = [
            "_ZENML_COMPLETE": "bash_complete", "COMP_WORDS": "zenml container-registry regi", "COMP_CWORD": "2",
        ]
        #expect(try completion(bash) == "plain,register")
        let fish = ["_ZENML_COMPLETE": "fish_complete", "COMP_WORDS": "zenml container-registry", "COMP_CWORD": "regi"]
        #expect(try completion(fish)?.hasPrefix("plain,register\t") == true)
        for wrong in ["bash", "csh_source", "bash_nosuch", ""] {
            #expect(throws: CommandFailure.self) { try completion(["_ZENML_COMPLETE": wrong]) }
        }
    }
}

@Suite("Usage lines")
struct UsageLineTests {
    @Test(
        "are folded as click folds them",
        arguments: [
            (80, ["Usage: zenml container-registry copy [OPTIONS] SOURCE TARGET"]),
            (
                60,
                [
                    "Usage: zenml container-registry copy [OPTIONS] SOURCE",
                    "                                     TARGET",
                ]
            ),
            // No room beside the words.
            (40, ["Usage: zenml container-registry copy ", "           [OPTIONS] SOURCE TARGET"]),
        ]
    )
    func folded(width: Int, lines: [String]) {
        let line = UsageLine(path: "zenml container-registry copy", synopsis: "[OPTIONS] SOURCE TARGET")
        #expect(line.lines(terminalWidth: width) == lines)
    }
}

@Suite("Command lines at random")
struct RandomCommandLineTests {
    /// How many lines are drawn.
    private static let lines = RandomInputs.count(orElse: 20_000)

    @Test("are read or refused in one line of click's, and never end the program")
    func random() {
        var random = Randomness.seeded("command lines").stream("words")
        let words =
            CommandTreeTests.vocabulary + [
                "", "-", "--", "---", "=", "--=", "--=x", "-=", "--name=", "@", "--region=@/", "\u{0}", "\n", "é", "日本",
                "👩‍👩‍👧",
                "--help", "--help=1", "-v", "--version", "-ri", "-rix", "-zxv", "00000000-0000-0000-0000-000000000000",
                String(repeating: "a", count: 300), "--\u{1B}[2J=x", "'", "\"", "2024-02-30", "9999999999999999999999",
            ]
        for _ in 0..<Self.lines {
            let line = (0..<Int.random(in: 0...8, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }
            var reading = CommandLine(line, of: CommandTree.root, version: "1")
            do {
                _ = try reading.parse(width: Int.random(in: -1...300, using: &random))
            } catch let error as CommandLineError {
                let lines = error.lines(command: reading.path, synopsis: reading.synopsis, terminalWidth: 80)
                #expect(lines.last?.hasPrefix("Error: ") == true)
            } catch {
                #expect(error is CommandFailure)
            }
        }
    }
}
