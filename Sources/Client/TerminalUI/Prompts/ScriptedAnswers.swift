import Synchronization

/// Answers that are known beforehand: what a page types, or a test.
package final class ScriptedAnswers: Sendable {
    private struct State {
        var rest: ArraySlice<String>
        var unanswered: [String] = []
    }

    private let state: Mutex<State>
    /// Whether it is as if they were typed: shown, unless hidden, and followed by a newline. Otherwise they come from a
    /// pipe, and show nothing.
    package let areTyped: Bool

    package init(_ answers: [String], areTyped: Bool = true) {
        state = Mutex(State(rest: answers[...]))
        self.areTyped = areTyped
    }

    /// The answers that nothing has asked for.
    package var unread: [String] { state.withLock { Array($0.rest) } }

    /// The questions for which there was no answer.
    package var unanswered: [String] { state.withLock(\.unanswered) }

    /// The input that gives them one by one, and then ends.
    package var input: TerminalInput {
        TerminalInput(isTerminal: areTyped) { [self] request in
            let answer = state.withLock { state in
                let answer = state.rest.popFirst()
                if answer == nil { state.unanswered.append(request.question) }
                return answer
            }
            guard let answer else { return .end }
            if areTyped { request.show((request.isHidden ? "" : VisibleText.line(answer)) + "\n") }
            return .text(answer)
        }
    }
}
