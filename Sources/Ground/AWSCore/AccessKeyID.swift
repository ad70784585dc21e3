/// The public half of an access key, as it stands in a credential scope.
///
/// AWS's are `AKIA…` (long-term) or `ASIA…` (temporary). A world may hold any text that a client can send, `test`
/// included: what counts is that the signature fits the key.
package struct AccessKeyID: Hashable, Sendable, CustomStringConvertible {
    package let value: String

    /// Nil unless `value` is 1 to 128 visible ASCII characters without `/`, `,` and `=`, which the header's syntax uses.
    package init?(_ value: String) {
        let bytes = value.utf8
        guard !bytes.isEmpty, bytes.count <= 128 else { return nil }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x2C && $0 != 0x3D }) else { return nil }
        self.value = value
    }

    package init?(_ value: some StringProtocol) {
        self.init(String(value))
    }

    package var description: String { value }
}

extension AccessKeyID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = AccessKeyID(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "'\(text)' is not an access key ID: 1 to 128 visible characters without / , ="
            )
        }
        self = key
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
