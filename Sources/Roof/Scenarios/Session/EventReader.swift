import Emulator

/// Reads an emulator's journal as it grows.
struct EventReader: Sendable {
    private let emulator: Emulator
    private var last: Event?

    init(_ emulator: Emulator) {
        self.emulator = emulator
    }

    /// The events since the last reading. A reset empties the journal: then all of it is new.
    mutating func new() async -> [Event] {
        let known = last
        var events = await events(after: (known?.sequence ?? 1) - 1)
        if let known {
            if events.first?.eventID == known.eventID {
                events.removeFirst()
            } else {
                events = await self.events(after: 0)
                last = nil
            }
        }
        last = events.last ?? last
        return events
    }

    private func events(after number: Int) async -> [Event] {
        // Nothing is asked that could be refused.
        (try? await EventPage.all(after: number) { try await emulator.control($0) }) ?? []
    }
}
