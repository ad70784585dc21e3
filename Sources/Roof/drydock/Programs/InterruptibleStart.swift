import Dispatch
import Glibc
import Synchronization
import TerminalUI

/// The start of something that serves, which a signal ends within a second, whatever it is at.
final class InterruptibleStart<Value: Sendable>: Sendable {
    /// How long it may take to end by itself: what it made for the time being goes then.
    private static var patience: DispatchTimeInterval { .milliseconds(500) }

    private let task: Task<Value, any Error>
    private let terminal: Terminal
    private let isOver = Mutex(false)

    init(on terminal: Terminal, _ body: @escaping @Sendable () async throws -> Value) {
        self.terminal = terminal
        task = Task(operation: body)
    }

    /// What came of it.
    var value: Value {
        get async throws {
            let result = await task.result
            isOver.withLock { $0 = true }
            return try result.get()
        }
    }

    /// Ends it, or, where it is not at a place where it looks, the process with status 0. A data folder is then as one
    /// whose emulator was killed, which any start takes up.
    func end() {
        task.cancel()
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [self] in
            isOver.withLock { isOver in
                guard !isOver else { return }
                terminal.endProgress()
                // Not exit(3): it takes apart what other threads are still working with.
                _exit(0)
            }
        }
    }
}
