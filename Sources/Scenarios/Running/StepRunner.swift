import AWSClient
import ClientCommands
import CurlHTTP
import Determinism
import DrydockCommands
import Foundation
import TerminalUI

/// Runs the commands of one scenario: `zenml` and `drydock` in this process, all else in a shell.
struct StepRunner: Sendable {
    let sandbox: Sandbox
    let emulator: ScenarioEmulator
    let clock: WorldClock
    let driver: CurlDriver

    /// What a command showed, or why it could not be run to its end.
    enum Outcome: Sendable {
        case shown(Transcript)
        case ended(Transcript, reason: String)
        /// The run was interrupted.
        case interrupted
    }

    /// How much of an output beyond the limit is kept, in bytes: nobody compares it.
    private static let excerpt = 65_536

    /// Whether a command needs a shell, and with it real time.
    static func needsShell(_ command: String) -> Bool {
        guard let first = ShellWords.split(command)?.first else { return true }
        return first != "zenml" && first != "drydock"
    }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - number: the step's place on the page, which decides its share of chance.
    ///   - input: what the command reads from standard input.
    func run(_ command: String, number: Int, input: String) async throws -> Outcome {
        guard !StepRunner.needsShell(command), let words = ShellWords.split(command) else {
            return try await runInShell(command, number: number, input: input)
        }
        let arguments = Array(words.dropFirst())
        return await words[0] == "zenml" ? zenml(arguments, number) : drydock(arguments, number)
    }

    private func zenml(_ arguments: [String], _ number: Int) async -> Outcome {
        let environment = ClientEnvironment(
            variables: sandbox.variables,
            home: sandbox.home,
            workingDirectory: sandbox.home,
            clock: clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: number)),
            http: driver
        )
        defer { environment.closeConnections() }
        return await record { await ZenMLCommand.run(arguments, in: environment, on: $0) }
    }

    private func drydock(_ arguments: [String], _ number: Int) async -> Outcome {
        let driver = driver
        let context = DrydockContext(
            control: InProcessControl(emulator: emulator.emulator, endpoint: emulator.endpoint),
            connect: { HTTPControl(endpoint: $0, driver: driver) },
            variables: sandbox.variables,
            store: sandbox.storeLocation,
            dataDirectory: sandbox.home + "/.local/share/drydock",
            workingDirectory: sandbox.home,
            clock: clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: number))
        )
        return await record { await DrydockVerbs.run(arguments, in: context, on: $0) }
    }

    /// What a command shows on a terminal of the page's width, with spinners and without colours.
    private func record(_ body: @escaping @Sendable (Terminal) async -> Int32) async -> Outcome {
        let events = EventList()
        let terminal = Terminal(
            width: sandbox.columns,
            isInteractive: true,
            usesColour: false,
            rewrite: { sandbox.shown($0) },
            sink: { events.append($0) }
        )
        let work = Task { await body(terminal) }
        events.whenFull { work.cancel() }
        let status = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        if Task.isCancelled { return .interrupted }
        guard events.isFull else { return .shown(Transcript(events: events.all, status: status)) }
        let transcript = Transcript(events: events.beginning(of: Self.excerpt), status: status)
        return .ended(transcript, reason: Self.tooMuchOutput)
    }

    private func runInShell(_ command: String, number: Int, input: String) async throws -> Outcome {
        try sandbox.prepare(step: number, clock: clock, endpoint: emulator.endpoint)
        let process = ShellProcess(
            command: command,
            variables: sandbox.variables,
            workingDirectory: sandbox.home,
            input: Array(input.utf8)
        )
        let result: ShellProcess.Result
        do {
            result = try await process.run()
        } catch {
            return .ended(Transcript(lines: []), reason: "it could not be run: \(error)")
        }
        var output = result.output
        if result.ending == .outputLimit { output = String(decoding: output.utf8.prefix(Self.excerpt), as: UTF8.self) }
        let transcript = Transcript(
            events: [.output(output)],
            status: result.status,
            home: (sandbox.home, sandbox.shownHome)
        )
        let reason: String? =
            switch result.ending {
            case .itself where !result.hasSurvivors: nil
            case .itself: "processes that it left behind could not be ended; look for them with ps"
            case .timeLimit: "it did not end within \(process.timeLimit) and was stopped"
            case .outputLimit: Self.tooMuchOutput
            case .cancellation: nil
            }
        if result.ending == .cancellation { return .interrupted }
        return reason.map { .ended(transcript, reason: $0) } ?? .shown(transcript)
    }

    private static let tooMuchOutput =
        "it wrote more than \(OutputLimit.text), standard output and error together, and was stopped"
}
