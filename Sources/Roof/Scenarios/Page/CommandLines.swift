/// Commands as they stand in a block.
enum CommandLines {
    /// A command that may run over several lines, each but the last ending in a backslash.
    struct Command: Equatable {
        let text: String
        /// The number of its lines.
        let count: Int
    }

    /// The command whose first line is `lines[start]`, without the prompt in `prefix`; nil where it is continued past
    /// the block's end.
    static func command(_ lines: [String], at start: Int, prefix: String) -> Command? {
        var text = ""
        for (offset, line) in lines[start...].enumerated() {
            let line = offset == 0 ? line.dropFirst(prefix.count) : Substring(line)
            guard isContinued(line) else {
                text += line
                return Command(text: String(text.withoutTrailingBlanks), count: offset + 1)
            }
            text += line.dropLast()
        }
        return nil
    }

    /// Whether the line ends in a backslash that is not itself escaped.
    private static func isContinued(_ line: Substring) -> Bool {
        !line.reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
    }
}
