/// Who runs which command: the first row that takes it.
enum ExecutorTable {
    struct Row: Sendable {
        let way: CommandWay
        /// Whether the row takes a command.
        ///
        /// - Parameters:
        ///   - word: the command's first word; nil where a shell has to interpret the line.
        ///   - hasOtherClient: whether another program is the client.
        let takes: @Sendable (_ word: String?, _ hasOtherClient: Bool) -> Bool
        let executor: @Sendable (SessionContext) -> any StepExecutor
    }

    static let rows = [
        Row(way: .inProcess, takes: { $0 == "zenml" && !$1 }, executor: { ClientExecutor(context: $0) }),
        Row(way: .inProcess, takes: { word, _ in word == "drydock" }, executor: { VerbExecutor(context: $0) }),
        shell,
    ]

    /// Takes whatever no other row does.
    private static let shell = Row(way: .shell, takes: { _, _ in true }, executor: { ShellExecutor(context: $0) })

    static func row(for words: [String]?, hasOtherClient: Bool) -> Row {
        rows.first { $0.takes(words?.first, hasOtherClient) } ?? shell
    }
}
