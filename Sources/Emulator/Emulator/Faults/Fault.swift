/// Something that goes wrong with calls that would go well otherwise, as it does at AWS, on networks and with clocks now
/// and then: a rule, and how far it has come.
package struct Fault: Sendable, Equatable {
    /// Counted from 1 since the emulator's start or its last reset.
    package let number: Int
    package let rule: FaultRule
    /// How many more calls it hits; nil is all, until it is removed.
    package internal(set) var remaining: Int?

    package var kind: Kind { rule.kind }
}

/// In JSON the members of the rule stand beside the fault's own.
extension Fault: Codable {
    private enum CodingKeys: String, CodingKey {
        case number
        case remaining
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        number = try values.decode(Int.self, forKey: .number)
        remaining = try values.decodeIfPresent(Int.self, forKey: .remaining)
        rule = try FaultRule(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try rule.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(number, forKey: .number)
        try values.encodeIfPresent(remaining, forKey: .remaining)
    }
}
