import Dispatch
import Synchronization
import TerminalUI

/// How far an emulator's start is, shown once it has taken a second.
final class LoadingProgress: Sendable {
    private struct State {
        var text: String?
        var isShown = false
        var isOver = false
    }

    private let terminal: Terminal
    private let state = Mutex(State())

    init(on terminal: Terminal) {
        self.terminal = terminal
        DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [weak self] in self?.reveal() }
    }

    /// - Parameters:
    ///   - title: what is done now.
    ///   - done: bytes.
    ///   - total: bytes in all.
    func note(_ title: String, done: Int, of total: Int) {
        let text = ProgressBar(title: title, total: total).text(done: done)
        state.withLock { state in
            guard state.text != text else { return }
            state.text = text
            // Within the lock, so that nothing is shown after the end.
            if state.isShown, !state.isOver { terminal.showProgress(text) }
        }
    }

    /// Erases what is shown. Nothing is from then on.
    func end() {
        state.withLock { state in
            state.isOver = true
            if state.isShown { terminal.endProgress() }
        }
    }

    private func reveal() {
        state.withLock { state in
            state.isShown = true
            if let text = state.text, !state.isOver { terminal.showProgress(text) }
        }
    }
}
