import World

/// The check of a repository's name (emulator.md D.2).
package enum RepositoryName {
    /// The pattern as ECR's error prints it, which is older than the one it applies.
    private static let printedPattern = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*"

    private static let length = 2...256

    /// - Throws: AWS's error for the first rule that `name` breaks, at `member`.
    package static func check(_ name: String, at member: String) throws(ECRError) {
        let count = name.utf16.count
        guard count >= length.lowerBound else {
            throw .invalidParameter(member, "must have length greater than or equal to \(length.lowerBound)")
        }
        guard count <= length.upperBound else {
            throw .invalidParameter(member, "must have length less than or equal to \(length.upperBound)")
        }
        guard Repository.isName(name) else {
            throw .invalidParameter(member, "must satisfy regular expression '\(printedPattern)'")
        }
    }

    /// - Throws: AWS's error at `list` where one of the names breaks a rule.
    static func check(_ names: [String], in list: String) throws(ECRError) {
        for name in names where !length.contains(name.utf16.count) || !Repository.isName(name) {
            throw .invalidElement(of: list, length: length, pattern: printedPattern)
        }
    }
}
