/// The names of the IAM API, of which each partition has one (botocore's endpoint rules for `iam`).
enum IAMHostNames {
    /// The region for which calls to `host` are signed; nil for a host that is not IAM's.
    ///
    /// - Parameter host: in lower case.
    static func region(of host: String) -> Region? { regions[host] }

    /// The name that clients use by default: `iam.amazonaws.com`.
    static func plain(in partition: Partition) -> String { names(in: partition)[0] }

    private static let regions: [String: Region] = Dictionary(
        uniqueKeysWithValues: Partition.all.flatMap { partition in
            names(in: partition).map { ($0, partition.globalRegion) }
        }
    )

    /// The plain name first, then those for FIPS and for both address families, where there are such.
    private static func names(in partition: Partition) -> [String] {
        switch partition {
        case .aws: ["iam.amazonaws.com", "iam-fips.amazonaws.com", "iam.global.api.aws", "iam-fips.global.api.aws"]
        case .china: ["iam.cn-north-1.amazonaws.com.cn", "iam.global.api.amazonwebservices.com.cn"]
        case .govCloud: ["iam.us-gov.amazonaws.com", "iam.us-gov.api.aws"]
        default:
            ["iam", "iam-fips"].map { "\($0).\(partition.globalRegion).\(partition.suffix)" }
        }
    }
}
