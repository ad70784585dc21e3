/// The events after a sequence number that fit a filter: a page of them.
package struct ReadEvents: QueryVerb {
    package static let route = ControlRoute(.get, "events")
    package static let parameters = [afterName] + EventFilter.Name.allCases.map(\.rawValue)
    private static let afterName = "after"

    private let after: Int
    private let filter: EventFilter

    package init(after: Int, matching filter: EventFilter = EventFilter()) {
        self.after = after
        self.filter = filter
    }

    package init(query: [String: String]) throws(ControlError) {
        after = try Self.number(Self.afterName, in: query) ?? 0
        var filter = EventFilter()
        for name in EventFilter.Name.allCases {
            if let value = query[name.rawValue] { try filter.set(name, to: value) }
        }
        self.filter = filter
    }

    package var query: [ControlMessage.Parameter] {
        [ControlMessage.Parameter(Self.afterName, String(after))]
            + filter.given.map { ControlMessage.Parameter($0.name.rawValue, $0.value) }
    }

    package static func refusal(of name: String) -> String {
        "Events have no filter '\(name)'; they have \(parameters.joined(separator: ", "))."
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> EventPage {
        try emulator.page(after: after, filter)
    }
}

/// Some of the journal, oldest first.
package struct EventPage: Sendable, Codable, Equatable, ControlReply {
    /// The most events of one page.
    package static let limit = 1_000
    /// The most bytes of a page's events as JSON, unless one event alone has more.
    package static let byteLimit = 1 << 20
    /// How many events are looked at for one page, whether they are wanted or not.
    package static let reach = 20_000

    package let events: [Event]
    /// The sequence number to ask after for the next page.
    package let next: Int
    /// Whether there is a next page already; also after a page without events, where there are events to look at.
    package let hasMore: Bool

    /// Every event after a sequence number that fits a filter, oldest first.
    ///
    /// - Parameter read: asks for a page.
    package static func all(
        after: Int = 0,
        matching filter: EventFilter = EventFilter(),
        _ read: (ReadEvents) async throws -> EventPage
    ) async rethrows -> [Event] {
        var events: [Event] = []
        var next = after
        while true {
            let page = try await read(ReadEvents(after: next, matching: filter))
            events += page.events
            next = page.next
            if !page.hasMore { return events }
        }
    }
}
