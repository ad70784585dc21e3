import NIOCore
import Storage

/// Runs what is typed as the steps of a page that does not exist yet, each as the page will run it.
struct Recording {
    let scenario: Scenario
    let surroundings: ScenarioRunner.Surroundings
    let group: any EventLoopGroup
    /// The next command, in the lines in which it is typed; nil where there is none.
    let next: () -> [String]?
    /// Told what each command showed.
    let shown: (StepOutcome) -> Void

    /// Runs commands until there is none.
    func run() async throws -> [RecordedStep] {
        SandboxHome.removeAbandoned(in: surroundings.sandboxes.temporaryFolder)
        RegistryStore.removeAbandoned(below: surroundings.sandboxes.temporaryFolder)
        let shared = RunResources(now: surroundings.now)
        defer { shared.close() }
        let world = try WorldChoice(of: scenario, from: shared.worlds, absolute: surroundings.absolute)
        let stage = try await SessionStage.make(
            for: scenario,
            in: world,
            surroundings: surroundings,
            shared: shared,
            group: group
        )
        do {
            let steps = try await steps(stage.context, Redaction(secrets: world.secrets, page: []))
            await stage.remove()
            return steps
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
        var steps: [RecordedStep] = []
        while !Task.isCancelled, let lines = next() {
            guard let command = CommandLines.command(lines, at: 0, prefix: "") else {
                throw Problem("the last command ends in a backslash, but nothing follows it")
            }
            let step = Step(
                file: scenario.file,
                line: 1,
                command: command.text,
                expectation: .anything,
                exitStatus: 0,
                requires: [],
                outputLines: 1..<1,
                indentation: ""
            )
            guard let outcome = try await play.outcome(of: step, number: steps.count + 1) else { break }
            shown(outcome)
            if !outcome.ranToItsEnd { throw Problem("`\(command.text)`: \(outcome.problems.joined(separator: "; "))") }
            steps.append(RecordedStep(lines: lines, outcome: outcome))
        }
        return steps
    }
}
