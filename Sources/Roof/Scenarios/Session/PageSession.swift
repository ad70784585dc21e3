import DrydockCommands
import Emulator
import Foundation
import NIOCore

/// One playing of a page, from its first step to its last, whatever they show.
struct PageSession: Sendable {
    let instance: Instance
    let surroundings: ScenarioRunner.Surroundings
    let shared: RunResources
    let group: any EventLoopGroup
    let observer: @Sendable (OutcomeEvent) -> Void

    private var scenario: Scenario { instance.scenario }

    func play() async -> InstanceOutcome {
        let started = ContinuousClock.now
        var outcome = InstanceOutcome(
            id: instance.id,
            file: scenario.file,
            world: scenario.frontMatter.world,
            verdict: .passed,
            start: surroundings.now()
        )
        outcome.skips = scenario.skips
        outcome.cells = scenario.row?.cells ?? [:]
        observer(.instanceStarted(instance.id, at: outcome.start))
        let missing = scenario.frontMatter.requires.filter { !surroundings.hasProgram($0) }
        if missing.isEmpty {
            do {
                try checkClock()
                try Task.checkCancellation()
                var world = try WorldChoice(of: scenario, from: shared.worlds, absolute: surroundings.absolute)
                if let replacement = instance.replacement { try world.replace(replacement) }
                try await play(in: world, &outcome)
            } catch {
                outcome.verdict = Task.isCancelled ? .interrupted(at: nil) : .wrong(Problem(error))
            }
        } else {
            outcome.verdict = .skipped(missing: missing)
        }
        outcome.duration = started.duration(to: .now) / .seconds(1)
        observer(.instanceFinished(outcome))
        return outcome
    }

    private func play(in world: WorldChoice, _ outcome: inout InstanceOutcome) async throws {
        let stage = try await SessionStage.make(
            for: scenario,
            in: world,
            runsPrograms: runsPrograms,
            surroundings: surroundings,
            shared: shared,
            group: group
        )
        do {
            if hasOtherClient { try await initialiseOtherClient(stage.context) }
            let matcher = Matcher(
                tables: scenario.frontMatter.tables,
                constants: constants(world.yaml),
                captures: scenario.frontMatter.captures.mapValues(\.pattern)
            )
            try await run(in: stage.context, matcher, redaction(world), &outcome)
            await stage.remove()
        } catch {
            await stage.remove()
            throw error
        }
    }

    private func run(
        in context: SessionContext,
        _ start: Matcher,
        _ redaction: Redaction,
        _ outcome: inout InstanceOutcome
    ) async throws {
        var play = StepPlay(
            context: context,
            matcher: start,
            surroundings: surroundings,
            timeLimit: timeLimit,
            redaction: redaction
        )
        for item in scenario.items {
            switch item {
            case .file(let file):
                try write(file, to: context.sandbox)
                outcome.files.append(.init(name: file.name, contents: file.contents, line: file.line))
            case .step(let step):
                let missing = step.requires.filter { !surroundings.hasProgram($0) }
                if !missing.isEmpty {
                    let reason = "\(missing.joined(separator: ", ")) not found"
                    outcome.skips.append(InstanceOutcome.Skip(file: step.file, line: step.line, reason: reason))
                    continue
                }
                guard let played = try await play.outcome(of: step, number: outcome.steps.count + 1) else {
                    outcome.verdict = .interrupted(at: StepPlace(step))
                    return
                }
                outcome.steps.append(played)
                observer(.stepFinished(instance.id, played))
            }
        }
        guard !outcome.failures.isEmpty else { return }
        outcome.verdict = .failed
        // There is none where nothing was denied.
        if let denied = try? await context.emulator.emulator.control(ExplainCall.lastDenied) {
            outcome.lastDenial = denied.report
        }
    }

    private func write(_ file: FileBlock, to sandbox: Sandbox) throws {
        do {
            try sandbox.write(file.contents, to: file.name)
        } catch {
            throw PageError(
                file: file.file,
                line: file.line,
                reason: "file=\(file.name) cannot be written into the sandbox's home: \(error)"
            )
        }
    }

    private func redaction(_ world: WorldChoice) -> Redaction {
        let output = scenario.steps.flatMap { step -> [String] in
            if case .lines(let lines) = step.expectation { lines.map(\.source) } else { [] }
        }
        let page = output + scenario.steps.map(\.command) + scenario.files.map(\.contents)
        return Redaction(secrets: world.secrets, page: page)
    }

    /// The texts in which nothing is a variable.
    private func constants(_ yaml: String) -> [String] {
        let frontMatter = scenario.frontMatter
        let values = [frontMatter.identity, frontMatter.region, frontMatter.home, frontMatter.seed]
        let cells = scenario.row.map { Array($0.cells.values) } ?? []
        return [yaml] + values.compactMap(\.self) + cells + scenario.files.map(\.contents)
    }

    /// How long a step may take whose block does not say.
    private var timeLimit: Duration { scenario.frontMatter.timeout ?? StepCommand.usualTimeLimit }

    // MARK: Conditions

    private var hasOtherClient: Bool { surroundings.client != nil }

    /// Whether the page may run programs from outside. A file of its own may be one, or have the client start one.
    private var runsPrograms: Bool {
        !scenario.files.isEmpty
            || scenario.steps.contains { ExecutorTable.row(for: $0, hasOtherClient: hasOtherClient).way != .inProcess }
    }

    /// Programs from outside live in real time, so a page whose clock stands still may not run any.
    private func checkClock() throws(PageError) {
        guard scenario.frontMatter.clock != nil else { return }
        for step in scenario.steps {
            if ExecutorTable.row(for: step, hasOtherClient: hasOtherClient).way == .inProcess { continue }
            let isOurs = ExecutorTable.row(for: step, hasOtherClient: false).way == .inProcess
            throw PageError(
                file: step.file,
                line: step.line,
                reason: "`\(step.command)` "
                    + (isOurs ? "is run by the program that --client names" : "needs a shell")
                    + ", which lives in real time: take `clock:` out of the front matter, or the step away"
            )
        }
    }

    /// Has the other client make its store, so that a first command prints no first-run lines.
    ///
    /// What comes of it is for the page's first command to show.
    private func initialiseOtherClient(_ context: SessionContext) async throws {
        _ = try await ShellExecutor(context: context).run(
            StepCommand("zenml stack get", number: 0, timeLimit: timeLimit)
        )
    }
}
