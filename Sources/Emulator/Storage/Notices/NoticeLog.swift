package import Foundation
import Synchronization

/// The latest notices, in the order in which they were told. They are kept in memory, as the journal is.
package final class NoticeLog: Sendable {
    /// A notice with its place among all, from 1.
    package struct Entry: Sendable, Hashable {
        package let number: Int
        package let notice: Notice
    }

    /// How many are kept; the oldest make room for new ones.
    package static let limit = 10_000

    private struct State {
        var entries: [Entry] = []
        var count = 0
        /// Those whose time has not come.
        var pending: [Notice] = []

        /// Takes over whose time has come.
        mutating func settle(at now: Date) {
            let due = pending.filter { $0.time <= now }
            guard !due.isEmpty else { return }
            pending.removeAll { $0.time <= now }
            for notice in due.sorted(by: { $0.time < $1.time }) { append(notice) }
        }

        mutating func append(_ notice: Notice) {
            count += 1
            entries.append(Entry(number: count, notice: notice))
            // What has made room is given back when it is as much as is kept.
            if entries.count >= 2 * NoticeLog.limit { entries.removeFirst(entries.count - NoticeLog.limit) }
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Adds a notice, which is there from its time on.
    package func add(_ notice: Notice, at now: Date) {
        state.withLock { state in
            state.pending.append(notice)
            state.settle(at: now)
        }
    }

    /// The notices after a number that there are at a moment, the oldest first.
    package func entries(after number: Int, at now: Date) -> [Entry] {
        state.withLock { state in
            state.settle(at: now)
            return state.entries.suffix(Self.limit).filter { $0.number > number }
        }
    }

    package func clear() { state.withLock { $0 = State() } }
}
