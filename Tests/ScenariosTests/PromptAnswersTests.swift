import TerminalUI
import Testing

@testable import Scenarios

/// What a page types at the prompts of commands that run in this process.
@Suite("Answers of a page")
struct PromptAnswersTests {
    /// Plays a step whose command asks for a name, for a secret, and whether that is all.
    private func failure(_ output: String, exit: Int32 = 0) async throws -> [String]? {
        let end = exit == 0 ? "" : "\n[exit \(exit)]"
        let page = "```console\n$ zenml ask\n\(output)\(end)\n```\n"
        let step = try #require(ScenarioPage.parse(text: page, file: "page.md").steps.first)
        let command = InProcessCommand(columns: 80, rewrite: { $0 }, answers: step.answers)
        let outcome = await command.run { terminal in
            do throws(PromptAborted) {
                let name = try await terminal.ask(.text("Name"))
                _ = try await terminal.ask(.text("Key", isHidden: true))
                terminal.declare("Hello, \(name)!")
                return try await terminal.ask(.confirmation("Sure?", default: true)) ? 0 : 3
            } catch {
                terminal.abort(error)
                return 1
            }
        }
        guard case .shown(let transcript, let unanswered, let unread) = outcome else {
            Issue.record("it was not run to its end")
            return nil
        }
        var matcher = Matcher()
        let troubles = PromptTroubles(of: step, unanswered: unanswered, unread: unread)
        return matcher.failure(step, transcript, problems: troubles.reasons)?.differenceLines
    }

    @Test("they are typed at the prompts, shown unless hidden, and an empty one stands for the default")
    func answered() async throws {
        let output = "Name: «Stefan»\nKey: «secret»\nHello, Stefan!\nSure? [Y/n]: "
        #expect(try await failure(output + "«»") == nil)
        #expect(try await failure(output + "«n»", exit: 3) == nil)
    }

    @Test("one that nothing asked for fails the step, and is not said")
    func unread() async throws {
        let lines = try await failure(
            "Name: «Stefan»\nKey: «secret»\nHello, Stefan!\nSure? [Y/n]: «»\nMore: «other»\nElse: «»"
        )
        #expect(
            lines?.prefix(2) == [
                "the answer of line 7 was not read: nothing asked for it",
                "the answer of line 8 was not read: nothing asked for it",
            ]
        )
        #expect(lines?.contains { $0.contains("secret") } == false)
    }

    @Test("a prompt without one fails the step, with what was asked")
    func unanswered() async throws {
        let reason = "it asked \"Key\", and there is no answer: write «…» after the prompt"
        #expect(try await failure("Name: «Stefan»\n...", exit: 1)?.first == reason)
        #expect(try await failure("Name: «Stefan»\nKey:", exit: 1)?.first == reason)
    }

    @Test("a page may show that a command is aborted for want of an answer")
    func aborted() async throws {
        #expect(try await failure("Name: «Stefan»\nKey:\nAborted!", exit: 1) == nil)
    }
}
