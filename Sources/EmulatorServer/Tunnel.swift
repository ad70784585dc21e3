import AWSCore

/// What a client asked the proxy to connect it to: an AWS host that is emulated.
struct Tunnel: Sendable, Equatable {
    /// In lower case.
    let host: String

    /// Nil unless `authority` is an emulated host's, with port 443 or 80.
    init?(_ authority: Authority) {
        guard let port = authority.port, port == 443 || port == 80, AWSHost(authority.host) != nil else { return nil }
        host = authority.host.lowercased()
    }
}
