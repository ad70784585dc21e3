/// A host name of AWS's that Drydock stands in for: the ECR, STS, IAM, S3, EKS and Organizations APIs, the private registries and the
/// bucket that their layers are downloaded from, in every partition; and ECR Public's API and registry.
///
/// Covers the plain, FIPS and dual-stack names, the global `sts.amazonaws.com` and `s3.amazonaws.com`, the one name that
/// IAM has in a partition, the `ecr.REGION` name of very old SDKs, and the names of VPC interface endpoints of ECR and
/// STS.
package enum AWSHost: Hashable, Sendable {
    /// The ECR API of a region.
    case ecr(Region)
    /// The API of ECR Public, which one region has.
    case ecrPublic(Region)
    /// The registry of all public repositories, `public.ecr.aws`.
    case publicRegistry
    /// The STS API of a region; the global endpoint is `us-east-1`'s.
    case sts(Region)
    /// The IAM API of a partition, by ``Partition/globalRegion``.
    case iam(Region)
    /// The registry of an account in a region.
    case registry(AccountID, Region)
    /// The bucket of a region that registries send clients to for layers (docs/aws/registry.md, "Downloads").
    case layers(Region)
    /// The S3 API, or a bucket by its own name.
    case s3(S3Host)
    /// The EKS API of a region.
    case eks(Region)
    /// The API of AWS Organizations, which one region has.
    case organizations(Region)
    /// One of ECR's and STS's through an interface endpoint of a VPC.
    case endpoint(VPCEndpointHost)

    /// The service and region that `host` stands for; nil for any other host.
    ///
    /// - Parameter host: a host name without port, in any case.
    package init?(_ host: some StringProtocol) {
        let name = host.lowercased()
        if name == "sts.amazonaws.com", let region = Region("us-east-1") {
            self = .sts(region)
            return
        }
        if let region = IAMHostNames.region(of: name) {
            self = .iam(region)
            return
        }
        if name == AWSServiceHost.publicRegistry {
            self = .publicRegistry
            return
        }
        if let found = S3Host(global: name) {
            self = .s3(found)
            return
        }
        for partition in Partition.all {
            if let prefix = name.prefix(beforeSuffix: "vpce." + partition.suffix),
                let found = VPCEndpointHost(prefix, in: partition)
            {
                self = .endpoint(found)
                return
            }
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
        case .ecr(let region), .ecrPublic(let region), .sts(let region), .iam(let region), .registry(_, let region),
            .layers(let region),
            .eks(let region), .organizations(let region):
            region
        case .publicRegistry: .northernVirginia
        case .s3(let host): host.region
        case .endpoint(let endpoint): endpoint.region
        }
    }

    /// The plain host name of this service: `api.ecr.us-east-1.amazonaws.com`; of an endpoint its own name.
    package var name: String {
        let suffix = region.partition.suffix
        return switch self {
        case .ecr(let region): "api.ecr.\(region).\(suffix)"
        case .ecrPublic(let region): "api.ecr-public.\(region).\(suffix)"
        case .publicRegistry: AWSServiceHost.publicRegistry
        case .sts(let region): "sts.\(region).\(suffix)"
        case .registry(let account, let region): "\(account).dkr.ecr.\(region).\(suffix)"
        case .layers(let region): "\(AWSHost.layerBucket(in: region)).s3.\(region).\(suffix)"
        case .s3(let host): host.name
        case .eks(let region): "eks.\(region).\(suffix)"
        case .organizations(let region): "organizations.\(region).\(suffix)"
        case .iam: IAMHostNames.plain(in: region.partition)
        case .endpoint(let endpoint): endpoint.name
        }
    }

    /// Whether `host` is under a suffix of AWS's services, emulated or not, so that a name of no known service is told
    /// apart from a host that has nothing to do with AWS.
    package static func isAWSName(_ host: some StringProtocol) -> Bool {
        let name = host.lowercased()
        return suffixes.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    /// The suffixes of AWS's services, in every partition, and the name of the public registry.
    static let suffixes: [String] =
        Partition.all.flatMap { [$0.suffix, $0.dualStackSuffix] + ($0.dualStackRegistrySuffix.map { [$0] } ?? []) }
        + [AWSServiceHost.publicRegistry]

    private init?(plain prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        switch labels.count {
        case 2 where labels[0] == "sts" || labels[0] == "sts-fips" || labels[0] == "ecr":
            guard let region = AWSHost.region(labels[1], in: partition) else { return nil }
            self = labels[0] == "ecr" ? .ecr(region) : .sts(region)
        case 2 where labels[0] == "organizations" || labels[0] == "organizations-fips":
            guard let region = AWSHost.publicRegion(labels[1], in: partition) else { return nil }
            self = .organizations(region)
        case 2 where labels[0] == "eks":
            guard let region = AWSHost.region(labels[1], in: partition) else { return nil }
            self = .eks(region)
        // EKS has the word as a label of its own.
        case 3 where labels[0] == "fips" && labels[1] == "eks":
            guard let region = AWSHost.region(labels[2], in: partition) else { return nil }
            self = .eks(region)
        case 3 where labels[0] == "api" && (labels[1] == "ecr" || labels[1] == "ecr-fips"):
            guard let region = AWSHost.region(labels[2], in: partition) else { return nil }
            self = .ecr(region)
        case 3 where labels[0] == "api" && labels[1] == "ecr-public":
            guard let region = AWSHost.publicRegion(labels[2], in: partition) else { return nil }
            self = .ecrPublic(region)
        case 4 where labels[1] == "dkr" && (labels[2] == "ecr" || labels[2] == "ecr-fips"):
            guard let account = AccountID(labels[0]), let region = AWSHost.region(labels[3], in: partition) else {
                return nil
            }
            self = .registry(account, region)
        default:
            guard let host = S3Host(labels, in: partition) else { return nil }
            // The name of the layers' bucket says the region once more.
            self = host.bucket == AWSHost.layerBucket(in: host.region) ? .layers(host.region) : .s3(host)
        }
    }

    private init?(dualStack prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count == 2, let region = AWSHost.region(labels[1], in: partition) else { return nil }
        switch labels[0] {
        case "ecr", "ecr-fips": self = .ecr(region)
        case "ecr-public":
            guard let region = AWSHost.publicRegion(labels[1], in: partition) else { return nil }
            self = .ecrPublic(region)
        case "sts", "sts-fips": self = .sts(region)
        case "eks", "eks-fips": self = .eks(region)
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

    /// The one region with the APIs of ECR Public and AWS Organizations.
    private static func publicRegion(_ label: Substring, in partition: Partition) -> Region? {
        partition == .aws && label == Region.northernVirginia.name ? .northernVirginia : nil
    }

    private static func layerBucket(in region: Region) -> String { "prod-\(region)-starport-layer-bucket" }

    /// A region under a suffix belongs to the partition of that suffix; one that matches no pattern counts as `aws`.
    static func region(_ label: Substring, in partition: Partition) -> Region? {
        guard let region = Region(label) else { return nil }
        return region.partition.suffix == partition.suffix ? region : nil
    }
}

/// The name that every interface endpoint of a VPC has, whether its private names are switched on or not:
/// `vpce-0a1b2c3d4e5f60718-abcdefgh.api.ecr.us-east-1.vpce.amazonaws.com`, and the same with `dkr.ecr` or `sts`.
///
/// A name that holds for one zone has the zone after the second part: `vpce-0a1b2c3d-abcdefgh-us-east-1a`. The
/// registry's name says nothing of an account: there is one label before `dkr.ecr`, as AWS's certificate has it
/// (`*.dkr.ecr.us-east-1.vpce.amazonaws.com`).
package struct VPCEndpointHost: Hashable, Sendable {
    /// What the endpoint leads to; the first labels after the endpoint's own.
    package enum Service: String, Sendable {
        case ecr = "api.ecr"
        case sts
        case registry = "dkr.ecr"
    }

    /// The endpoint's ID, such as `vpce-0a1b2c3d4e5f60718`.
    package let id: String
    package let service: Service
    package let region: Region
    /// The whole host name in lower case.
    package let name: String

    /// - Parameter prefix: what stands before `.vpce.SUFFIX`, in lower case.
    fileprivate init?(_ prefix: Substring, in partition: Partition) {
        let labels = prefix.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 3, let last = labels.last, let region = AWSHost.region(last, in: partition),
            let service = Service(rawValue: labels[1..<(labels.count - 1)].joined(separator: "."))
        else { return nil }
        let parts = labels[0].split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "vpce", !parts.contains(where: \.isEmpty),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) } })
        else { return nil }
        id = "vpce-" + parts[1]
        self.service = service
        self.region = region
        name = "\(prefix).vpce.\(partition.suffix)"
    }
}

extension String {
    /// What stands before `.suffix`, or nil where the string does not end so.
    fileprivate func prefix(beforeSuffix suffix: String) -> Substring? {
        guard hasSuffix("." + suffix) else { return nil }
        return dropLast(suffix.count + 1)
    }
}
