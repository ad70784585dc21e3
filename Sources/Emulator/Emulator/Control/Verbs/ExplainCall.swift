import STSService
import World

/// Why a recorded call ended as it did.
package enum ExplainCall: QueryVerb {
    /// By its sequence number.
    case event(Int)
    /// The last that signature, token or policy refused.
    case lastDenied
    /// The last that failed in whatever way.
    case lastFailed

    package static let route = ControlRoute(.get, "explain")
    package static let parameters = ["event", "last"]

    package init(query: [String: String]) throws(ControlError) {
        if let number = try Self.number("event", in: query) {
            self = .event(number)
            return
        }
        switch query["last"] ?? "denied" {
        case "denied": self = .lastDenied
        case "failed": self = .lastFailed
        case let other: throw .invalid("'\(other)' is not a value of last; give denied or failed.")
        }
    }

    package var query: [ControlMessage.Parameter] {
        switch self {
        case .event(let number): [ControlMessage.Parameter("event", String(number))]
        case .lastDenied: [ControlMessage.Parameter("last", "denied")]
        case .lastFailed: [ControlMessage.Parameter("last", "failed")]
        }
    }

    package static func refusal(of name: String) -> String {
        "An explanation has no '\(name)'; ask with event=N, last=denied or last=failed."
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> ExplainedEvent {
        switch self {
        case .event(let number):
            guard let event = emulator.event(number) else {
                throw .notFound("there is no event \(number); drydock events lists those that there are")
            }
            return try ExplainedEvent(event, on: emulator)
        case .lastDenied:
            if let event = emulator.lastDenied { return try ExplainedEvent(event, on: emulator) }
            let failed = emulator.journal.lastFailed.map { event in
                "; the last that failed is event \(event.sequence): drydock explain \(event.sequence)"
            }
            throw .notFound("no call was denied since the start or the last reset" + (failed ?? ""))
        case .lastFailed:
            guard let event = emulator.journal.lastFailed.map({ Event($0, world: emulator.world) }) else {
                throw .notFound("no call failed since the start or the last reset")
            }
            return try ExplainedEvent(event, on: emulator)
        }
    }
}

extension ExplainedEvent {
    fileprivate init(_ event: Event, on emulator: Emulator) throws(ControlError) {
        self.event = event
        explanation = emulator.explanation(ofEvent: event.sequence)
        guard let explanation else {
            encodedMessage = nil
            return
        }
        do {
            encodedMessage = try EncodedAuthorizationMessage.encode(
                explanation,
                userID: event.userIdentity.principalId ?? "",
                world: emulator.world
            )
        } catch {
            throw ControlError(status: 500, message: "The explanation could not be encoded: \(error)")
        }
    }
}
