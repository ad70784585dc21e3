/// A host name of AWS's that Drydock stands in for: the ECR and STS APIs and the private registries, in every partition.
///
/// Covers the plain, FIPS and dual-stack names, the global `sts.amazonaws.com`, and the `ecr.REGION` name of very old
/// SDKs.
package enum AWSHost: Hashable, Sendable {
    /// The ECR API of a region.
    case ecr(Region)
    /// The STS API of a region; the global endpoint is `us-east-1`'s.
    case sts(Region)
    /// The registry of an account in a region.
    case registry(AccountID, Region)

    /// The service and region that `host` stands for; nil for any other host.
    ///
    /// - Parameter host: a host name without port, in any case.
    package init?(_ host: some StringProtocol) {
        let name = host.lowercased()
        if name == "sts.amazonaws.com", let region = Region("us-east-1") {
            self = .sts(region)
            return
        }
        for partition in Partition.all {
            if let prefix = name.prefix(beforeSuffix: partition.dualStackSuffix),
                let found = AWSHost(dualStack: prefix, in: partition)
            {
                self = found
                return
            }
            if let suffix = partition.dualStackRegistrySuffix, let prefix = name.prefix(beforeSuffix: suffix),
                let found = AWSHost(dualStackRegistry: prefix, in: partition)
            {
                self = found
                return
            }
            if let prefix = name.prefix(beforeSuffix: partition.suffix),
                let found = AWSHost(plain: prefix, in: partition)
            {
                self = found
                return
            }
        }
        return nil
    }

    package var region: Region {
        switch self {
        case .ecr(let region), .sts(let region), .registry(_, let region): region
        }
    }

    /// The plain host name of this service: `api.ecr.us-east-1.amazonaws.com`.
    package var name: String {
        let suffix = region.partition.suffix
        return switch self {
        case .ecr(let region): "api.ecr.\(region).\(suffix)"
        case .sts(let region): "sts.\(region).\(suffix)"
        case .registry(let account, let region): "\(account).dkr.ecr.\(region).\(suffix)"
        }
    }

    /// Whether `host` is under a suffix of AWS's, emulated or not, so that a name of no known service is told apart
    /// from a host that has nothing to do with AWS.
    package static func isAWSName(_ host: some StringProtocol) -> Bool {
        let name = host.lowercased()
        return Partition.all.contains { partition in
            [partition.suffix, partition.dualStackSuffix, partition.dualStackRegistrySuffix]
                .contains { suffix in suffix.map { name == $0 || name.hasSuffix("." + $0) } ?? false }
        }
    }

    private init?(plain prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        switch labels.count {
        case 2 where labels[0] == "sts" || labels[0] == "sts-fips" || labels[0] == "ecr":
            guard let region = AWSHost.region(labels[1], in: partition) else { return nil }
            self = labels[0] == "ecr" ? .ecr(region) : .sts(region)
        case 3 where labels[0] == "api" && (labels[1] == "ecr" || labels[1] == "ecr-fips"):
            guard let region = AWSHost.region(labels[2], in: partition) else { return nil }
            self = .ecr(region)
        case 4 where labels[1] == "dkr" && (labels[2] == "ecr" || labels[2] == "ecr-fips"):
            guard let account = AccountID(labels[0]), let region = AWSHost.region(labels[3], in: partition) else {
                return nil
            }
            self = .registry(account, region)
        default:
            return nil
        }
    }

    private init?(dualStack prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count == 2, let region = AWSHost.region(labels[1], in: partition) else { return nil }
        switch labels[0] {
        case "ecr", "ecr-fips": self = .ecr(region)
        case "sts", "sts-fips": self = .sts(region)
        default: return nil
        }
    }

    private init?(dualStackRegistry prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count == 3, labels[1] == "dkr-ecr" || labels[1] == "dkr-ecr-fips" else { return nil }
        guard let account = AccountID(labels[0]), let region = AWSHost.region(labels[2], in: partition) else {
            return nil
        }
        self = .registry(account, region)
    }

    /// A region under a suffix belongs to the partition of that suffix; one that matches no pattern counts as `aws`.
    private static func region(_ label: Substring, in partition: Partition) -> Region? {
        guard let region = Region(label) else { return nil }
        return region.partition.suffix == partition.suffix ? region : nil
    }
}

extension String {
    /// What stands before `.suffix`, or nil where the string does not end so.
    fileprivate func prefix(beforeSuffix suffix: String) -> Substring? {
        guard hasSuffix("." + suffix) else { return nil }
        return dropLast(suffix.count + 1)
    }
}
