import Synchronization

/// The latest calls, in order. It holds ``Capacity/records`` of them, or as many as ``Capacity/recordBytes`` are enough
/// for; the oldest make room for new ones.
///
/// What IAM was asked and with which policies is some kilobytes a call, so it is kept for fewer: for the newest calls that
/// were refused, which people ask about, and for fewer of those that were allowed. Policies are shared with the world and
/// among calls, and weigh only once they were changed.
final class Journal: Sendable {
    struct Capacity: Sendable {
        /// Some 80 MB when full of usual calls.
        var records = 100_000
        /// The most bytes of all records, questions apart.
        var recordBytes = 96 << 20
        /// The newest refused calls whose question is kept: some 40 MB when full of usual calls.
        var deniedQuestions = 10_000
        /// The newest allowed calls whose question is kept: some 20 MB when full of usual calls.
        var allowedQuestions = 5_000
        /// The most bytes of all questions.
        var questionBytes = 64 << 20
    }

    fileprivate struct Ring {
        /// The record with sequence number n stands at (n - 1) % capacity; nil where it has made room.
        var slots: [EventRecord?] = []
        /// How many were ever added.
        var count = 0
        /// The sequence number of the oldest that is here; one more than ``count`` where there is none.
        var first = 1
        var recordBytes = 0
        var questionBytes = 0
        /// The sequence numbers of the calls whose question is here, the oldest first.
        var denied = NumberQueue()
        var allowed = NumberQueue()
        var lastDenied: Int?
        var lastFailed: Int?
        /// The registry's newest unanswered request for a password, by the client's name for itself.
        var challenges: [String: Int] = [:]
    }

    private let ring = Mutex(Ring())
    private let capacity: Capacity

    init(capacity: Capacity = Capacity()) {
        self.capacity = capacity
    }

    func add(_ record: consuming EventRecord) {
        var record = record
        ring.withLock { ring in
            while ring.count - ring.first + 1 >= capacity.records { ring.dropOldest(capacity) }
            ring.count += 1
            record.sequence = ring.count
            ring.recordBytes += record.size
            if let question = record.question {
                ring.questionBytes += question.size
                if record.decision?.isAllowed ?? false {
                    ring.allowed.append(ring.count)
                } else {
                    ring.denied.append(ring.count)
                }
            }
            if record.errorCode != nil { ring.lastFailed = ring.count }
            if record.isDenied { ring.lastDenied = ring.count }
            ring.note(record, capacity)
            let index = (ring.count - 1) % capacity.records
            if index < ring.slots.count { ring.slots[index] = record } else { ring.slots.append(record) }
            ring.makeRoom(capacity)
        }
    }

    /// The records that came after sequence number `after`, at most `limit` of them and oldest first.
    func records(after: Int, limit: Int) -> [EventRecord] {
        ring.withLock { ring in
            let first = max(ring.first, after < ring.count ? after + 1 : ring.count + 1)
            guard first <= ring.count, limit > 0 else { return [] }
            let last = limit <= ring.count - first ? first + limit - 1 : ring.count
            return (first...last).compactMap { ring.slots[($0 - 1) % capacity.records] }
        }
    }

    /// The record of a sequence number; nil where there was none, or where it has made room.
    func record(_ sequence: Int) -> EventRecord? {
        guard sequence > 0 else { return nil }
        return records(after: sequence - 1, limit: 1).first { $0.sequence == sequence }
    }

    /// The newest call that signature, token or policy refused; nil where there is none among those that are still here.
    var lastDenied: EventRecord? {
        let number = ring.withLock { ring in
            if let number = ring.lastDenied, let record = ring.slots[(number - 1) % capacity.records],
                record.sequence == number, record.isDenied
            {
                return number as Int?
            }
            // It was a request for a password that has been answered since.
            return ring.newest(capacity) { $0.isDenied }
        }
        return number.flatMap(record)
    }

    /// The newest record of a call that failed in whatever way; nil where there is none.
    var lastFailed: EventRecord? { ring.withLock { $0.lastFailed }.flatMap(record) }

    /// How many calls were recorded since the start or the last reset, those included that made room.
    var count: Int { ring.withLock { $0.count } }

    /// The bytes of all records and of all questions that are here, nearly.
    var size: (records: Int, questions: Int) { ring.withLock { ($0.recordBytes, $0.questionBytes) } }

    func clear() {
        ring.withLock { $0 = Ring() }
    }
}

extension Journal.Ring {
    /// Drops what is oldest until everything is within its bounds. The newest record stays, whatever it takes.
    fileprivate mutating func makeRoom(_ capacity: Journal.Capacity) {
        while denied.count > capacity.deniedQuestions { dropQuestion(denied.removeFirst(), capacity) }
        while allowed.count > capacity.allowedQuestions { dropQuestion(allowed.removeFirst(), capacity) }
        while questionBytes > capacity.questionBytes, denied.count + allowed.count > 1 {
            let isDenied = (denied.first ?? .max) < (allowed.first ?? .max)
            dropQuestion(isDenied ? denied.removeFirst() : allowed.removeFirst(), capacity)
        }
        while recordBytes > capacity.recordBytes, first < count { dropOldest(capacity) }
    }

    fileprivate mutating func dropOldest(_ capacity: Journal.Capacity) {
        guard first <= count else { return }
        if denied.first == first { dropQuestion(denied.removeFirst(), capacity) }
        if allowed.first == first { dropQuestion(allowed.removeFirst(), capacity) }
        let index = (first - 1) % capacity.records
        recordBytes -= slots[index]?.size ?? 0
        slots[index] = nil
        first += 1
    }

    private mutating func dropQuestion(_ number: Int?, _ capacity: Journal.Capacity) {
        guard let number, number >= first else { return }
        let index = (number - 1) % capacity.records
        questionBytes -= slots[index]?.question?.size ?? 0
        slots[index]?.question = nil
    }

    fileprivate func newest(_ capacity: Journal.Capacity, where isWanted: (EventRecord) -> Bool) -> Int? {
        var number = count
        while number >= first {
            if let record = slots[(number - 1) % capacity.records], isWanted(record) { return number }
            number -= 1
        }
        return nil
    }

    /// A client that brings its password after it was asked for one was not denied anything.
    fileprivate mutating func note(_ record: EventRecord, _ capacity: Journal.Capacity) {
        let client = record.userAgent ?? ""
        if record.isChallenge {
            // Only of a few clients at a time; the others' stay denials.
            if challenges.count >= 64 { challenges = [:] }
            challenges[client] = record.sequence
        } else if record.caller != nil, let number = challenges.removeValue(forKey: client), number >= first {
            slots[(number - 1) % capacity.records]?.isDenied = false
        }
    }
}

/// Growing numbers of which the smallest go first.
private struct NumberQueue {
    private var numbers: [Int] = []
    private var start = 0

    var count: Int { numbers.count - start }
    var first: Int? { start < numbers.count ? numbers[start] : nil }

    mutating func append(_ number: Int) { numbers.append(number) }

    mutating func removeFirst() -> Int? {
        guard start < numbers.count else { return nil }
        start += 1
        let number = numbers[start - 1]
        // What was taken out is given back when it is half of all.
        if start > 64, start * 2 > numbers.count {
            numbers.removeFirst(start)
            start = 0
        }
        return number
    }
}
