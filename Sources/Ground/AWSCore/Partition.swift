/// A set of regions with its own accounts and DNS suffixes: `aws`, `aws-cn` and the others (botocore's partitions).
package struct Partition: Hashable, Sendable {
    /// The name that stands in ARNs, such as `aws-us-gov`.
    package let name: String
    /// The suffix of service host names, such as `amazonaws.com`.
    package let suffix: String
    /// The suffix of dual-stack service host names, such as `api.aws`.
    package let dualStackSuffix: String
    /// The suffix of dual-stack registry host names, such as `on.aws`; nil where no such registry names exist.
    package let dualStackRegistrySuffix: String?
    /// What comes before the place and the number in this partition's region names, such as `us-gov`.
    package let regionPrefixes: [String]
    /// The names of the regions that there are, as botocore 1.44.8 has them, sorted.
    package let regions: [String]

    package static let aws = Partition(
        name: "aws",
        suffix: "amazonaws.com",
        dualStackSuffix: "api.aws",
        dualStackRegistrySuffix: "on.aws",
        regionPrefixes: ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        regions: [
            "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
            "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
            "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2",
            "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1",
            "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1", "sa-west-1", "us-east-1",
            "us-east-2", "us-west-1", "us-west-2",
        ]
    )
    package static let china = Partition(
        name: "aws-cn",
        suffix: "amazonaws.com.cn",
        dualStackSuffix: "api.amazonwebservices.com.cn",
        dualStackRegistrySuffix: "on.amazonwebservices.com.cn",
        regionPrefixes: ["cn"],
        regions: ["cn-north-1", "cn-northwest-1"]
    )
    package static let govCloud = Partition(
        name: "aws-us-gov",
        suffix: "amazonaws.com",
        dualStackSuffix: "api.aws",
        dualStackRegistrySuffix: "on.aws",
        regionPrefixes: ["us-gov"],
        regions: ["us-gov-east-1", "us-gov-west-1"]
    )
    package static let iso = Partition(
        name: "aws-iso",
        suffix: "c2s.ic.gov",
        dualStackSuffix: "api.aws.ic.gov",
        dualStackRegistrySuffix: nil,
        regionPrefixes: ["us-iso"],
        regions: ["us-iso-east-1", "us-iso-west-1"]
    )
    package static let isoB = Partition(
        name: "aws-iso-b",
        suffix: "sc2s.sgov.gov",
        dualStackSuffix: "api.aws.scloud",
        dualStackRegistrySuffix: nil,
        regionPrefixes: ["us-isob"],
        regions: ["us-isob-east-1", "us-isob-west-1"]
    )
    package static let isoE = Partition(
        name: "aws-iso-e",
        suffix: "cloud.adc-e.uk",
        dualStackSuffix: "api.cloud-aws.adc-e.uk",
        dualStackRegistrySuffix: nil,
        regionPrefixes: ["eu-isoe"],
        regions: ["eu-isoe-west-1"]
    )
    package static let isoF = Partition(
        name: "aws-iso-f",
        suffix: "csp.hci.ic.gov",
        dualStackSuffix: "api.aws.hci.ic.gov",
        dualStackRegistrySuffix: nil,
        regionPrefixes: ["us-isof"],
        regions: ["us-isof-east-1", "us-isof-south-1"]
    )
    package static let europe = Partition(
        name: "aws-eusc",
        suffix: "amazonaws.eu",
        dualStackSuffix: "api.amazonwebservices.eu",
        dualStackRegistrySuffix: nil,
        regionPrefixes: ["eusc-de"],
        regions: ["eusc-de-east-1"]
    )

    /// Every partition, `aws` first.
    package static let all: [Partition] = [.aws, .china, .govCloud, .iso, .isoB, .isoE, .isoF, .europe]

    /// The partition that an ARN names.
    package init?(name: some StringProtocol) {
        guard let partition = Partition.all.first(where: { $0.name == name }) else { return nil }
        self = partition
    }

    private init(
        name: String,
        suffix: String,
        dualStackSuffix: String,
        dualStackRegistrySuffix: String?,
        regionPrefixes: [String],
        regions: [String]
    ) {
        self.name = name
        self.suffix = suffix
        self.dualStackSuffix = dualStackSuffix
        self.dualStackRegistrySuffix = dualStackRegistrySuffix
        self.regionPrefixes = regionPrefixes
        self.regions = regions
    }

    /// The region for which calls of services are signed that a partition has once, such as IAM: `us-east-1`.
    package var globalRegion: Region { Region(verified: globalRegionName) }

    private var globalRegionName: String {
        switch self {
        case .china: "cn-north-1"
        case .govCloud: "us-gov-west-1"
        case .iso: "us-iso-east-1"
        case .isoB: "us-isob-east-1"
        case .isoE: "eu-isoe-west-1"
        case .isoF: "us-isof-south-1"
        case .europe: "eusc-de-east-1"
        default: "us-east-1"
        }
    }

    /// Whether `region` has the form of this partition's regions: prefix, place, number.
    package func matches(region: some StringProtocol) -> Bool {
        regionPrefixes.contains { prefix in
            guard region.hasPrefix(prefix + "-") else { return false }
            let parts = region.dropFirst(prefix.count + 1).split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return false }
            return !parts[0].isEmpty && parts[0].utf8.allSatisfy(\.isWordCharacter)
                && !parts[1].isEmpty && parts[1].utf8.allSatisfy(\.isDigit)
        }
    }
}

extension UInt8 {
    /// An ASCII digit.
    package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// What `\w` means in AWS's patterns: an ASCII letter, digit or underscore.
    package var isWordCharacter: Bool {
        isDigit || (self >= 0x41 && self <= 0x5A) || (self >= 0x61 && self <= 0x7A) || self == 0x5F
    }
}
