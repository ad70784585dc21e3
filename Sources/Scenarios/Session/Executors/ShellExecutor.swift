import TerminalUI

/// Runs a command by `/bin/sh` in the sandbox.
struct ShellExecutor: StepExecutor {
    let context: SessionContext

    func run(_ command: StepCommand) async throws -> Execution {
        let sandbox = context.sandbox
        try sandbox.prepare(step: command.number, clock: context.clock, endpoint: context.emulator.endpoint)
        let process = ShellProcess(
            command: command.text,
            variables: sandbox.variables,
            workingDirectory: sandbox.home,
            input: Array(command.answers.map { $0.text + "\n" }.joined().utf8)
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
            guard result.hasSurvivors else { return .shown(transcript) }
            let reason = "processes that it left behind could not be ended; look for them with ps"
            return .ended(transcript, reason: reason)
        case .timeLimit:
            return .ended(transcript, reason: "it did not end within \(process.timeLimit) and was stopped")
        case .outputLimit: return .ended(transcript, reason: OutputLimit.reason)
        case .cancellation: return .interrupted
        }
    }
}
