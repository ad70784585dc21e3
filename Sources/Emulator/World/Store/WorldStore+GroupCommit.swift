import Synchronization

/// How changes come to the disk and to those who ask: each is kept before anyone is told of it, in the order in which they
/// are made. A change that depends on nothing but what is kept does not wait for its turn: those that come while the disk
/// is busy are kept together.
extension WorldStore {
    /// Runs a verb while nobody else changes the world. All that was waiting is kept before.
    func alone<Result, Failure: Error>(_ verb: () throws(Failure) -> Result) throws(Failure) -> Result {
        try writing.withLock { _ throws(Failure) in
            try changing.withLock { line throws(Failure) in
                keep(line.waiting)
                line = ChangeLine()
                return try verb()
            }
        }
    }

    /// Runs a verb that makes one change at most, and keeps it together with the others of the kind that wait.
    ///
    /// - Parameters:
    ///   - clashes: whether the verb depends on a change that is not kept yet; it then runs ``alone(_:)``.
    ///   - verb: answers its result and what is to change, by what is kept.
    func together<Result>(
        unless clashes: (WorldChange) -> Bool = { _ in false },
        _ verb: () throws -> (Result, WorldChange?)
    ) throws -> Result {
        let joined = try keeper == nil ? nil : join(unless: clashes, verb)
        guard let (result, batch) = joined else {
            return try alone {
                let (result, change) = try verb()
                if let change { try commit(change) }
                return result
            }
        }
        try batch.map(settle)
        return result
    }

    /// Keeps a change and applies it. Only a verb that runs ``alone(_:)`` may call this.
    func commit(_ change: WorldChange) throws { try commit([change]) }

    /// The same for changes that are kept all or none; of none at all nothing is kept.
    func commit(together changes: [WorldChange]) throws {
        switch changes.count {
        case 0: break
        case 1: try commit(changes)
        default: try commit(.together(changes))
        }
    }

    private func commit(_ changes: [WorldChange]) throws {
        try keeper?.record(changes)
        state.withLock { state in for change in changes { state.apply(change) } }
    }

    private func join<Result>(
        unless clashes: (WorldChange) -> Bool,
        _ verb: () throws -> (Result, WorldChange?)
    ) throws -> (Result, ChangeBatch?)? {
        try changing.withLock { line in
            guard !line.pending.contains(where: clashes) else { return nil }
            let (result, change) = try verb()
            change.map(line.waiting.add)
            return (result, change.map { _ in line.waiting })
        }
    }

    /// Returns when a batch is kept. Who comes first keeps it for all.
    private func settle(_ batch: ChangeBatch) throws {
        try writing.withLock { _ in
            if batch.outcome == nil {
                keep(changing.withLock { $0.beginWriting() })
                changing.withLock { $0.endWriting() }
            }
            try batch.outcome?.get()
        }
    }

    private func keep(_ batch: ChangeBatch) {
        let changes = batch.changes
        if !changes.isEmpty { batch.settle(Result { try commit(changes) }) }
    }
}

/// The changes that are made and not kept yet.
struct ChangeLine {
    /// Takes what is made now.
    private(set) var waiting = ChangeBatch()
    private var written: ChangeBatch?

    var pending: [WorldChange] { (written?.changes ?? []) + waiting.changes }

    mutating func beginWriting() -> ChangeBatch {
        let batch = waiting
        written = batch
        waiting = ChangeBatch()
        return batch
    }

    mutating func endWriting() { written = nil }
}

/// Changes that are kept together: all, or none.
final class ChangeBatch: Sendable {
    private let state = Mutex<(changes: [WorldChange], outcome: Result<Void, any Error>?)>(([], nil))

    var changes: [WorldChange] { state.withLock { $0.changes } }

    /// Nil until it is decided.
    var outcome: Result<Void, any Error>? { state.withLock { $0.outcome } }

    func add(_ change: WorldChange) { state.withLock { $0.changes.append(change) } }

    func settle(_ outcome: Result<Void, any Error>) { state.withLock { $0.outcome = outcome } }
}
