import CurlHTTP
import Determinism
package import Emulator
package import Foundation
package import NIOCore
import Storage

/// Plays scenarios side by side in one process; none knows of another.
package struct ScenarioRunner: Sendable {
    /// What the runner takes from the process that it runs in.
    package struct Surroundings: Sendable {
        /// What relative paths start from.
        package let workingDirectory: String
        package let sandboxes: Sandbox.Surroundings
        /// The machine's time, by which certificates are made.
        package let now: @Sendable () -> Date
        /// What stands between a server and its emulator: the emulator itself, or something that alters answers to see
        /// whether a page notices.
        package let responder: @Sendable (Emulator) -> any Responder
        /// The absolute path of the program that is the client in place of ours.
        package var client: String?
        private let names = Randomness.system()

        package init(
            workingDirectory: String,
            sandboxes: Sandbox.Surroundings,
            now: @escaping @Sendable () -> Date,
            responder: @escaping @Sendable (Emulator) -> any Responder = { $0 }
        ) {
            self.workingDirectory = workingDirectory
            self.sandboxes = sandboxes
            self.now = now
            self.responder = responder
        }

        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : workingDirectory + "/" + path }

        /// Short, for there are limits to the length of a socket's path, and long enough to be nobody else's.
        func sandboxName() -> String {
            var stream = names.stream("sandbox")
            return String(stream.uuid().filter { $0 != "-" }.prefix(16))
        }

        func hasProgram(_ name: String) -> Bool {
            sandboxes.path.split(separator: ":").contains {
                FileManager.default.isExecutableFile(atPath: $0 + "/" + name)
            }
        }
    }

    private let surroundings: Surroundings
    private let group: any EventLoopGroup
    private let jobs: Int

    /// - Parameters:
    ///   - group: the event loops of all emulators; whoever gives it shuts it down.
    ///   - jobs: how many scenarios are played at a time.
    package init(surroundings: Surroundings, group: any EventLoopGroup, jobs: Int) {
        self.surroundings = surroundings
        self.group = group
        self.jobs = max(1, jobs)
    }

    /// Plays a plan; the outcomes stand in its order. When the task is cancelled, those that run are ended and the others
    /// are not begun.
    ///
    /// Removes beforehand what killed processes left in the folder for temporary files.
    ///
    /// - Parameter observer: told what happens as it does, from several threads at once.
    package func run(
        _ plan: Plan,
        observer: @escaping @Sendable (OutcomeEvent) -> Void = { _ in }
    ) async -> RunOutcome {
        SandboxHome.removeAbandoned(in: surroundings.sandboxes.temporaryFolder)
        RegistryStore.removeAbandoned(below: surroundings.sandboxes.temporaryFolder)
        let driver = CurlDriver(transferLimit: 64, idleLimit: 32)
        defer { driver.shutDown() }
        return await withTaskGroup(of: (Int, InstanceOutcome).self) { tasks in
            var outcomes: [InstanceOutcome?] = Array(repeating: nil, count: plan.entries.count)
            var next = 0
            func start() {
                while next < plan.entries.count {
                    let index = next
                    next += 1
                    switch plan.entries[index] {
                    case .settled(let outcome):
                        outcomes[index] = outcome
                        observer(.instanceFinished(outcome))
                    case .play(let instance):
                        let session = Session(
                            instance: instance,
                            surroundings: surroundings,
                            driver: driver,
                            group: group,
                            observer: observer
                        )
                        tasks.addTask { (index, await session.play()) }
                        return
                    }
                }
            }
            for _ in 0..<min(jobs, plan.entries.count) { start() }
            for await (index, outcome) in tasks {
                outcomes[index] = outcome
                start()
            }
            return RunOutcome(outcomes.compactMap(\.self))
        }
    }
}
