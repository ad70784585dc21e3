import TerminalUI

/// `Usage: zenml stack update [OPTIONS] …`, folded as click folds it: in the middle of what follows the command's words,
/// and aligned with it.
struct UsageLine {
    private static let title = "Usage: "
    /// What has to fit beside the command's words; else all of it starts on a line of its own.
    private static let room = 20
    private static let indentOfOwnLine = 4

    /// The words that name the command.
    let path: String
    /// What follows them.
    let synopsis: String

    /// - Parameter terminalWidth: it is folded as help is.
    func lines(terminalWidth: Int) -> [String] {
        let width = HelpText.width(terminalWidth: terminalWidth)
        let beginning = UsageLine.title + path + " "
        let column = DisplayWidth.of(beginning)
        guard width >= column + UsageLine.room else {
            return [beginning] + folded(width, indent: UsageLine.title.count + UsageLine.indentOfOwnLine)
        }
        let lines = folded(width, indent: column)
        return [beginning + (lines.first?.dropFirst(column) ?? "")] + lines.dropFirst()
    }

    private func folded(_ width: Int, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        return LineFolding.fold(synopsis, width: width - indent).map { space + LineFolding.trimmed($0) }
    }
}
