import Testing

@testable import ClientCommands

@Suite("A command line, as click reads it")
struct ClickParserTests {
    private static let options = [
        ClickParser.Option(["-t", "--type"], takesValue: true),
        ClickParser.Option(["-ri", "--resource-id"], takesValue: true),
        ClickParser.Option(["--description"], takesValue: true),
        ClickParser.Option(["-x", "--show-secrets"], takesValue: false),
        ClickParser.Option(["-i", "--interactive"], takesValue: false),
        ClickParser.Option(["-r", "--resource-type"], takesValue: true),
    ]

    /// What a line comes to: options as `NAME=VALUE`, arguments as they are; or the message.
    private func read(_ line: String, passesUnknown: Bool = false, isGroup: Bool = false) -> [String] {
        let parser = ClickParser(Self.options, passesUnknownOptions: passesUnknown, endsAtArgument: isGroup)
        do {
            let outcome = try parser.parse(CommandHome.words(line))
            return outcome.options.map { "\(Self.options[$0.option].names[0])=\($0.value)" } + outcome.arguments
        } catch {
            return ["! " + error.message]
        }
    }

    @Test(
        "takes values and flags in every form that click takes",
        arguments: [
            ("-t aws name", ["-t=aws", "name"]),
            ("-taws name", ["-t=aws", "name"]),
            // Behind a letter an equals sign is a part of the value.
            ("-t=aws", ["-t==aws"]),
            ("--type aws", ["-t=aws"]),
            ("--type=aws", ["-t=aws"]),
            ("--type=", ["-t="]),
            ("--description=", ["--description="]),
            ("--description '' name", ["--description=", "name"]),
            ("--description=a=b", ["--description=a=b"]),
            ("-ri x", ["-ri=x"]),
            ("-ri=x", ["-ri=x"]),
            // Not -ri and x: a name with several letters stands alone.
            ("-rix", ["-r=ix"]),
            ("-xi", ["-x=", "-i="]),
            ("-xtaws", ["-x=", "-t=aws"]),
            ("-xt aws", ["-x=", "-t=aws"]),
            ("-t -x", ["-t=-x"]),
            ("-t --", ["-t=--"]),
            ("--type --help", ["-t=--help"]),
            ("-- -t aws", ["-t", "aws"]),
            ("a -- b -- c", ["a", "b", "--", "c"]),
            ("- name", ["-", "name"]),
            ("'' name", ["", "name"]),
        ]
    )
    func forms(line: String, outcome: [String]) {
        #expect(read(line) == outcome)
    }

    @Test(
        "names the word that is wrong",
        arguments: [
            ("name -t", "Option '-t' requires an argument."),
            ("-xt", "Option '-t' requires an argument."),
            ("--type", "Option '--type' requires an argument."),
            ("-ri", "Option '-ri' requires an argument."),
            ("--show-secrets=1 --type", "Option '--show-secrets' does not take a value."),
            ("-z name --type", "No such option: -z"),
            ("-xz", "No such option: -z"),
            ("-xz=1", "No such option: -z"),
            ("--typ=aws", "No such option: --typ Did you mean --type?"),
            ("--resource x", "No such option: --resource (Possible options: --resource-id, --resource-type)"),
        ]
    )
    func refusals(line: String, message: String) {
        #expect(read(line) == ["! " + message])
    }

    @Test(
        "passes on what it does not know, where a command takes attributes",
        arguments: [
            ("name --region=x -taws", ["-t=aws", "name", "--region=x"]),
            ("--foo bar", ["--foo", "bar"]),
            ("-z name", ["-z", "name"]),
            ("-zxq", ["-x=", "-zq"]),
        ]
    )
    func unknown(line: String, outcome: [String]) {
        #expect(read(line, passesUnknown: true) == outcome)
    }

    @Test("leaves all behind the first argument of a group to what it names")
    func group() {
        #expect(read("-x stack -t aws -z", isGroup: true) == ["-x=", "stack", "-t", "aws", "-z"])
    }
}
