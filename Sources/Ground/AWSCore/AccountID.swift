/// The twelve digits that name an AWS account.
package struct AccountID: Hashable, Sendable, CustomStringConvertible {
    /// The digits, leading zeros included.
    package let value: String

    /// Nil unless `value` is exactly twelve ASCII digits.
    package init?(_ value: some StringProtocol) {
        guard value.utf8.count == 12, value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self.value = String(value)
    }

    package var description: String { value }
}

extension AccountID: Comparable {
    package static func < (left: AccountID, right: AccountID) -> Bool { left.value < right.value }
}

extension AccountID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let account = AccountID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "'\(text)' is not an account ID: it takes 12 digits"
            )
        }
        self = account
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
