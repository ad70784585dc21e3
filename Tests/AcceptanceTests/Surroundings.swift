import Emulator
import Foundation
import NIOPosix
import Testing

@testable import Scenarios

/// The surroundings of scenarios that tests play in this process.
enum TestSurroundings {
    static func make(
        in folder: String,
        memoryFolder: String? = nil,
        responder: @escaping @Sendable (Emulator) -> any Responder = { $0 }
    ) -> ScenarioRunner.Surroundings {
        ScenarioRunner.Surroundings(
            workingDirectory: folder,
            sandboxes: Sandbox.Surroundings(
                temporaryFolder: folder,
                memoryFolder: memoryFolder,
                path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                executables: BuiltPrograms.folder
            ),
            now: { Date() },
            responder: responder
        )
    }

    /// Plays one scenario in a folder of its own.
    static func play(
        _ scenario: Scenario,
        in folder: String,
        responder: @escaping @Sendable (Emulator) -> any Responder = { $0 }
    ) async throws -> InstanceOutcome {
        let runner = ScenarioRunner(
            surroundings: make(in: folder, responder: responder),
            group: MultiThreadedEventLoopGroup.singleton,
            jobs: 1
        )
        return try #require(await runner.run(Plan([scenario])).instances.first)
    }
}

extension InstanceOutcome {
    /// What each step showed.
    var transcripts: [Transcript] {
        steps.map { Transcript(lines: $0.shown, spinners: $0.spinners, status: $0.status) }
    }

    /// What the terminal's report says of it.
    var report: String { TerminalReport(RunOutcome([self])).lines.joined(separator: "\n") }
}
