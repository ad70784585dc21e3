import AWSCore

/// A range of IP addresses in CIDR form, or a single address.
struct IPNetwork: Sendable, Equatable {
    /// Four bytes or sixteen.
    private let address: [UInt8]
    private let prefix: Int

    /// Reads `203.0.113.0/24`, `2001:db8::/32`, or an address, which is its own range; nil for anything else. Bits after
    /// the prefix count for nothing.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let address = Self.address(parts[0]), parts.count <= 2 else { return nil }
        self.address = address
        guard parts.count == 2 else {
            prefix = address.count * 8
            return
        }
        guard !parts[1].isEmpty, parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy(\.isDigit),
            let prefix = Int(parts[1]), prefix <= address.count * 8
        else { return nil }
        self.prefix = prefix
    }

    /// Whether `text` is an address of this range; false for what is not one, and for one of the other family.
    func contains(_ text: String) -> Bool {
        guard let other = Self.address(text[...]), other.count == address.count else { return false }
        for index in 0..<address.count {
            let bits = prefix - index * 8
            guard bits > 0 else { return true }
            let mask: UInt8 = bits >= 8 ? 0xFF : ~(0xFF >> UInt8(bits))
            guard address[index] & mask == other[index] & mask else { return false }
        }
        return true
    }

    private static func address(_ text: Substring) -> [UInt8]? {
        text.utf8.contains(UInt8(ascii: ":")) ? version6(text) : version4(text)
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard !part.isEmpty, part.utf8.count <= 3, part.utf8.allSatisfy(\.isDigit), let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func version6(_ text: Substring) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            guard let bytes = groups(text), bytes.count == 16 else { return nil }
            return bytes
        }
        let left = text[..<gap.lowerBound]
        let right = text[gap.upperBound...]
        // An address in the old form may only be the end.
        guard !left.utf8.contains(UInt8(ascii: ".")), let head = groups(left), let tail = groups(right),
            head.count + tail.count <= 14
        else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// Groups of up to four hexadecimal digits between colons, of which the last may be an address in the old form.
    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let end = version4(part) else { return nil }
                bytes += end
                continue
            }
            guard !part.isEmpty, part.utf8.count <= 4, part.utf8.allSatisfy(\.isHexDigitASCII),
                let group = UInt16(part, radix: 16)
            else { return nil }
            bytes += [UInt8(group >> 8), UInt8(truncatingIfNeeded: group)]
        }
        return bytes.count <= 16 ? bytes : nil
    }
}

extension UInt8 {
    fileprivate var isHexDigitASCII: Bool {
        isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f"))
    }
}
