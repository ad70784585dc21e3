/// Percent-encoding of URLs and forms (RFC 3986, 2.1), as SigV4 has it too: `A-Za-z0-9-._~` stay, and hexadecimal digits
/// are capitals.
package enum PercentEncoding {
    package static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    /// Appends a byte, encoded unless it is unreserved or `spared`.
    package static func append(_ byte: UInt8, to encoded: inout [UInt8], sparing spared: UInt8? = nil) {
        guard !isUnreserved(byte), byte != spared else {
            encoded.append(byte)
            return
        }
        encoded.append(0x25)
        encoded.append(digit(byte >> 4))
        encoded.append(digit(byte & 15))
    }

    /// Appends a text, encoded.
    package static func append(_ text: String, to encoded: inout [UInt8]) {
        for byte in text.utf8 { append(byte, to: &encoded) }
    }

    /// A text, encoded.
    package static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        append(text, to: &encoded)
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The bytes that `encoded` stands for; a `%` without two hexadecimal digits stands for itself.
    package static func decode(_ encoded: [UInt8]) -> [UInt8] {
        guard encoded.contains(0x25) else { return encoded }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var rest = encoded[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let high = rest.first?.hexDigitValue, let low = rest.dropFirst().first?.hexDigitValue {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte)
            }
        }
        return decoded
    }

    /// The text that a part of a URL stands for; nil where an escape is malformed or the result is not UTF-8.
    ///
    /// - Parameter isForm: whether `+` is a space, as in forms.
    package static func text(of encoded: some Sequence<UInt8>, isForm: Bool = false) -> String? {
        encoded.withContiguousStorageIfAvailable { decoded($0, isForm: isForm) }
            ?? Array(encoded).withUnsafeBufferPointer { decoded($0, isForm: isForm) }
    }

    private static func decoded(_ encoded: UnsafeBufferPointer<UInt8>, isForm: Bool) -> String? {
        guard encoded.contains(where: { $0 == 0x25 || ($0 == 0x2B && isForm) }) else {
            return String(validating: encoded, as: UTF8.self)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(encoded.count)
        var rest = encoded.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case 0x2B where isForm:
                decoded.append(0x20)
            case 0x25:
                guard let high = rest.next()?.hexDigitValue, let low = rest.next()?.hexDigitValue else { return nil }
                decoded.append(high << 4 | low)
            default:
                decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit; nil for any other byte.
    package var hexDigitValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }
}
