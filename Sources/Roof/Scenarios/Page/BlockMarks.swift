/// The words behind `console` in a block's info string.
struct BlockMarks {
    private(set) var isSkipped = false
    private(set) var isFix = false
    private(set) var isOnTerminal = false
    private(set) var timeout: Duration?

    private static let names = ["skip", "fix", "tty", "timeout="]

    init(_ block: FencedBlock, file: String) throws(PageError) {
        for mark in block.information.dropFirst() {
            switch mark {
            case "skip": isSkipped = true
            case "fix": isFix = true
            case "tty": isOnTerminal = true
            case _ where mark.hasPrefix("timeout="):
                let text = String(mark.dropFirst("timeout=".count))
                guard let duration = TimeLimitText.duration(text) else {
                    throw Self.error(block, file, mark, "timeout '\(text)' is not \(TimeLimitText.form)")
                }
                timeout = duration
            default:
                throw Self.error(
                    block,
                    file,
                    mark,
                    "'\(mark)' is not a mark of a console block: there are `skip`, `fix`, `tty` and `timeout=TIME`"
                        + Suggestion.text(for: mark, among: Self.names)
                )
            }
        }
    }

    private static func error(_ block: FencedBlock, _ file: String, _ mark: String, _ reason: String) -> PageError {
        PageError(file: file, line: block.line, column: block.column(of: mark), reason: reason)
    }
}
