import Dispatch
import Glibc

/// SIGINT and SIGTERM as something to wait for, in place of the sudden end that they are otherwise.
final class EndingSignals {
    private let signals: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        signals = stream
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    deinit { sources.forEach { $0.cancel() } }

    /// Waits for the first of them, and then does `body`; for as long as this is kept.
    func first(_ body: @escaping @Sendable () -> Void) -> Task<Void, Never> {
        Task { [signals] in
            for await _ in signals { break }
            body()
        }
    }
}
