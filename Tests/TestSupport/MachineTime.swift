package import Foundation
import Synchronization

/// The clock of a machine that a test moves.
package final class MachineTime: Sendable {
    private let date: Mutex<Date>

    package init(_ date: Date) { self.date = Mutex(date) }

    package var now: Date { date.withLock { $0 } }

    package func wait(_ seconds: TimeInterval) { date.withLock { $0 += seconds } }
}
