import Synchronization
import TerminalUI
import TestSupport
import Testing

/// What a terminal shows of questions and answers, standard output and error as they come.
final class AskedTerminal: Sendable {
    private let shown = Mutex("")
    let answers: ScriptedAnswers
    let width: Int
    let usesColour: Bool

    init(_ answers: [String], areTyped: Bool = true, width: Int = 200, usesColour: Bool = false) {
        self.answers = ScriptedAnswers(answers, areTyped: areTyped)
        self.width = width
        self.usesColour = usesColour
    }

    var text: String { shown.withLock { $0 } }

    var terminal: Terminal {
        Terminal(width: width, isInteractive: true, usesColour: usesColour, input: answers.input) { [self] event in
            if case .output(let text) = event { shown.withLock { $0 += text } }
            if case .error(let text) = event { shown.withLock { $0 += text } }
        }
    }
}

@Suite("Questions")
struct QuestionTests {
    @Test(
        "a text is asked with its default in brackets, which an empty answer stands for",
        arguments: [
            (nil, "aws", "Name: aws\n", "aws"), ("aws-man2", "", "Name [aws-man2]: \n", "aws-man2"),
            ("", "", "Name []: \n", ""), ("x", " y ", "Name [x]:  y \n", " y "),
        ] as [(String?, String, String, String)]
    )
    func text(defaultText: String?, typed: String, shown: String, answer: String) async throws {
        let asked = AskedTerminal([typed])
        #expect(try await asked.terminal.ask(.text("Name", default: defaultText)) == answer)
        #expect(asked.text == shown)
    }

    @Test("without a default it is asked again until something is typed")
    func emptyAnswer() async throws {
        let asked = AskedTerminal(["", "", "aws"])
        #expect(try await asked.terminal.ask(.text("Name")) == "aws")
        #expect(asked.text == "Name: \nName: \nName: aws\n")
    }

