import NIOCore

/// The addresses and names of this machine's loopback interface.
enum Loopback {
    /// Whether `host`, a name or address without brackets, stands for loopback.
    static func isName(_ host: some StringProtocol) -> Bool {
        let name = host.lowercased()
        return name == "localhost" || name == "127.0.0.1" || name == "::1"
    }

    /// Whether `address` is in 127.0.0.0/8 or is ::1.
    static func contains(_ address: SocketAddress) -> Bool {
        guard let text = address.ipAddress else { return false }
        return text == "::1" || address.protocol == .inet && text.hasPrefix("127.")
    }

    /// The socket address of `host`; nil unless it is a loopback address or `localhost`.
    static func address(_ host: String, port: Int) -> SocketAddress? {
        let text = host.lowercased() == "localhost" ? "127.0.0.1" : host
        guard let address = try? SocketAddress(ipAddress: text, port: port), contains(address) else { return nil }
        return address
    }
}
