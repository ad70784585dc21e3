/// A host name under a suffix of AWS's services, whichever service it is: what can be told from the name.
package struct AWSServiceHost: Sendable, Equatable {
    /// The one registry that is not an account's.
    static let publicRegistry = "public.ecr.aws"

    /// In lower case.
    package let name: String
    /// What AWS calls the service in host names, such as `iam`, `ecr-public` or `s3`.
    package let service: String
    /// The region that the name says, whether there is one of that name or not; nil of a name without.
    package let region: Region?

    /// Nil unless `host` is under a suffix of AWS's.
    ///
    /// - Parameter host: a host name without port, in any case.
    package init?(_ host: some StringProtocol) {
        let name = host.lowercased()
        guard
            let suffix = AWSHost.suffixes.filter({ name == $0 || name.hasSuffix("." + $0) }).max(by: {
                $0.count < $1.count
            })
        else { return nil }
        self.name = name
        guard suffix != Self.publicRegistry else {
            service = "ecr-public"
            region = nil
            return
        }
        // IAM's names say a partition, or nothing, where others say a region.
        if case .iam(let region) = AWSHost(name) {
            service = "iam"
            self.region = region
            return
        }
        var labels = name.dropLast(suffix.count).split(separator: ".")
        // Interface endpoints of VPCs: vpce-….SERVICE.REGION.vpce.SUFFIX.
        if labels.last == "vpce" { labels.removeLast() }
        region = AWSHost(name)?.region ?? labels.last.flatMap(Self.region)
        if labels.count > 1, let last = labels.last, region.map({ $0.name == last }) ?? Self.isPartition(last) {
            labels.removeLast()
        }
        // Buckets, access points and accounts stand before the service, which may have a region in its own label.
        if labels.contains(where: { $0 == "s3" || $0.hasPrefix("s3-") || $0.hasPrefix("s3express-") }) {
            service = "s3"
        } else {
            let label = labels.last { $0 != "dualstack" && $0 != "fips" }.map(String.init) ?? name
            service = label.hasSuffix("-fips") ? String(label.dropLast(5)) : label
        }
    }

    /// A label that has the form of a region's name.
    private static func region(_ label: Substring) -> Region? {
        Partition.all.contains { $0.matches(region: label) } ? Region(label) : nil
    }

    /// A label that stands where a region does, of a service that a partition has once: `iam.us-gov.amazonaws.com`.
    private static func isPartition(_ label: Substring) -> Bool {
        Partition.all.contains { $0.regionPrefixes.contains(String(label)) }
    }
}
