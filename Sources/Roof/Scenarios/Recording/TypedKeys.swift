import Glibc

/// What a person types at a command's terminal, as far as a page can say it: in whole lines.
struct TypedKeys {
    /// A line that was typed.
    struct Answer: Equatable {
        let text: String
        /// How much the command had shown when its first key was pressed, in bytes.
        let start: Int
        /// Who shows what is typed.
        let echo: Echo
    }

    enum Echo: Equatable {
        /// The terminal, up to the line's end.
        case terminal
        /// The program itself, if anybody.
        case program
        /// Nobody.
        case none
    }

    /// What becomes of a key.
    enum Ruling: Equatable {
        case isPassedOn
        case isDropped
        /// It would end a line that no page may show.
        case isRefused
    }

    private(set) var answers: [Answer] = []
    /// Why a page cannot say what was typed; nil where it can.
    private(set) var problem: String?
    private var line: [UInt8] = []
    private var start: Int?

    static let interrupted = "it was interrupted, and a page has no key for that"
    static let onlyLines = "keys were pressed that a page cannot write: it has whole lines"
    static let quote = "a « in what is typed has no place between « and »"

    /// Takes a key.
    ///
    /// - Parameters:
    ///   - modes: the terminal's.
    ///   - shown: how much the command has shown, in bytes.
    ///   - mayHide: whether a page may name what is typed while nobody shows it.
    mutating func take(_ key: UInt8, _ modes: termios, shown: Int, mayHide: (String) -> Bool) -> Ruling {
        let hasLines = modes.c_lflag & tcflag_t(ICANON) != 0
        if modes.c_lflag & tcflag_t(ISIG) != 0 {
            // Nothing would continue what a page's command stops.
            if key == Self.key(VSUSP, modes) { return .isDropped }
            if key == Self.key(VINTR, modes) || key == Self.key(VQUIT, modes) {
                problem = problem ?? Self.interrupted
                line = []
                start = nil
                return .isPassedOn
            }
        }
        switch key {
        case 0x0A, 0x0D: return endLine(modes, hasLines, start ?? shown, mayHide)
        case 0x08, 0x7F: deleteCharacter()
        case Self.key(VKILL, modes) where hasLines: line = []
        case Self.key(VWERASE, modes) where hasLines: deleteWord()
        case Self.key(VEOF, modes) where hasLines:
            // At the start of a line it ends the input, which a page's ends after the last answer.
            if !line.isEmpty { problem = problem ?? Self.onlyLines }
        case 0x09, 0x20...:
            line.append(key)
            start = start ?? shown
        default: problem = problem ?? Self.onlyLines
        }
        return .isPassedOn
    }

    /// Says that the command has ended.
    mutating func end() {
        if !line.isEmpty { problem = problem ?? Self.onlyLines }
    }

    private mutating func endLine(
        _ modes: termios,
        _ hasLines: Bool,
        _ start: Int,
        _ mayHide: (String) -> Bool
    ) -> Ruling {
        let text = String(decoding: line, as: UTF8.self)
        let isShown = modes.c_lflag & tcflag_t(ECHO) != 0
        let echo: Echo = isShown ? .terminal : hasLines ? .none : .program
        if echo == .none, !text.isEmpty, !mayHide(text) { return .isRefused }
        if text.contains("«") { problem = problem ?? Self.quote }
        answers.append(Answer(text: text, start: start, echo: echo))
        line = []
        self.start = nil
        return .isPassedOn
    }

    private mutating func deleteCharacter() {
        while let last = line.popLast(), last & 0xC0 == 0x80 {}
    }

    private mutating func deleteWord() {
        while line.last == 0x20 { line.removeLast() }
        while let last = line.last, last != 0x20 { line.removeLast() }
    }

    private static func key(_ index: Int32, _ modes: termios) -> UInt8 {
        withUnsafeBytes(of: modes.c_cc) { $0[Int(index)] }
    }
}
