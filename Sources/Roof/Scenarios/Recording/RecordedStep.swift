import TerminalUI

/// A command in the lines in which it was typed, and what it showed.
struct RecordedStep: Equatable {
    /// A line of what a terminal showed.
    enum Line: Equatable {
        case shown(String)
        /// A prompt, and what was typed behind it.
        case answered(prompt: String, typed: String)

        /// All that is to be seen of it.
        var text: String {
            switch self {
            case .shown(let text): text
            case .answered(let prompt, let typed): prompt + typed
            }
        }
    }

    let lines: [String]
    let output: [Line]
    let status: Int32
    /// Whether somebody sat at its terminal; otherwise it had none.
    let wasAttended: Bool
    /// What was typed while nobody showed it.
    var hidden: [String] = []

    var hasAnswers: Bool {
        output.contains { if case .answered = $0 { true } else { false } }
    }
}

extension RecordedStep {
    /// Why no page can show a command; one line.
    struct NotWritten: Error {
        let reason: String
    }

    /// The step of a command that somebody attended.
    ///
    /// - Parameters:
    ///   - lines: the command's.
    ///   - home: the sandbox's home and what it reads as on the page.
    ///   - mayHide: whether a page may name what is typed while nobody shows it.
    init(
        _ lines: [String],
        _ attendance: AttendedCommand.Attendance,
        home: (sandbox: String, page: String),
        mayHide: (String) -> Bool
    ) throws(NotWritten) {
        if let problem = attendance.problem { throw NotWritten(reason: problem) }
        var output: [Line] = []
        var hidden: [String] = []
        var rest = attendance.output[...]
        for answer in attendance.answers {
            let start = max(answer.start, rest.startIndex)
            let before = Self.shown(rest[..<start], home)
            rest = rest[start...]
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            var isHidden = answer.echo == .none
            if answer.echo == .program {
                let echo = String(decoding: Transcript.withoutControlSequences(Array(line)), as: UTF8.self)
                isHidden = !echo.contains(answer.text)
                if isHidden, !mayHide(answer.text) { throw NotWritten(reason: AttendedCommand.hiddenReason) }
            }
            // What a program shows after a hidden answer may stand in the prompt's line; mostly it ends it.
            if !isHidden || line.allSatisfy({ $0 == UInt8(ascii: "\r") }) { rest = rest[line.endIndex...].dropFirst() }
            if isHidden, !answer.text.isEmpty { hidden.append(answer.text) }
            output += before.lines.map { .shown($0) }
            output.append(.answered(prompt: before.prompt, typed: answer.text))
        }
        let last = Self.shown(rest, home)
        output += last.lines.map { .shown($0) }
        let open = String(last.prompt.withoutTrailingBlanks)
        if !open.isEmpty { output.append(.shown(open)) }
        self.init(lines: lines, output: output, status: attendance.status, wasAttended: true, hidden: hidden)
    }

    /// The lines of a text, and what stands in the last one, which has no end.
    private static func shown(
        _ bytes: ArraySlice<UInt8>,
        _ home: (sandbox: String, page: String)
    ) -> (lines: [String], prompt: String) {
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.startIndex
        let text = { (part: ArraySlice<UInt8>) in String(decoding: part, as: UTF8.self) }
        let lines = Transcript(events: [.output(text(bytes[..<end]))], status: 0, home: home).lines
        let open = Transcript.withoutControlSequences(Array(bytes[end...]))
        let prompt = open[(open.lastIndex(of: UInt8(ascii: "\r")).map { $0 + 1 } ?? 0)...]
        let named = ByteSearch(Array(home.sandbox.utf8)).replacing(in: Array(prompt), with: Array(home.page.utf8))
        return (lines, text(named[...]))
    }
}
