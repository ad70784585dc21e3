/// Who sits at a command's terminal: answers each prompt when it is shown, and ends the input when no answer is left.
package struct Typist: Sendable {
    /// A prompt, and what is typed at it.
    package struct Answer: Sendable {
        let prompt: LinePattern
        let text: String
        /// How many lines the page shows between the answer before, or the command, and the prompt. One that is empty is
        /// known by them alone.
        let linesBefore: Int

        package init(prompt: LinePattern, text: String, linesBefore: Int = 0) {
            self.prompt = prompt
            self.text = text
            self.linesBefore = linesBefore
        }
    }

    /// The terminal's width in cells.
    let columns: Int
    private var answers: ArraySlice<Answer>
    private let bindings: Bindings
    private var hasEnded = false
    /// How much was shown when the last answer was typed.
    private var seen = 0
    private var hasTyped = false

    private static let endOfInput: UInt8 = 0x04

    /// - Parameter bindings: what variables in prompts stand for.
    package init(columns: Int, answers: [Answer], bindings: Bindings) {
        self.columns = columns
        self.answers = answers[...]
        self.bindings = bindings
    }

    /// How many answers were not typed.
    var unread: Int { answers.count }

    /// What is typed now.
    ///
    /// - Parameter output: all that the command has shown so far.
    mutating func typed(after output: [UInt8]) -> [UInt8]? {
        guard !hasEnded else { return nil }
        if let answer = answers.first {
            guard asks(answer, output[seen...]) else { return nil }
            answers.removeFirst()
            hasTyped = true
            seen = output.count
            let text = Array((answer.text + "\n").utf8)
            guard answers.isEmpty else { return text }
            hasEnded = true
            return text + [Self.endOfInput]
        }
        hasEnded = true
        return [Self.endOfInput]
    }

    /// Whether the last line that is shown is the answer's prompt.
    private func asks(_ answer: Answer, _ output: ArraySlice<UInt8>) -> Bool {
        if answer.prompt == LinePattern("") {
            // What was typed before ends a line as well.
            return output.count { $0 == UInt8(ascii: "\n") } >= answer.linesBefore + (hasTyped ? 1 : 0)
        }
        guard !output.isEmpty else { return false }
        let start = output.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? output.startIndex
        let line = Transcript.withoutControlSequences(Array(output[start...]))
        var trial = bindings
        return answer.prompt.matches(String(decoding: line, as: UTF8.self), &trial)
    }
}
