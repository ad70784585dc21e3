/// A host that a leaf certificate can be made for.
package enum LeafHost: Hashable, Sendable, CustomStringConvertible {
    /// `localhost`, `127.0.0.1` and `::1`, which share one certificate.
    case loopback
    /// A DNS name in lower case.
    case domain(String)

    /// Nil for what is neither a loopback name nor a DNS name of letters, digits, dashes and dots.
    package init?(_ host: some StringProtocol) {
        let name = host.lowercased()
        if ["localhost", "127.0.0.1", "::1"].contains(name) {
            self = .loopback
            return
        }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(LeafHost.isLabel) else { return nil }
        // A name that ends in digits is an address, and no other address than loopback has a certificate.
        guard let last = labels.last, !last.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        self = .domain(name)
    }

    package var description: String {
        switch self {
        case .loopback: "localhost"
        case .domain(let name): name
        }
    }

    /// The subject's alternative names in libcrypto's notation. Nothing in them can be read as a further name.
    var extensionValue: String {
        switch self {
        case .loopback: "DNS:localhost,IP:127.0.0.1,IP:::1"
        case .domain(let name): "DNS:" + name
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        let bytes = label.utf8
        guard (1...63).contains(bytes.count), !label.hasPrefix("-"), !label.hasSuffix("-") else { return false }
        return bytes.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
    }
}
