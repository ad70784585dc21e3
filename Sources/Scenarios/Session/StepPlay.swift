import Determinism
import Foundation

/// Plays the steps of a page, one after the other.
struct StepPlay: Sendable {
    private let context: SessionContext
    private let surroundings: ScenarioRunner.Surroundings
    private var matcher: Matcher
    private var events: EventReader

    init(context: SessionContext, matcher: Matcher, surroundings: ScenarioRunner.Surroundings) {
        self.context = context
        self.surroundings = surroundings
        self.matcher = matcher
        events = EventReader(context.emulator.emulator)
    }

    /// What a step showed; nil where the run was interrupted.
    mutating func outcome(of step: Step, number: Int) async throws -> StepOutcome? {
        let command = StepCommand(matcher.command(of: step), number: number, answers: step.answers)
        let row = ExecutorTable.row(for: command.words, hasOtherClient: surroundings.client != nil)
        let start = surroundings.now()
        let started = ContinuousClock.now
        let execution = try await row.executor(context).run(command)
        let duration = started.duration(to: .now) / .seconds(1)

        let transcript: Transcript
        var problems: [String] = []
        var finding: Matcher.Finding?
        switch execution {
        case .interrupted: return nil
        case .ended(let cutOff, let reason):
            transcript = cutOff
            problems = [reason]
        case .shown(let whole, let unanswered, let unread):
            transcript = whole
            problems = PromptTroubles(of: step, unanswered: unanswered, unread: unread).reasons
            finding = matcher.check(step, whole)
        }
        return StepOutcome(
            step,
            command: command.text,
            way: row.way,
            transcript: transcript,
            finding: finding,
            problems: problems,
            bindings: matcher.bindings,
            start: start,
            duration: duration,
            events: await events.new(),
            clock: context.clock.now
        )
    }
}
