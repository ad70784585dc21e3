import AWSCore
import Determinism

/// Where the world's clock stands.
package struct ReadClock: PlainVerb {
    package static let route = ControlRoute(.get, "clock")

    package init() {}

    package func perform(on emulator: Emulator) -> ClockReading { ClockReading(emulator.configuration.clock) }
}

package struct ClockReading: Sendable, Codable, Equatable, ControlReply {
    /// The world's time: `2024-05-14T09:30:00Z`.
    package let now: String
    /// Seconds that the clock was moved ahead in all.
    package let ahead: Double
    /// Whether it stands still between advances. The clients in its process share its time then; those of a clock
    /// that runs live by the machine's.
    package let isStanding: Bool

    init(_ clock: WorldClock) {
        now = AWSDate.extended(clock.now)
        ahead = clock.ahead
        isStanding = clock.isStanding
    }
}
