/// Percent-encoding as SigV4 has it: `A-Za-z0-9-._~` stay, hexadecimal digits are capitals.
enum URLEncoding {
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    /// Appends a byte, encoded unless it is unreserved or `spared`.
    static func append(_ byte: UInt8, to buffer: inout [UInt8], sparing spared: UInt8? = nil) {
        guard !isUnreserved(byte), byte != spared else {
            buffer.append(byte)
            return
        }
        buffer.append(0x25)
        buffer.append(digit(byte >> 4))
        buffer.append(digit(byte & 15))
    }

    /// A text, encoded.
    static func encode(_ text: String) -> String {
        var buffer: [UInt8] = []
        for byte in text.utf8 { append(byte, to: &buffer) }
        return String(decoding: buffer, as: UTF8.self)
    }

    /// A text that ``append(_:to:sparing:)`` made, decoded.
    static func decode(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x25) else { return text }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let high = value(rest.first), let low = value(rest.dropFirst().first) {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    /// The value of a hexadecimal digit; nil for anything else.
    static func value(_ digit: UInt8?) -> UInt8? {
        switch digit {
        case .some(let digit) where digit >= 0x30 && digit <= 0x39: digit - 0x30
        case .some(let digit) where digit >= 0x41 && digit <= 0x46: digit - 0x37
        case .some(let digit) where digit >= 0x61 && digit <= 0x66: digit - 0x57
        default: nil
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
