extension JSONValue {
    /// The value's UTF-8 text, as ECR answers (docs/aws/endpoints.md, "The JSON protocol"): no blanks, members sorted by the bytes
    /// of their names, only what must be escaped is escaped. A number that is not finite has no form in JSON and becomes
    /// `null`.
    package func serialized() -> [UInt8] {
        var text: [UInt8] = []
        append(to: &text)
        return text
    }

    private func append(to text: inout [UInt8]) {
        switch self {
        case .null:
            text += "null".utf8
        case .bool(let value):
            text += (value ? "true" : "false").utf8
        case .integer(let value):
            text += String(value).utf8
        case .number(let value):
            text += (value.isFinite ? JSONValue.text(of: value) : "null").utf8
        case .string(let value):
            JSONValue.append(value, to: &text)
        case .array(let values):
            text.append(0x5B)
            for (index, value) in values.enumerated() {
                if index > 0 { text.append(0x2C) }
                value.append(to: &text)
            }
            text.append(0x5D)
        case .object(let members):
            text.append(0x7B)
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                if index > 0 { text.append(0x2C) }
                JSONValue.append(member.key, to: &text)
                text.append(0x3A)
                member.value.append(to: &text)
            }
            text.append(0x7D)
        }
    }

    /// The fewest digits that are this number. From ten million on, and below a thousandth, there is one before the point,
    /// and an exponent.
    private static func text(of value: Double) -> String {
        guard value != 0, !(1e-3..<1e7).contains(value.magnitude) else { return value.description }
        let parts = value.magnitude.description.utf8.split(separator: 0x65)
        let number = parts[0].split(separator: 0x2E, omittingEmptySubsequences: false)
        let all = number.joined()
        let digits = Array(all.drop { $0 == 0x30 })
        let shift = parts.dropFirst().first.flatMap { Int(Substring($0)) } ?? 0
        let exponent = number[0].count - 1 - (all.count - digits.count) + shift
        let end = digits.lastIndex { $0 != 0x30 } ?? 0
        let fraction = end > 0 ? String(decoding: digits[1...end], as: UTF8.self) : "0"
        return "\(value < 0 ? "-" : "")\(String(decoding: digits.prefix(1), as: UTF8.self)).\(fraction)E\(exponent)"
    }

    private static func append(_ string: String, to text: inout [UInt8]) {
        var string = string
        text.append(0x22)
        string.withUTF8 { bytes in
            var rest = bytes[...]
            // Most texts have nothing to escape: what lies between two such bytes is copied in one go.
            while let place = rest.firstIndex(where: mustBeEscaped) {
                text += rest[..<place]
                appendEscaped(rest[place], to: &text)
                rest = rest[(place + 1)...]
            }
            text += rest
        }
        text.append(0x22)
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

    private static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
        switch byte {
        case 0x08: text += "\\b".utf8
        case 0x09: text += "\\t".utf8
        case 0x0A: text += "\\n".utf8
        case 0x0C: text += "\\f".utf8
        case 0x0D: text += "\\r".utf8
        case 0x00..<0x20:
            text += byte < 0x10 ? "\\u000".utf8 : "\\u001".utf8
            text.append(byte & 15 < 10 ? 0x30 + (byte & 15) : 0x57 + (byte & 15))
        default: text += [0x5C, byte]
        }
    }
}
