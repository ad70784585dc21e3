import AWSCore
import Determinism
import IAM
import Synchronization

/// The faults of an emulator, in the order in which they were added. They end with the process, and with a reset.
final class FaultTable: Sendable {
    /// What of a call decides whether a fault hits it.
    struct Subject: Sendable {
        /// Its name, such as `ecr:PutImage`.
        let call: String
        /// The ARNs that its caller can be named by; empty where it is not known.
        var names: [ARN] = []
        /// Whether the caller's credentials are a session's.
        var isTemporary = false
    }

    /// A fault that has hit a call.
    struct Hit: Sendable {
        let fault: Fault
        /// What chance has drawn for this hit.
        let draw: UInt64
    }

    private struct Entry {
        var fault: Fault
        let pattern: ActionPattern
        /// The callers that it hits; nil is everybody.
        let names: [ARN]?
        /// How many calls still pass before.
        var passing: Int
        var chance: RandomStream

        func fits(_ subject: Subject) -> Bool {
            guard pattern.matches(subject.call), fault.kind != .endSession || subject.isTemporary else { return false }
            return names.map { subject.names.contains(where: $0.contains) } ?? true
        }

        /// Counts a call that fits; the draw, if the call is hit.
        mutating func meet() -> UInt64? {
            guard passing == 0 else {
                passing -= 1
                return nil
            }
            if let probability = fault.rule.probability, Double.random(in: 0..<1, using: &chance) >= probability {
                return nil
            }
            if let remaining = fault.remaining { fault.remaining = remaining - 1 }
            return chance.next()
        }
    }

    private struct State {
        var entries: [Entry] = []
        /// How many there have been.
        var count = 0
    }

    private let state = Mutex(State())

    var faults: [Fault] { state.withLock { $0.entries.map(\.fault) } }

    /// - Parameter names: the callers that the rule is about; nil is everybody.
    func add(_ rule: FaultRule, of names: [ARN]?) -> Fault {
        state.withLock { state in
            state.count += 1
            let fault = Fault(number: state.count, rule: rule, remaining: rule.times)
            state.entries.append(
                Entry(
                    fault: fault,
                    pattern: ActionPattern(rule.call),
                    names: names,
                    passing: rule.after ?? 0,
                    chance: RandomStream(derivedFrom: "fault \(rule.seed ?? 0)")
                )
            )
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
    func hit(at stages: [Fault.Stage], _ subject: () -> Subject) -> Hit? {
        let isThere = state.withLock { $0.entries.contains { stages.contains($0.fault.kind.entry.stage) } }
        guard isThere else { return nil }
        let subject = subject()
        return state.withLock { state in
            for index in state.entries.indices {
                let entry = state.entries[index]
                guard stages.contains(entry.fault.kind.entry.stage), entry.fits(subject),
                    let draw = state.entries[index].meet()
                else { continue }
                let fault = state.entries[index].fault
                if fault.remaining == 0 { state.entries.remove(at: index) }
                return Hit(fault: fault, draw: draw)
            }
            return nil
        }
    }
}
