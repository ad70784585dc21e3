import AWSClient
import ClientCommands
import CurlHTTP
import Determinism
import DrydockCommands
import Foundation
import TerminalUI

/// Runs the commands of one scenario: `zenml` and `drydock` in this process, all else in a shell. Where another program
/// is the client, `zenml` goes to a shell as well.
struct StepRunner: Sendable {
    let sandbox: Sandbox
    let emulator: ScenarioEmulator
    let clock: WorldClock
    let driver: CurlDriver
    /// Whether another program is the client.
    let hasOtherClient: Bool

    /// What a command showed, or why it could not be run to its end.
    enum Outcome: Sendable {
        /// With what it asked without an answer, and the answers that it did not ask for.
        case shown(Transcript, unanswered: [String] = [], unread: [TypedAnswer] = [])
        case ended(Transcript, reason: String)
        /// The run was interrupted.
        case interrupted
    }

    /// Whether a command needs a shell, and with it real time.
    static func needsShell(_ command: String, hasOtherClient: Bool) -> Bool {
        switch ShellWords.split(command)?.first {
        case "zenml": hasOtherClient
        case "drydock": false
        default: true
        }
    }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - number: the step's place on the page, which decides its share of chance.
    ///   - answers: what is typed at the command's prompts.
    func run(_ command: String, number: Int, answers: [TypedAnswer]) async throws -> Outcome {
        guard !StepRunner.needsShell(command, hasOtherClient: hasOtherClient), let words = ShellWords.split(command)
        else {
            let input = answers.map { $0.text + "\n" }.joined()
            return try await runInShell(command, number: number, input: input)
        }
        let arguments = Array(words.dropFirst())
        return await words[0] == "zenml" ? zenml(arguments, number, answers) : drydock(arguments, number, answers)
    }

    private func zenml(_ arguments: [String], _ number: Int, _ answers: [TypedAnswer]) async -> Outcome {
        let environment = ClientEnvironment(
            variables: sandbox.variables,
            home: sandbox.home,
            workingDirectory: sandbox.home,
            clock: clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: number)),
            http: driver
        )
        defer { environment.closeConnections() }
        return await record(answers) { await ZenMLCommand.run(arguments, in: environment, on: $0) }
    }

    private func drydock(_ arguments: [String], _ number: Int, _ answers: [TypedAnswer]) async -> Outcome {
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
        return await record(answers) { await DrydockVerbs.run(arguments, in: context, on: $0) }
    }

    private func record(
        _ answers: [TypedAnswer],
        _ body: @escaping @Sendable (Terminal) async -> Int32
    ) async -> Outcome {
        let sandbox = sandbox
        return await InProcessCommand(columns: sandbox.columns, rewrite: { sandbox.shown($0) }, answers: answers)
            .run(body)
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
        if result.ending == .outputLimit {
            output = String(decoding: output.utf8.prefix(OutputLimit.excerpt), as: UTF8.self)
        }
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
            case .outputLimit: OutputLimit.reason
            case .cancellation: nil
            }
        if result.ending == .cancellation { return .interrupted }
        return reason.map { .ended(transcript, reason: $0) } ?? .shown(transcript)
    }

    /// Has the other client, where there is one, make its store, so that a first command prints no first-run lines.
    ///
    /// What comes of it is for the page's first command to show.
    func initialiseOtherClient() async throws {
        guard hasOtherClient else { return }
        _ = try await runInShell("zenml stack get", number: 0, input: "")
    }
}
