import Dispatch
import Glibc
import StandardStreams
import Synchronization

/// The signals that end programs as something to wait for, in place of the sudden end that they are otherwise. After the
/// first of them any other is that end again.
final class EndingSignals {
    /// What those who start a program let it ignore: `nohup` and shells without job control.
    private static let ignorable: Set = [SIGHUP, SIGQUIT]

    private let signals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// - Parameters:
    ///   - body: done at the first of them, on a thread that waits for nothing else: whatever keeps the tasks of this
    ///     process busy does not hold it up.
    ///   - isKey: whether SIGINT is for now a key among others, which ends nothing.
    init(_ body: @escaping @Sendable () -> Void = {}, isKey: @escaping @Sendable () -> Bool = { false }) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        signals = stream
        let hasCome = Mutex(false)
        sources = [SIGINT, SIGTERM, SIGHUP, SIGQUIT].compactMap { number in
            if Self.ignorable.contains(number), SignalDisposition.isIgnored(number) { return nil }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                if number == SIGINT, isKey() { return }
                let isFirst = hasCome.withLock { hasCome in
                    defer { hasCome = true }
                    return !hasCome
                }
                if isFirst {
                    body()
                    continuation.yield(number)
                } else {
                    StandardTerminal.restore()
                    _exit(Interruption(signal: number).status)
                }
            }
            source.resume()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Waits for the first of them, and then does `body`; for as long as this is kept.
    ///
    /// - Returns: which it was; nil where the task was cancelled.
    func first(_ body: @escaping @Sendable () -> Void) -> Task<Int32?, Never> {
        Task { [signals] in
            for await number in signals {
                body()
                return number
            }
            return nil
        }
    }
}
