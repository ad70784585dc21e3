import Emulator

/// Reads an emulator's journal as it grows.
struct EventReader: Sendable {
    private let emulator: Emulator
    private var last: Event?

    init(_ emulator: Emulator) {
        self.emulator = emulator
    }

    /// The events since the last reading. A reset empties the journal: then all of it is new.
    mutating func new() -> [Event] {
        let known = last
        var events = emulator.events(after: (known?.sequence ?? 1) - 1, limit: .max)
        if let known {
            if events.first?.eventID == known.eventID {
                events.removeFirst()
            } else {
                events = emulator.events(after: 0, limit: .max)
                last = nil
            }
        }
        last = events.last ?? last
        return events
    }
}
