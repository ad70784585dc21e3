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

        func index(at stage: Fault.Stage, _ call: () -> String) -> Int? {
            guard !entries.isEmpty else { return nil }
            let call = call()
            return entries.firstIndex { $0.fault.kind.stage == stage && $0.pattern.matches(call) }
        }

        /// Counts a hit.
        mutating func hit(_ index: Int) -> Fault {
            if let remaining = entries[index].fault.remaining { entries[index].fault.remaining = remaining - 1 }
            let fault = entries[index].fault
            if fault.remaining == 0 { entries.remove(at: index) }
            return fault
        }
    }

    private let state = Mutex(State())

    var faults: [Fault] { state.withLock { $0.entries.map(\.fault) } }

    /// - Parameters:
    ///   - skew: seconds, of a ``Fault/Kind/skew``.
    ///   - times: how many calls it hits; nil is all.
    func add(_ kind: Fault.Kind, skew: Int? = nil, on pattern: ActionPattern, times: Int?) -> Fault {
        state.withLock { state in
            state.count += 1
            let fault = Fault(number: state.count, kind: kind, skew: skew, call: pattern.text, remaining: times)
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

    /// The first fault that hits a call where it stands, which it has then hit once more; nil where the call goes on.
    ///
    /// - Parameter call: its name, such as `ecr:PutImage`.
    func hit(at stage: Fault.Stage, _ call: () -> String) -> Fault? {
        state.withLock { state in state.index(at: stage, call).map { state.hit($0) } }
    }
}
