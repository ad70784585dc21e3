import World

/// The rules for a repository's name (docs/aws/ecr.md, "Constraints").
package enum RepositoryName {
    /// The pattern as ECR's error prints it, which is older than the one it applies.
    package static let printedPattern = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*"

    /// In UTF-16 code units.
    package static let length = 2...256

    /// - Throws: ``ImagesError/invalidParameter(_:_:)`` for the first rule that `name` breaks, at `member`.
    package static func requireValid(_ name: String, at member: String) throws(ImagesError) {
        let count = name.utf16.count
        guard count >= length.lowerBound else {
            throw .invalidParameter(member, "must have length greater than or equal to \(length.lowerBound)")
        }
        guard count <= length.upperBound else {
            throw .invalidParameter(member, "must have length less than or equal to \(length.upperBound)")
        }
        guard Repository.isName(name) else {
            throw .invalidForm(member, pattern: printedPattern)
        }
    }
}
