import AWSCore
import AWSProtocols
import Images
import World

/// The constraints of ECR's model on names (docs/aws/ecr.md, "Constraints"), with the patterns as ECR's errors print
/// them. Some of them ECR tells in words of its own.
extension Array where Element == InputRule<String> {
    static let registryID: Self = [
        // Without quotation marks around the pattern (chanzuckerberg/single-cell-data-portal#3781).
        InputRule(.pattern("[0-9]{12}"), ownWords: "must satisfy regular expression [0-9]{12}") {
            AccountID($0) != nil
        }
    ]

    /// The pattern that ECR prints is older than the one it applies.
    static let repositoryName: Self =
        ownLength(RepositoryName.length)
        + ownPattern(RepositoryName.printedPattern) { Repository.isName($0) }

    /// The model of ECR Public has fewer characters (docs/aws/ecr-public.md, "Constraints").
    static let publicRepositoryName: Self =
        ownLength(RepositoryCatalog.nameLength)
        + ownPattern(RepositoryName.printedPattern) { Repository.isName($0) }

    static let digest: Self = ownPattern(ImageNames.digestPattern, ImageNames.isDigest)

    static let imageTag: Self =
        ownLength(1...ImageNames.longestTag) + ownPattern(ImageNames.tagPattern, ImageNames.isTag)

    /// The key of a resource's tag, as the model of ECR Public has it.
    static let tagKey: Self = .length(1...128)

    static let uploadID: Self = ownPattern(UploadIdentifier.pattern, UploadIdentifier.isValid)

    static let backfillID: Self = .pattern(UploadIdentifier.pattern, UploadIdentifier.isValid)

    static let tagFilter: Self =
        ownPattern("^[0-9a-zA-Z._*-]{1,128}$", TagFilter.hasForm) + .length(1...128)
        + [InputRule(.other("must have at most two wildcards"), isMet: TagFilter.hasFewWildcards)]

    /// The prefix of a repository creation template.
    static let templatePrefix: Self =
        .length(1...256)
        + .pattern(#"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$"#) {
            RepositoryPrefix.read($0) != nil
        }

    /// The prefix of a pull-through cache rule, here or at the upstream.
    static let cachePrefix: Self =
        .length(PullThroughCacheRule.prefixLength)
        + .pattern(#"^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$"#) {
            RepositoryPrefix.read($0) != nil
        }

    /// The ARN of a secret for an upstream registry.
    static let credentialARN: Self =
        .length(50...612)
        + .pattern(
            #"^arn:aws(-\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\-pullthroughcache\/[a-zA-Z0-9\/_+=.@-]+$"#,
            UpstreamSecret.isARN
        )

    /// The key of a repository creation template, which may be empty.
    static let templateKey: Self =
        .length(0...RepositoryEncryption.keyLength.upperBound)
        + .pattern(#"^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+"#) { text in
            guard !text.isEmpty else { return true }
            guard let arn = ARN(text), arn.partition.hasPrefix("aws"), arn.service == "kms", !arn.region.isEmpty,
                AccountID(arn.account) != nil, arn.resource.hasPrefix("key/")
            else { return false }
            let id = arn.resource.dropFirst(4)
            return !id.isEmpty
                && (id + arn.region + arn.partition).utf8.allSatisfy {
                    $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2D
                }
        }

    /// The ARN of a user or a role whose pulls do not count.
    static let principalARN: Self =
        .length(0...PullTimeExclusion.longestARN)
        + .pattern(PullTimeExclusion.pattern, PullTimeExclusion.isPrincipal)

    /// A destination's region.
    static let replicationRegion: Self =
        .length(2...25)
        + .pattern("[0-9a-z-]{2,25}") { text in
            // A name of another form is not a region's, and is refused with the form that is printed.
            Region(text) != nil && (2...25).contains(text.utf8.count)
                && text.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) || $0 == 0x2D }
        }

    /// The beginning of the names of repositories.
    static let replicationFilter: Self =
        .length(2...256)
        + .pattern(
            "^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$",
            ReplicationRule.isPrefix
        )

    /// The repositories of a scanning rule.
    static let scanFilter: Self =
        .length(ScanningConfiguration.filterLength)
        + .pattern(ScanningConfiguration.filterPattern, RepositoryFilter.hasForm)

    /// The repositories of a signing rule.
    static let signingFilter: Self =
        .length(SigningConfiguration.filterLength)
        + .pattern(SigningConfiguration.filterPattern, RepositoryFilter.hasForm)

    static let signingProfile: Self =
        .length(0...SigningConfiguration.longestProfile)
        + .pattern(SigningConfiguration.profilePattern, SigningConfiguration.isProfile)

    /// Bounds in ECR's own words.
    private static func ownLength(_ length: ClosedRange<Int>) -> Self {
        [
            InputRule(
                .leastLength(length.lowerBound),
                ownWords: "must have length greater than or equal to \(length.lowerBound)"
            ) { $0.utf16.count >= length.lowerBound },
            InputRule(
                .mostLength(length.upperBound),
                ownWords: "must have length less than or equal to \(length.upperBound)"
            ) { $0.utf16.count <= length.upperBound },
        ]
    }

    /// A pattern in ECR's own words.
    static func ownPattern(_ printed: String, _ matches: @escaping @Sendable (String) -> Bool) -> Self {
        [InputRule(.pattern(printed), ownWords: "must satisfy regular expression '\(printed)'", isMet: matches)]
    }
}
