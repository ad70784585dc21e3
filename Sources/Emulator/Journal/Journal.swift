import Synchronization

/// The latest calls, in order. It holds ``capacity`` of them; the oldest make room for new ones.
final class Journal: Sendable {
    /// About 50 MB when full.
    static let capacity = 100_000

    private struct Ring {
        var records: [EventRecord] = []
        /// How many were ever added; the record with sequence number n stands at (n - 1) % capacity.
        var count = 0
    }

    private let ring = Mutex(Ring())
    private let capacity: Int

    init(capacity: Int = Journal.capacity) {
        self.capacity = capacity
    }

    func add(_ record: consuming EventRecord) {
        var record = record
        ring.withLock { ring in
            ring.count += 1
            record.sequence = ring.count
            if ring.records.count < capacity {
                ring.records.append(record)
            } else {
                ring.records[(ring.count - 1) % capacity] = record
            }
        }
    }

    /// The records that came after sequence number `after`, at most `limit` of them and oldest first.
    func records(after: Int, limit: Int) -> [EventRecord] {
        ring.withLock { ring in
            let oldest = ring.count - ring.records.count + 1
            let first = max(oldest, after < ring.count ? after + 1 : ring.count + 1)
            guard first <= ring.count, limit > 0 else { return [] }
            let last = limit <= ring.count - first ? first + limit - 1 : ring.count
            return (first...last).map { ring.records[($0 - 1) % capacity] }
        }
    }

    /// How many calls were recorded since the start or the last reset, those included that made room.
    var count: Int { ring.withLock { $0.count } }

    func clear() {
        ring.withLock { $0 = Ring() }
    }
}
