/// Who runs which command: the first row that takes it.
enum ExecutorTable {
    struct Row: Sendable {
        let way: CommandWay
        /// Whether the row takes a command.
        let takes: @Sendable (Question) -> Bool
        let executor: @Sendable (SessionContext) -> any StepExecutor
    }

    /// What decides who runs a command.
    struct Question {
        /// The command's first word; nil where a shell has to interpret the line.
        let word: String?
        /// Whether the page wants a terminal for it.
        let isOnTerminal: Bool
        /// Whether another program is the client.
        let hasOtherClient: Bool
    }

    static let rows = [
        Row(way: .terminal, takes: { $0.isOnTerminal }, executor: { ShellExecutor(context: $0, isOnTerminal: true) }),
        Row(
            way: .inProcess,
            takes: { $0.word == "zenml" && !$0.hasOtherClient },
            executor: { ClientExecutor(context: $0) }
        ),
        Row(way: .inProcess, takes: { $0.word == "drydock" }, executor: { VerbExecutor(context: $0) }),
        shell,
    ]

    /// Takes whatever no other row does.
    private static let shell = Row(way: .shell, takes: { _ in true }, executor: { ShellExecutor(context: $0) })

    /// The row of a step.
    ///
    /// - Parameter command: the step's command as it is run; otherwise as the page writes it.
    static func row(for step: Step, command: String? = nil, hasOtherClient: Bool) -> Row {
        let question = Question(
            word: ShellWords.split(command ?? step.command)?.first,
            isOnTerminal: step.isOnTerminal,
            hasOtherClient: hasOtherClient
        )
        return rows.first { $0.takes(question) } ?? shell
    }
}
