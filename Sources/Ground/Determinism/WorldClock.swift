package import Foundation
import Synchronization

/// The time of one world, and of its clients: an input like any other.
///
/// A clock that runs is read in two ways. Its clients read the machine's time, whatever is done to the world. The world's
/// own time can be moved ahead of that, and then all that the world holds is older. A clock that stands has one time,
/// which the clients in this process share: moved ahead, it moves for both.
package final class WorldClock: Sendable {
    private struct Advances {
        /// Seconds that the clock was moved ahead in all.
        var ahead: TimeInterval = 0
        /// When it was moved, by its clients' time, and how far ahead it had been before; the oldest first.
        var steps: [(date: Date, before: TimeInterval)] = []
    }

    /// The most moves that are remembered; what is older counts as made after them.
    private static let rememberedSteps = 1_000

    private let advances = Mutex(Advances())
    private let base: @Sendable () -> Date
    /// Whether the clock stands still between advances.
    package let isStanding: Bool

    private init(base: @escaping @Sendable () -> Date, isStanding: Bool) {
        self.base = base
        self.isStanding = isStanding
    }

    /// A clock that runs at real speed.
    ///
    /// - Parameter machine: the machine's time.
    package static func running(machine: @escaping @Sendable () -> Date = { Date() }) -> WorldClock {
        WorldClock(base: machine, isStanding: false)
    }

    /// A clock that stands at `date` and moves only when it is advanced.
    package static func standing(at date: Date) -> WorldClock {
        WorldClock(base: { date }, isStanding: true)
    }

    /// The world's time.
    package var now: Date { time.now }

    /// What the clock shows at this moment, to the world and to its clients.
    package var time: WorldTime {
        let ahead = self.ahead
        return WorldTime(now: base().addingTimeInterval(ahead), lead: isStanding ? 0 : ahead)
    }

    /// Seconds that the clock has been moved ahead in all.
    package var ahead: TimeInterval { advances.withLock { $0.ahead } }

    /// The clock that the world's clients use: the machine's beside a running one, and this one where it stands.
    package var ofClients: WorldClock { isStanding ? self : WorldClock(base: base, isStanding: false) }

    /// The world's time as far as it concerns something that a client has dated: how old that is, in the world, is the
    /// difference. Moves ahead age what had been made before them, and not what is made afterwards. Dates count in
    /// whole seconds, and what has the second of a move counts as made before it.
    package func now(forWhatWasMadeAt date: Date) -> Date {
        let second = date.wholeSecond
        let (ahead, before) = advances.withLock { advances in
            (advances.ahead, advances.steps.first { $0.date.wholeSecond >= second }?.before ?? advances.ahead)
        }
        return base().addingTimeInterval(isStanding ? ahead : ahead - before)
    }

    /// The whole second, by the clients' time, that something made at this moment is dated with. After a move ahead it is
    /// a later one than that of the move.
    package var clientSecond: Date {
        let second = time.clientNow.wholeSecond
        guard !isStanding, let last = advances.withLock({ $0.steps.last?.date }) else { return second }
        return max(second, last.wholeSecond.addingTimeInterval(1))
    }

    /// Moves the clock ahead by `seconds`; a negative number moves nothing.
    package func advance(by seconds: TimeInterval) {
        let date = base()
        advances.withLock { advances in
            if advances.steps.count >= Self.rememberedSteps { advances.steps.removeFirst() }
            advances.steps.append((date, advances.ahead))
            advances.ahead += max(0, seconds)
        }
    }

    /// Sets how far the clock is ahead in all, as if it had been so from the beginning; 0 puts it back to where it began.
    package func set(ahead: TimeInterval) {
        advances.withLock { $0 = Advances(ahead: max(0, ahead)) }
    }
}

/// One moment by a ``WorldClock``.
package struct WorldTime: Sendable, Equatable {
    /// The world's time, in which all that the world holds is dated.
    package let now: Date
    /// Seconds that it is ahead of the clients' clocks.
    package let lead: TimeInterval

    package init(now: Date, lead: TimeInterval = 0) {
        self.now = now
        self.lead = lead
    }

    /// What a client's clock shows.
    package var clientNow: Date { forClients(now) }

    /// A date of the world's as its clients are told it: as far from their present as it is from the world's.
    package func forClients(_ date: Date) -> Date { date.addingTimeInterval(-lead) }
}

extension Date {
    fileprivate var wholeSecond: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
}
