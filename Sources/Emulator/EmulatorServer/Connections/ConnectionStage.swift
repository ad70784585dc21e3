/// How far a connection is on its way to HTTP. Each CONNECT begins another such way inside the connection.
///
/// A value with one transition, ``handle(_:)``.
struct ConnectionStage: Sendable, Equatable {
    enum Event: Sendable {
        /// The first byte that came.
        case firstByte(UInt8)
        /// The client asks for TLS, with the name that it put into its ClientHello, if any (RFC 6066, 3), which may be that
        /// of a service of AWS's, or one of this server's own.
        case clientHello(serverName: String?, isServed: Bool)
    }

    enum Action: Sendable, Equatable {
        case nothing
        case readClientHello
        /// `scheme` is the one that the client uses.
        case speakHTTP(scheme: String)
        /// Show the certificate of `host`.
        case startTLS(host: String)
        /// The client asks for a host that is not AWS's, or not the one it had the proxy connect it to.
        case refuse(serverName: String)
    }

    private enum Phase: Sendable, Equatable {
        case beginning
        case greeting
        case over
    }

    /// Where the CONNECT led that began this stage; nil for the connection itself.
    let tunnel: Tunnel?
    private var phase = Phase.beginning

    init(tunnel: Tunnel?) {
        self.tunnel = tunnel
    }

    mutating func handle(_ event: Event) -> Action {
        switch (phase, event) {
        case (.beginning, .firstByte(0x16)):
            // The type of a TLS handshake record (RFC 8446, 5.1), which no HTTP method begins with.
            phase = .greeting
            return .readClientHello
        case (.beginning, .firstByte):
            phase = .over
            return .speakHTTP(scheme: "http")
        case (.greeting, .clientHello(let serverName, let isServed)):
            phase = .over
            return answer(serverName?.lowercased(), isServed)
        case (.beginning, _), (.greeting, _), (.over, _):
            return .nothing
        }
    }

    private func answer(_ serverName: String?, _ isServed: Bool) -> Action {
        if let tunnel {
            guard let serverName, serverName != tunnel.host else { return .startTLS(host: tunnel.host) }
            return .refuse(serverName: serverName)
        }
        guard let serverName, !Loopback.isName(serverName) else { return .startTLS(host: "localhost") }
        return isServed ? .startTLS(host: serverName) : .refuse(serverName: serverName)
    }
}
