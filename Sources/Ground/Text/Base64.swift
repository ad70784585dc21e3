/// Base64 (RFC 4648, section 4), with padding.
package enum Base64 {
    /// The text of `bytes`, in one line.
    package static func encode(_ bytes: [UInt8]) -> String {
        BitCode.base64.encode(bytes, padding: true)
    }

    /// The bytes that `text` stands for; nil for anything but the one text that ``encode(_:)`` makes of them.
    ///
    /// - Parameter ignoringBlanks: whether blanks and line ends may stand anywhere, as in PEM and in XML.
    package static func decode(_ text: some StringProtocol, ignoringBlanks: Bool = false) -> [UInt8]? {
        var digits = Array(text.utf8)
        if ignoringBlanks { digits.removeAll { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 } }
        guard digits.count % 4 == 0 else { return nil }
        let padding = digits.reversed().prefix(2).prefix { $0 == 0x3D }.count
        return BitCode.base64.decode(digits.dropLast(padding))
    }

    /// The text that `text` stands for; nil where it is not Base64 of UTF-8.
    package static func text(_ text: some StringProtocol) -> String? {
        decode(text).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

/// Base64 with the alphabet for URLs and file names and without padding (RFC 4648, section 5; RFC 7515, section 2).
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        BitCode.base64URL.encode(bytes, padding: false)
    }

    /// The bytes that `text` stands for; nil for padding, blanks, other digits, an impossible length, and bits behind
    /// the last byte that are not zero: no two texts say the same.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        BitCode.base64URL.decode(Array(text.utf8)[...])
    }
}

/// Base32 (RFC 4648, section 6), the form in which seeds of one-time codes are written down.
package enum Base32 {
    /// The text of `bytes` in upper case, with padding.
    package static func encode(_ bytes: [UInt8]) -> String {
        BitCode.base32.encode(bytes, padding: true)
    }

    /// The bytes that `text` stands for, as people type it: in either case, with blanks and hyphens anywhere, with or
    /// without padding at the end.
    ///
    /// - Returns: nil for other digits, an impossible length, and bits behind the last byte that are not zero.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var digits = text.utf8.filter { $0 != 0x20 && $0 != 0x2D }
        let padding = digits.reversed().prefix { $0 == 0x3D }.count
        guard padding == 0 || (padding <= 6 && digits.count % 8 == 0) else { return nil }
        digits.removeLast(padding)
        return BitCode.base32.decode(digits.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }[...])
    }
}

/// A code that writes groups of bits as digits.
private struct BitCode {
    private let alphabet: [UInt8]
    /// The value of each byte that is a digit; 0xFF for the others.
    private let values: [UInt8]
    /// Bits in a digit.
    private let bits: Int
    /// Digits in a group that padding fills.
    private let group: Int

    static let base64 = BitCode(letters + lowerLetters + digits + "+/", bits: 6, group: 4)
    static let base64URL = BitCode(letters + lowerLetters + digits + "-_", bits: 6, group: 4)
    static let base32 = BitCode(letters + "234567", bits: 5, group: 8)

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let lowerLetters = "abcdefghijklmnopqrstuvwxyz"
    private static let digits = "0123456789"

    private init(_ alphabet: String, bits: Int, group: Int) {
        self.alphabet = Array(alphabet.utf8)
        self.bits = bits
        self.group = group
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in self.alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: [UInt8], padding: Bool) -> String {
        let digits = (bytes.count * 8 + bits - 1) / bits
        let length = padding ? (digits + group - 1) / group * group : digits
        return String(unsafeUninitializedCapacity: length) { text in
            alphabet.withUnsafeBufferPointer { alphabet in
                var pending: UInt32 = 0
                var count = 0
                var end = 0
                for byte in bytes {
                    pending = pending << 8 | UInt32(byte)
                    count += 8
                    while count >= bits {
                        count -= bits
                        text[end] = alphabet[Int(pending >> UInt32(count)) & (1 << bits - 1)]
                        end += 1
                    }
                    pending &= (1 << UInt32(count)) - 1
                }
                if count > 0 {
                    text[end] = alphabet[Int(pending << UInt32(bits - count)) & (1 << bits - 1)]
                    end += 1
                }
                for place in end..<length { text[place] = 0x3D }
            }
            return length
        }
    }

    func decode(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: digits.count * bits / 8) { bytes, end in
            isWhole = digits.withUnsafeBufferPointer { decode($0, into: bytes, &end) }
        }
        return isWhole ? bytes : nil
    }

    /// - Returns: whether every byte was a digit, and nothing but zeros is left over.
    private func decode(
        _ digits: UnsafeBufferPointer<UInt8>,
        into bytes: UnsafeMutableBufferPointer<UInt8>,
        _ end: inout Int
    ) -> Bool {
        values.withUnsafeBufferPointer { values in
            // Group by group without a branch for each digit: a layer's part is a text of millions of them.
            for start in stride(from: 0, to: digits.count, by: group) {
                let taken = min(group, digits.count - start)
                var pending: UInt64 = 0
                var seen: UInt8 = 0
                for place in start..<(start + taken) {
                    let value = values[Int(digits[place])]
                    seen |= value
                    pending = pending << UInt64(bits) | UInt64(value)
                }
                // Only the last group may lack digits: what it has over is padding of zeros, and less than a whole digit.
                let spare = taken * bits % 8
                // No digit's value has the highest bit.
                guard seen < 0x80, spare < bits, pending & ((1 << UInt64(spare)) - 1) == 0 else { return false }
                pending >>= UInt64(spare)
                let count = taken * bits / 8
                for byte in 0..<count {
                    bytes[end + byte] = UInt8(truncatingIfNeeded: pending >> UInt64(8 * (count - 1 - byte)))
                }
                end += count
            }
            return true
        }
    }
}
