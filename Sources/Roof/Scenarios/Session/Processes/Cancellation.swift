import CProcess
import Glibc

/// A descriptor that is readable once somebody was told to stop, for threads that wait for descriptors.
final class Cancellation: Sendable {
    /// Nothing reads from it: it stays readable.
    let file: Int32

    init() throws(SupervisedProcess.NotStarted) {
        file = drydock_event()
        guard file >= 0 else { throw SupervisedProcess.NotStarted("an event", errorNumber: -file) }
    }

    /// May be called more than once, from any thread.
    func tell() {
        var count: UInt64 = 1
        _ = write(file, &count, MemoryLayout<UInt64>.size)
    }

    deinit { close(file) }
}
