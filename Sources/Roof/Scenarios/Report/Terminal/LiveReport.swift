import Synchronization
import TerminalUI

/// Says on a terminal what happens in a run while it goes on.
final class LiveReport: Sendable {
    private let terminal: Terminal
    private let namesFinished: Bool
    private let progress: Mutex<RunProgress>
    private let began = ContinuousClock.now

    /// - Parameters:
    ///   - total: how many instances the run has.
    ///   - namesFinished: whether there is a line for each that is finished.
    init(total: Int, namesFinished: Bool = true, on terminal: Terminal) {
        self.terminal = terminal
        self.namesFinished = namesFinished
        progress = Mutex(RunProgress(total: total))
    }

    /// Does `body`, and says meanwhile what is slow.
    func during<Value: Sendable>(_ body: () async -> Value) async -> Value {
        show()
        let ticker = Task { while (try? await Task.sleep(for: .seconds(1))) != nil { show() } }
        let value = await body()
        ticker.cancel()
        await ticker.value
        terminal.endProgress()
        return value
    }

    /// Says what an event means; may be called from any thread.
    func take(_ event: OutcomeEvent) {
        progress.withLock { progress in
            let now = seconds
            progress.take(event, at: now)
            guard case .instanceFinished(let outcome) = event else { return }
            // The end says all about a failure, and of a page that was played alone it says it right below.
            if namesFinished, progress.total > 1 || !Standing(outcome).isFailure {
                for line in TerminalReport.finished(outcome) { terminal.echo(line) }
            }
            terminal.showProgress(progress.message(at: now))
        }
    }

    private var seconds: Double { began.duration(to: .now) / .seconds(1) }

    private func show() {
        progress.withLock { progress in
            if terminal.isInteractive {
                terminal.showProgress(progress.message(at: seconds))
            } else {
                for line in progress.newlySlow(at: seconds) { terminal.echo(line) }
            }
        }
    }
}
