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

    static let digest: Self = ownPattern(ImageNames.digestPattern, ImageNames.isDigest)

    static let imageTag: Self =
        ownLength(1...ImageNames.longestTag) + ownPattern(ImageNames.tagPattern, ImageNames.isTag)

    static let uploadID: Self = ownPattern(UploadIdentifier.pattern, UploadIdentifier.isValid)

    static let tagFilter: Self =
        ownPattern("^[0-9a-zA-Z._*-]{1,128}$", TagFilter.hasForm) + .length(1...128)
        + [InputRule(.other("must have at most two wildcards"), isMet: TagFilter.hasFewWildcards)]

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
