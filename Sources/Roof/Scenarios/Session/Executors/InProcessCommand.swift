import Synchronization
import TerminalUI

/// A command that runs in this process, on a terminal of a page's width, with spinners and without colours, where a
/// person types what the page says.
struct InProcessCommand {
    let columns: Int
    let rewrite: @Sendable (String) -> String
    let answers: [TypedAnswer]
    var timeLimit = StepCommand.usualTimeLimit

    /// What `body` shows, or why it was not run to its end.
    func run(_ body: @escaping @Sendable (Terminal) async -> Int32) async -> Execution {
        let events = EventList()
        let script = ScriptedAnswers(answers.map(\.text))
        let terminal = Terminal(
            width: columns,
            isInteractive: true,
            usesColour: false,
            input: script.input,
            rewrite: rewrite,
            sink: { events.append($0) }
        )
        let work = Task { await body(terminal) }
        events.whenFull { work.cancel() }
        let isLate = Mutex(false)
        let timeLimit = timeLimit
        let alarm = Task {
            guard (try? await Task.sleep(for: timeLimit)) != nil else { return }
            isLate.withLock { $0 = true }
            work.cancel()
        }
        let status = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        alarm.cancel()
        await alarm.value
        if Task.isCancelled { return .interrupted }
        guard events.isFull || isLate.withLock(\.self) else {
            return .shown(
                Transcript(events: events.all, status: status),
                unanswered: script.unanswered,
                unread: answers.suffix(script.unread.count)
            )
        }
        let transcript = Transcript(events: events.beginning(of: OutputLimit.excerpt), status: status)
        return .ended(transcript, reason: events.isFull ? OutputLimit.reason : Execution.tookTooLong(timeLimit))
    }
}
