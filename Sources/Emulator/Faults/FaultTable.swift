import IAM
import Synchronization

/// The faults of an emulator, in the order in which they were added. They end with the process, and with a reset.
final class FaultTable: Sendable {
    private struct Entry {
        var fault: Fault
        let pattern: ActionPattern
    }

    private struct State {
        var entries: [Entry] = []
        /// How many there have been.
        var count = 0
    }

    private let state = Mutex(State())

    var faults: [Fault] { state.withLock { $0.entries.map(\.fault) } }

    /// - Parameter times: how many calls it hits; nil is all.
    func add(_ kind: Fault.Kind, on pattern: ActionPattern, times: Int?) -> Fault {
        state.withLock { state in
            state.count += 1
            let fault = Fault(number: state.count, kind: kind, call: pattern.text, remaining: times)
            state.entries.append(Entry(fault: fault, pattern: pattern))
            return fault
        }
    }

    /// Takes one away, or all.
    ///
    /// - Returns: those that are gone.
    func remove(_ number: Int? = nil) -> [Fault] {
        state.withLock { state in
            let gone = state.entries.map(\.fault).filter { number == nil || $0.number == number }
            state.entries.removeAll { number == nil || $0.fault.number == number }
            return gone
        }
    }

    func reset() { state.withLock { $0 = State() } }

    /// The first fault that hits a call, which it has then hit once more; nil where the call goes on.
    ///
    /// - Parameter call: its name, such as `ecr:PutImage`.
    func hit(_ call: () -> String) -> Fault? {
        state.withLock { state in
            guard !state.entries.isEmpty else { return nil }
            let call = call()
            guard let index = state.entries.firstIndex(where: { $0.pattern.matches(call) }) else { return nil }
            if let remaining = state.entries[index].fault.remaining {
                state.entries[index].fault.remaining = remaining - 1
            }
            let fault = state.entries[index].fault
            if fault.remaining == 0 { state.entries.remove(at: index) }
            return fault
        }
    }
}
