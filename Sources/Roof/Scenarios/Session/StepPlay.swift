import Determinism
import Foundation

/// Plays the steps of a page, one after the other.
struct StepPlay: Sendable {
    private let context: SessionContext
    private let surroundings: ScenarioRunner.Surroundings
    private let timeLimit: Duration
    private let redaction: Redaction
    private var matcher: Matcher
    private var events: EventReader

    /// - Parameter timeLimit: of a step whose block names none.
    init(
        context: SessionContext,
        matcher: Matcher,
        surroundings: ScenarioRunner.Surroundings,
        timeLimit: Duration,
        redaction: Redaction
    ) {
        self.context = context
        self.timeLimit = timeLimit
        self.redaction = redaction
        self.surroundings = surroundings
        self.matcher = matcher
        events = EventReader(context.emulator.emulator)
    }

    /// What a step showed; nil where the run was interrupted.
    mutating func outcome(of step: Step, number: Int) async throws -> StepOutcome? {
        let command = StepCommand(
            matcher.command(of: step),
            number: number,
            answers: matcher.answers(of: step),
            timeLimit: step.timeout ?? timeLimit,
            bindings: matcher.bindings
        )
        let hasOtherClient = surroundings.client != nil
        let row = ExecutorTable.row(for: step, command: command.text, hasOtherClient: hasOtherClient)
        let start = surroundings.now()
        let started = ContinuousClock.now
        let execution: Execution
        if let name = matcher.unbound(in: step).first {
            let reason = "\(name) stands for nothing: the step that shows it did not"
            execution = .ended(Transcript(lines: []), reason: reason)
        } else {
            execution = try await row.executor(context).run(command)
        }
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
            redaction: redaction,
            start: start,
            duration: duration,
            events: events.new(),
            clock: context.clock.now
        )
    }
}
