import AWSCore
import CertificateAuthority

/// What a client asked the proxy to connect it to: a host of an AWS service.
struct Tunnel: Sendable, Equatable {
    /// In lower case.
    let host: String

    /// Nil unless `authority` is a service's, with port 443 or 80, and a host that a certificate can be made for.
    init?(_ authority: Authority, reach: HostReach) {
        guard let port = authority.port, port == 443 || port == 80, reach == .service, LeafHost(authority.host) != nil
        else { return nil }
        host = authority.host.lowercased()
    }
}
