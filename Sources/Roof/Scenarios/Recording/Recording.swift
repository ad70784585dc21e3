import NIOCore
import Storage
import TerminalUI

/// Runs what is typed as the steps of a page that does not exist yet, each as the page will run it.
struct Recording: Sendable {
    let scenario: Scenario
    let surroundings: ScenarioRunner.Surroundings
    let group: any EventLoopGroup
    /// Where commands are read and what they show is written.
    let terminal: Terminal
    /// Who answers what commands ask; nil where commands come from a pipe or a file.
    let person: RawTerminal?
    /// Told when the person begins to be listened to, and when that is over.
    let attending: @Sendable (Bool) -> Void

    /// What was recorded.
    struct Result: Sendable {
        let steps: [RecordedStep]
        let redaction: Redaction
    }

    /// Runs commands until there are no more, or the task is cancelled.
    func run() async throws -> Result {
        surroundings.sandboxes.removeAbandoned()
        let shared = RunResources(now: surroundings.now)
        defer { shared.close() }
        let world = try WorldChoice(of: scenario, from: shared.worlds, absolute: surroundings.absolute)
        let stage = try await SessionStage.make(
            for: scenario,
            in: world,
            runsPrograms: true,
            surroundings: surroundings,
            shared: shared,
            group: group
        )
        do {
            let redaction = Redaction(secrets: world.secrets, page: [])
            let steps = try await steps(stage.context, redaction)
            await stage.remove()
            return Result(steps: steps, redaction: redaction)
        } catch {
            await stage.remove()
            throw error
        }
    }

    private func steps(_ context: SessionContext, _ redaction: Redaction) async throws -> [RecordedStep] {
        var play = StepPlay(
            context: context,
            matcher: Matcher(),
            surroundings: surroundings,
            timeLimit: StepCommand.usualTimeLimit,
            redaction: redaction
        )
        if person != nil { attending(true) }
        defer { if person != nil { attending(false) } }
        var steps: [RecordedStep] = []
        // One that is not written counts as well: what it drew by its number is not drawn again.
        var number = 0
        while let lines = try await commandLines() {
            guard let command = CommandLines.command(lines, at: 0, prefix: "") else { break }
            number += 1
            let step: RecordedStep?
            if let person {
                step = try await attended(command.text, lines, number, context, person, after: steps)
            } else {
                step = try await unattended(command.text, lines, number, &play)
            }
            if let step { steps.append(step) }
        }
        return steps
    }

    private func attended(
        _ command: String,
        _ lines: [String],
        _ number: Int,
        _ context: SessionContext,
        _ person: RawTerminal,
        after steps: [RecordedStep]
    ) async throws -> RecordedStep? {
        let sandbox = context.sandbox
        try sandbox.prepare(step: number, clock: context.clock, endpoint: context.emulator.endpoint)
        let mayHide = { @Sendable (text: String) in TypedSecrets.mayName(text, after: steps) }
        let attendance = try await AttendedCommand(
            command: command,
            variables: ShellExecutor.variablesOnTerminal(sandbox),
            workingDirectory: sandbox.home,
            columns: sandbox.columns,
            person: person,
            forkServer: context.forkServer,
            mayHide: mayHide
        ).run()
        if let last = attendance.output.last, last != UInt8(ascii: "\n") { terminal.echo("") }
        if attendance.isCancelled { return nil }
        do {
            return try RecordedStep(lines, attendance, home: (sandbox.home, sandbox.shownHome), mayHide: mayHide)
        } catch {
            terminal.error("`\(command)` is not on the page: \(error.reason)")
            return nil
        }
    }

    private func unattended(
        _ command: String,
        _ lines: [String],
        _ number: Int,
        _ play: inout StepPlay
    ) async throws -> RecordedStep? {
        let step = Step(
            file: scenario.file,
            line: 1,
            command: command,
            expectation: .anything,
            exitStatus: 0,
            requires: [],
            outputLines: 1..<1,
            indentation: ""
        )
        guard let outcome = try await play.outcome(of: step, number: number) else { return nil }
        for line in outcome.shown { terminal.echo(line) }
        if !outcome.ranToItsEnd { throw Problem("`\(command)`: \(outcome.problems.joined(separator: "; "))") }
        return RecordedStep(
            lines: lines,
            output: outcome.shown.map { .shown($0) },
            status: outcome.status,
            wasAttended: false
        )
    }

    /// The next command that is typed, in its lines; nil where there is none.
    private func commandLines() async throws -> [String]? {
        var lines: [String] = []
        while !Task.isCancelled {
            // Before the prompt stands there: what is typed as soon as it does are keys already.
            person?.setMode(.keys)
            switch await line(behind: lines.isEmpty ? "$ " : "> ") {
            case .interrupted:
                terminal.echo("")
                lines = []
            case .end:
                if person != nil { terminal.echo("") }
                guard lines.isEmpty || person != nil || Task.isCancelled else {
                    throw Problem("the last command ends in a backslash, but nothing follows it")
                }
                return nil
            case .text(let line):
                if lines.isEmpty {
                    if line.allSatisfy(\.isWhitespace) { continue }
                    if Substring(line).trimmingBlanks == "exit" { return nil }
                }
                lines.append(line)
                if CommandLines.command(lines, at: 0, prefix: "") != nil { return lines }
            }
        }
        return nil
    }

    /// The next line; the end also where the task is cancelled meanwhile, which who waits for a keyboard does not notice.
    private func line(behind prompt: String) async -> TerminalInput.Line {
        let (lines, continuation) = AsyncStream<TerminalInput.Line>.makeStream()
        Task { [terminal] in
            continuation.yield(await terminal.line(behind: prompt))
            continuation.finish()
        }
        for await line in lines { return line }
        return .end
    }
}
