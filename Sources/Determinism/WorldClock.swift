package import Foundation
import Synchronization

/// The time of one world: an input like any other. It never goes back.
///
/// An emulator and a client that run in one process share one clock, so that both move when a scenario moves it.
package final class WorldClock: Sendable {
    /// Seconds that the clock stands ahead of its base.
    private let offset: Mutex<TimeInterval>
    /// Where the clock stands when it does not run; nil when it runs with the machine's.
    private let origin: Date?

    private init(origin: Date?, offset: TimeInterval) {
        self.origin = origin
        self.offset = Mutex(offset)
    }

    /// A clock that runs at real speed, `ahead` seconds before the machine's.
    package static func running(ahead: TimeInterval = 0) -> WorldClock {
        WorldClock(origin: nil, offset: max(0, ahead))
    }

    /// A clock that stands at `date` and moves only when it is advanced.
    package static func standing(at date: Date) -> WorldClock {
        WorldClock(origin: date, offset: 0)
    }

    package var now: Date {
        let ahead = offset.withLock { $0 }
        return (origin ?? Date()).addingTimeInterval(ahead)
    }

    /// Seconds that the clock has been moved ahead in all.
    package var ahead: TimeInterval { offset.withLock { $0 } }

    /// Whether the clock stands still between advances.
    package var isStanding: Bool { origin != nil }

    /// Moves the clock ahead by `seconds`; a negative number moves nothing.
    package func advance(by seconds: TimeInterval) {
        offset.withLock { $0 += max(0, seconds) }
    }
}
