/// Where a host name leads, in an AWS that has nothing but these regions.
package enum HostReach: Sendable, Equatable {
    /// To a service of AWS's, emulated or not.
    case service
    /// Nowhere: no region of AWS's has this name, and DNS knows no host of it.
    case unresolved(Region)
    /// Nowhere: the service has no host in this region.
    case absent(service: String, Region)
    /// Away from AWS.
    case elsewhere

    /// - Parameters:
    ///   - host: a host name without port, in any case.
    ///   - regionExists: whether there is a region that AWS's own list may not have.
    package init(_ host: some StringProtocol, regionExists: (Region) -> Bool = { _ in false }) {
        guard let name = AWSServiceHost(host) else {
            self = .elsewhere
            return
        }
        if let region = name.region, !region.exists, !regionExists(region) {
            self = .unresolved(region)
        } else if name.service == "ecr-public", let region = name.region, region != .northernVirginia {
            self = .absent(service: name.service, region)
        } else {
            self = .service
        }
    }
}
