import Emulator
import Foundation
import NIOPosix
import Testing

@testable import Scenarios

/// The surroundings of scenarios that tests play in this process.
enum TestSurroundings {
    static func make(
        in folder: String,
        responder: @escaping @Sendable (Emulator) -> any Responder = { $0 }
    ) -> ScenarioRunner.Surroundings {
        ScenarioRunner.Surroundings(
            workingDirectory: folder,
            sandboxes: Sandbox.Surroundings(
                temporaryFolder: folder,
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
    ) async throws -> ScenarioResult {
        let runner = ScenarioRunner(
            surroundings: make(in: folder, responder: responder),
            group: MultiThreadedEventLoopGroup.singleton,
            jobs: 1
        )
        return try #require(await runner.run([scenario]).first)
    }
}
