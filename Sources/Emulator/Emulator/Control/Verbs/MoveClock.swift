import AWSCore
import World

/// Moves the world's clock ahead.
package enum MoveClock: BodyVerb {
    /// `{"advance": SECONDS}`: from 0 up, less than a century in all.
    case advance(Double)
    /// `{"set": "2024-05-14T09:30:00Z"}`: the moment that the clock is to show, which must not be past.
    case set(String)

    package static let route = ControlRoute(.post, "clock")
    package static let form = "{\"advance\": SECONDS} or {\"set\": \"2024-05-14T09:30:00Z\"}"

    package func perform(on emulator: Emulator) async throws(ControlError) -> ClockReading {
        switch self {
        case .advance(let seconds):
            try await emulator.keeping { try emulator.world.advanceClock(by: seconds) }
        case .set(let text):
            guard let moment = AWSDate.parseExtended(text) else {
                throw .invalid("'\(text)' is not a moment; give one in UTC, such as 2024-05-14T09:30:00Z.")
            }
            try await emulator.keeping { try emulator.world.setClock(to: moment) }
        }
        return ClockReading(emulator.configuration.clock)
    }

    private enum CodingKeys: String, CodingKey {
        case advance
        case set
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard values.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "neither or both are given")
            )
        }
        self =
            if let seconds = try values.decodeIfPresent(Double.self, forKey: .advance) {
                .advance(seconds)
            } else {
                .set(try values.decode(String.self, forKey: .set))
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .advance(let seconds): try values.encode(seconds, forKey: .advance)
        case .set(let moment): try values.encode(moment, forKey: .set)
        }
    }
}
