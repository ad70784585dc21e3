package import AWSClient
import ClientCommands
import CurlHTTP
package import Determinism
package import Emulator
import Foundation
import NIOPosix
package import Scenarios
import Synchronization
import TerminalUI
import World

/// A world and a home of their own, for one sequence of commands.
package struct ClientBench: Sendable {
    /// The home, its files and variables.
    package let sandbox: Sandbox
    /// The emulator of the world.
    package let emulator: ScenarioEmulator
    private let clock: WorldClock
    private let driver: CurlDriver

    /// Makes both, hands them to `body`, and removes them.
    ///
    /// - Parameters:
    ///   - world: its YAML.
    ///   - folder: where the home is made.
    ///   - executables: the folder of `zenml` and `drydock`; nil where no program is run.
    ///   - responder: what stands between the server and the emulator.
    package static func with<Value>(
        world: String,
        clock: WorldClock,
        seed: String,
        in folder: String,
        shownHome: String,
        executables: String? = nil,
        responder: @Sendable (Emulator) -> any Responder = { $0 },
        _ body: (ClientBench) async throws -> Value
    ) async throws -> Value {
        let emulator = try await ScenarioEmulator.start(
            world: World.load(yaml: world, fileName: "world.yaml"),
            yaml: world,
            clock: clock,
            randomness: .seeded(seed + "/emulator"),
            authority: RunAuthority(now: { Date() }),
            version: "comparison",
            temporaryFolder: folder,
            worldFolder: folder,
            group: MultiThreadedEventLoopGroup.singleton,
            responder: responder
        )
        do {
            let sandbox = try Sandbox(
                name: String(UUID().uuidString.prefix(13)),
                shownHome: shownHome,
                seed: seed,
                columns: 200,
                endpoint: emulator.endpoint,
                authorityPEM: emulator.authorityPEM,
                in: Sandbox.Surroundings(
                    temporaryFolder: folder,
                    path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
                    executables: executables
                )
            )
            defer { sandbox.remove() }
            let driver = CurlDriver()
            defer { driver.shutDown() }
            let value = try await body(
                ClientBench(sandbox: sandbox, emulator: emulator, clock: clock, driver: driver)
            )
            await emulator.stop()
            return value
        } catch {
            await emulator.stop()
            throw error
        }
    }

    /// Makes the client's store, so that a first command does not say that it does.
    package func initialiseClient() throws { try sandbox.initialiseClient(clock: clock) }

    /// What the client takes from the world around it.
    ///
    /// - Parameter folder: the working directory, below the home.
    package func environment(_ variables: [String: String], folder: String = "", step: Int) -> ClientEnvironment {
        ClientEnvironment(
            variables: sandbox.variables.merging(variables) { _, own in own }.filter { !$0.value.isEmpty },
            home: sandbox.home,
            workingDirectory: folder.isEmpty ? sandbox.home : sandbox.home + "/" + folder,
            clock: clock.ofClients,
            randomness: .seeded(sandbox.seed(ofStep: step)),
            http: driver
        )
    }

    /// Runs our client in this process.
    ///
    /// - Parameters:
    ///   - input: what is typed or piped in, line by line.
    ///   - isTerminal: whether it runs on a terminal, which shows both streams as one, and what is typed.
    ///   - rewrite: changes what it shows before it is drawn.
    package func run(
        _ arguments: [String],
        in environment: ClientEnvironment,
        input: String = "",
        isTerminal: Bool = false,
        rewrite: @escaping @Sendable (String) -> String = { $0 }
    ) async -> Shown {
        let shown = Mutex(Shown())
        let sandbox = sandbox
        var answers = input.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if answers.last == "" { answers.removeLast() }
        let terminal = Terminal(
            width: environment.variable("COLUMNS").flatMap { Int($0) } ?? 80,
            isInteractive: isTerminal,
            usesColour: false,
            input: ScriptedAnswers(answers, areTyped: isTerminal).input,
            rewrite: { rewrite(sandbox.shown($0)) },
            sink: { event in
                switch event {
                case .output(let text): shown.withLock { $0.output += text }
                case .error(let text):
                    shown.withLock { if isTerminal { $0.output += text } else { $0.error += text } }
                case .spinner, .spinnerEnded: break
                }
            }
        )
        let status = await ZenMLCommand.run(arguments, in: environment, on: terminal)
        environment.closeConnections()
        return shown.withLock {
            $0.status = status
            return $0
        }
    }
}
