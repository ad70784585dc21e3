import AWSCore

/// A host with or without a port, as in a `Host` header or a CONNECT request's target.
struct Authority: Sendable, Equatable {
    /// A host name or address, without brackets, as sent.
    let host: String
    let port: Int?

    /// Nil unless `text` is a host name, an IPv4 address or a bracketed IPv6 address, and a port from 1 to 65535 if any.
    init?(_ text: some StringProtocol) {
        let name: Substring
        let rest: Substring
        if text.hasPrefix("[") {
            let inside = Substring(text).dropFirst()
            guard let end = inside.firstIndex(of: "]") else { return nil }
            name = inside[..<end]
            rest = inside[inside.index(after: end)...]
            guard name.contains(":"), name.utf8.allSatisfy({ $0.isHexDigit || $0 == 0x3A || $0 == 0x2E }) else {
                return nil
            }
        } else {
            name = Substring(text).prefix { $0 != ":" }
            rest = Substring(text)[name.endIndex...]
            guard name.utf8.allSatisfy({ $0.isWordCharacter || $0 == 0x2D || $0 == 0x2E }) else { return nil }
        }
        guard !name.isEmpty else { return nil }
        host = String(name)
        if rest.isEmpty {
            port = nil
        } else {
            let digits = rest.dropFirst()
            guard rest.hasPrefix(":"), (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(\.isDigit) else {
                return nil
            }
            guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
            port = number
        }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { isDigit || (0x61...0x66).contains(lowercasedASCII) }
}
