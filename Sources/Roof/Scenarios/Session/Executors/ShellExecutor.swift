import TerminalUI

/// Runs a command by `/bin/sh` in the sandbox, on a pseudo-terminal or with its input and output in pipes.
struct ShellExecutor: StepExecutor {
    let context: SessionContext
    var isOnTerminal = false

    static let survivorsReason = "processes that it left behind could not be ended; look for them with ps"

    func run(_ command: StepCommand) async throws -> Execution {
        let sandbox = context.sandbox
        try sandbox.prepare(step: command.number, clock: context.clock, endpoint: context.emulator.endpoint)
        let process = ShellProcess(
            command: command.text,
            variables: isOnTerminal ? Self.variablesOnTerminal(sandbox) : sandbox.variables,
            workingDirectory: sandbox.home,
            input: Array(command.answers.map { $0.text + "\n" }.joined().utf8),
            typist: isOnTerminal ? typist(command) : nil,
            timeLimit: command.timeLimit,
            by: context.forkServer
        )
        let result: ShellProcess.Result
        do {
            result = try await process.run()
        } catch {
            return .ended(Transcript(lines: []), reason: "it could not be run: \(error)")
        }
        var output = result.output
        if result.ending == .outputLimit {
            output = String(decoding: output.utf8.prefix(OutputLimit.excerpt), as: UTF8.self)
        }
        let transcript = Transcript(
            events: [.output(output)],
            status: result.status,
            home: (sandbox.home, sandbox.shownHome)
        )
        switch result.ending {
        case .itself:
            guard result.hasSurvivors else {
                return .shown(transcript, unread: command.answers.suffix(result.unread))
            }
            return .ended(transcript, reason: Self.survivorsReason)
        case .timeLimit:
            return .ended(transcript, reason: Execution.tookTooLong(command.timeLimit))
        case .outputLimit: return .ended(transcript, reason: OutputLimit.reason)
        case .cancellation: return .interrupted
        }
    }

    /// Those of a command on a terminal, which can do nothing but show lines.
    static func variablesOnTerminal(_ sandbox: Sandbox) -> [String: String] {
        sandbox.variables.merging(["TERM": "dumb"]) { _, own in own }
    }

    private func typist(_ command: StepCommand) -> Typist {
        let answers = command.answers.map { answer in
            Typist.Answer(
                prompt: answer.prompt ?? LinePattern("[..]"),
                text: answer.text,
                linesBefore: answer.linesBefore
            )
        }
        return Typist(columns: context.sandbox.columns, answers: answers, bindings: command.bindings)
    }
}