    @Test("a choice is one of those that are named, as recorded")
    func choices() async throws {
        let one = AskedTerminal(["gcp", ""])
        let type = Prompt.choice("Please select a service connector type", of: ["aws"], default: "aws")
        #expect(try await one.terminal.ask(type) == "aws")
        #expect(
            one.text == """
                Please select a service connector type (aws) [aws]: gcp
                Error: 'gcp' is not 'aws'.
                Please select a service connector type (aws) [aws]: \n
                """
        )
        let several = AskedTerminal(["nope", "aws-multi"], areTyped: false)
        let question = Prompt.choice("Which", of: ["id", "aws-multi"], showsChoices: false)
        #expect(try await several.terminal.ask(question) == "aws-multi")
        #expect(several.text == "Which: Error: 'nope' is not one of 'id', 'aws-multi'.\nWhich: ")
    }

    @Test("a number is one")
    func numbers() async throws {
        let asked = AskedTerminal(["1h", " 900 "])
        #expect(try await asked.terminal.ask(.integer("Seconds", default: 3_600)) == 900)
        #expect(
            asked.text
                == "Seconds [3600]: 1h\nError: '1h' is not a valid integer.\nSeconds [3600]:  900 \n"
        )
        #expect(try await AskedTerminal([""]).terminal.ask(.integer("Seconds", default: 3_600)) == 3_600)
    }

    @Test(
        "a confirmation takes y, yes, n and no in any case, and nothing for its default",
        arguments: [
            (true, ["", "Keep? [Y/n]: "], true), (false, [" ", "Keep? [y/N]: "], false),
            (nil, ["YES", "Keep? [y/n]: "], true), (true, ["No", "Keep? [Y/n]: "], false),
        ] as [(Bool?, [String], Bool)]
    )
    func confirmations(defaultAnswer: Bool?, line: [String], answer: Bool) async throws {
        let asked = AskedTerminal([line[0]], areTyped: false)
        #expect(try await asked.terminal.ask(.confirmation("Keep?", default: defaultAnswer)) == answer)
        #expect(asked.text == line[1])
    }

    @Test("what is neither yes nor no is an error, and nothing is, where there is no default")
    func invalidConfirmation() async throws {
        let asked = AskedTerminal(["maybe", "", "y"])
        #expect(try await asked.terminal.ask(.confirmation("Keep?", default: nil)))
        #expect(
            asked.text
                == "Keep? [y/n]: maybe\nError: invalid input\nKeep? [y/n]: \nError: invalid input\nKeep? [y/n]: y\n"
        )
    }

    @Test("rich's question folds at the width, takes two letters only, and colours what they are")
    func yesOrNo() async throws {
        let asked = AskedTerminal(["yes", "", "N"], areTyped: false, width: 20)
        #expect(try await !asked.terminal.ask(.yesOrNo("This will delete it. \nAre you sure?")))
        let prompt = "This will delete it.\nAre you sure? [y/n]:"
        #expect(asked.text == prompt + String(repeating: "Please enter Y or N\n" + prompt, count: 2))
        let coloured = AskedTerminal(["x", "y"], areTyped: false, usesColour: true)
        #expect(try await coloured.terminal.ask(.yesOrNo("Sure?")))
        let shown = "Sure? \u{1B}[1;35m[y/n]\u{1B}[0m: "
        #expect(coloured.text == shown + "\u{1B}[31mPlease enter Y or N\u{1B}[0m\n" + shown)
    }

    @Test("rich's question folds as the longest that was recorded", .enabled(if: SharedFolder.isPresent))
    func recordedYesOrNo() async throws {
        let lines = try SharedFolder.text("golden/zenml-0.63.0/50-deploy-and-integration.txt")
            .split(separator: "\n", omittingEmptySubsequences: false)
        let end = try #require(lines.lastIndex { $0 == "[y/n]: [no newline]" })
        let start = try #require(lines[..<end].lastIndex { $0.hasPrefix("Are you sure") })
        let recorded = lines[start..<end].joined(separator: "\n") + "\n[y/n]: "
        // The space at a line's end is cut where it would be past the width.
        let list = lines[(start + 1)..<end].map { $0.hasSuffix(" ") ? String($0) : $0 + " " }.joined()
        let asked = AskedTerminal(["n"], areTyped: false, width: 200)
        _ = try await asked.terminal.ask(.yesOrNo(lines[start] + "\n" + list.dropLast()))
        #expect(asked.text == recorded)
        #expect(end - start > 3)
    }

    @Test("a hidden answer is not shown, nor is it in what is said of it")
    func hidden() async throws {
        let asked = AskedTerminal(["hunter1", "hunter2"])
        let question = Prompt("Key", isHidden: true) { typed throws(InvalidAnswer) in
            if typed == "hunter1" { throw .error("'\(typed)' is wrong") }
            return typed
        }
        #expect(try await asked.terminal.ask(question) == "hunter2")
        #expect(asked.text == "Key: \nError: The value you entered was invalid.\nKey: \n")
    }

    @Test("an answer is refused as a line of output or a warning, too")
    func refused() async throws {
        let asked = AskedTerminal(["1", "2", "3"], width: 20)
        let question = Prompt("Number") { typed throws(InvalidAnswer) in
            if typed == "1" { throw .declared("The number is not one of ours.") }
            if typed == "2" { throw .warning("Again.") }
            return typed
        }
        #expect(try await asked.terminal.ask(question) == "3")
        #expect(
            asked.text == "Number: 1\nThe number is not \none of ours.\nNumber: 2\nAgain.\nNumber: 3\n"
        )
    }

    @Test("the end of the input aborts: with a newline where rich asks or a person types")
    func aborted() async throws {
        for (areTyped, isRich, shown) in [
            (false, false, "Sure? [y/n]: Aborted!\n"), (false, true, "Sure? [y/n]: \nAborted!\n"),
            (true, false, "Sure? [y/n]: \nAborted!\n"),
        ] {
            let asked = AskedTerminal([], areTyped: areTyped)
            do throws(PromptAborted) {
                _ = try await asked.terminal.ask(isRich ? .yesOrNo("Sure?") : .confirmation("Sure?", default: nil))
                Issue.record("it was answered")
            } catch {
                asked.terminal.abort(error)
            }
            #expect(asked.text == shown)
            #expect(asked.answers.unanswered == ["Sure?"])
        }
    }

    @Test("what nothing asked for is left over")
    func unread() async throws {
        let asked = AskedTerminal(["a", "b", "c"])
        _ = try await asked.terminal.ask(.text("Name"))
        #expect(asked.answers.unread == ["b", "c"])
        #expect(asked.answers.unanswered.isEmpty)
    }

    @Test("what steers the terminal is spelt out in a question and in what is typed")
    func visible() async throws {
        let asked = AskedTerminal(["\u{1B}[2J"])
        _ = try await asked.terminal.ask(.text("\u{9B}2J", default: "\u{7}"))
        #expect(asked.text == "\\u009b2J [\\u0007]: \\u001b[2J\n")
    }
}
