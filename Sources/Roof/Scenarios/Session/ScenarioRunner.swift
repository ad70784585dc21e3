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
        package var client: String? { programs[ClientProgram.client] }
        /// The absolute paths of programs that pages run in place of those with these names.
        package var programs: [String: String] = [:]
        /// The caller's environment, as far as a run is told anything by it.
        package let variables: [String: String]
        private let names = Randomness.system()

        package init(
            workingDirectory: String,
            sandboxes: Sandbox.Surroundings,
            now: @escaping @Sendable () -> Date,
            variables: [String: String] = [:],
            responder: @escaping @Sendable (Emulator) -> any Responder = { $0 }
        ) {
            self.workingDirectory = workingDirectory
            self.sandboxes = sandboxes
            self.now = now
            self.variables = variables
            self.responder = responder
        }

        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : workingDirectory + "/" + path }

        /// Short, for there are limits to the length of a socket's path, and long enough to be nobody else's.
        func sandboxName() -> String {
            var stream = names.stream("sandbox")
            return String(stream.uuid().filter { $0 != "-" }.prefix(16))
        }

        /// What decides an order that nobody chose.
        func orderSeed() -> UInt64 {
            var stream = names.stream("order")
            // Short enough to be typed.
            return stream.next() >> 32
        }

        /// The caller's folder for what can be made again; nil where there is none.
        var cacheFolder: String? {
            if let folder = variables["XDG_CACHE_HOME"], folder.hasPrefix("/") { return folder }
            return variables["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
        }

        func hasProgram(_ name: String) -> Bool {
            programs[name] != nil
                || sandboxes.path.split(separator: ":").contains {
                    FileManager.default.isExecutableFile(atPath: $0 + "/" + name)
                }
        }
    }

    /// How a plan is played.
    package struct Rules: Sendable {
        /// How many scenarios are played at a time.
        package let jobs: Int
        /// How often a page that failed is tried again.
        package let retries: Int
        /// Whether nothing is begun after a failure.
        package let endsAtFailure: Bool

        package init(jobs: Int, retries: Int = 0, endsAtFailure: Bool = false) {
            self.jobs = max(1, jobs)
            self.retries = retries
            self.endsAtFailure = endsAtFailure
        }

        /// How many scenarios are played at a time where nobody says. A page waits for its requests most of the time; beyond
        /// some number files and memory run short.
        package static func usualJobs(processors: Int) -> Int { min(4 * processors, 64) }
    }

    private let surroundings: Surroundings
    private let group: any EventLoopGroup
    private let rules: Rules

    /// - Parameters:
    ///   - group: the event loops of all emulators; whoever gives it shuts it down.
    ///   - jobs: how many scenarios are played at a time.
    package init(surroundings: Surroundings, group: any EventLoopGroup, jobs: Int) {
        self.init(surroundings: surroundings, group: group, rules: Rules(jobs: jobs))
    }

    /// - Parameter group: the event loops of all emulators; whoever gives it shuts it down.
    package init(surroundings: Surroundings, group: any EventLoopGroup, rules: Rules) {
        self.surroundings = surroundings
        self.group = group
        self.rules = rules
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
        surroundings.sandboxes.removeAbandoned()
        let shared = RunResources(now: surroundings.now)
        defer { shared.close() }
        return await withTaskGroup(of: (Int, InstanceOutcome).self) { tasks in
            var outcomes: [InstanceOutcome?] = Array(repeating: nil, count: plan.entries.count)
            var rest = plan.order[...]
            var hasFailed = false
            func take(_ outcome: InstanceOutcome, at index: Int) {
                outcomes[index] = outcome
                if Standing(outcome).isFailure { hasFailed = true }
            }
            func start() {
                while let index = rest.first {
                    rest.removeFirst()
                    switch plan.entries[index] {
                    case .settled(let outcome):
                        take(outcome, at: index)
                        observer(.instanceFinished(outcome))
                    case .play(let instance) where hasFailed && rules.endsAtFailure:
                        outcomes[index] = InstanceOutcome(
                            id: instance.id,
                            file: instance.scenario.file,
                            verdict: .notPlayed,
                            start: surroundings.now()
                        )
                    case .play(let instance):
                        tasks.addTask { (index, await play(instance, shared, observer)) }
                        return
                    }
                }
            }
            for _ in 0..<min(rules.jobs, plan.entries.count) { start() }
            for await (index, outcome) in tasks {
                take(outcome, at: index)
                start()
            }
            return RunOutcome(outcomes.compactMap(\.self), part: plan.part)
        }
    }

    /// Plays a page until it passes, or was tried often enough.
    private func play(
        _ instance: Instance,
        _ shared: RunResources,
        _ observer: @escaping @Sendable (OutcomeEvent) -> Void
    ) async -> InstanceOutcome {
        let session = PageSession(
            instance: instance,
            surroundings: surroundings,
            shared: shared,
            group: group,
            // An attempt's end is not yet the page's.
            observer: { if case .instanceFinished = $0 {} else { observer($0) } }
        )
        var attempts: [InstanceOutcome] = []
        var outcome = await session.play()
        while outcome.verdict == .failed, attempts.count < rules.retries, !Task.isCancelled {
            attempts.append(outcome)
            outcome = await session.play()
        }
        outcome.earlierAttempts = attempts
        observer(.instanceFinished(outcome))
        return outcome
    }
}
