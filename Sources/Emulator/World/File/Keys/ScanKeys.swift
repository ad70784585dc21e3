/// The keys of what scans take and find.
enum ScansKey: String, WorldFileKey {
    case duration
    case updatedAt = "updated_at"
    case vulnerabilities
    case unsupportedImages = "unsupported_images"
}

/// The keys of a vulnerability.
enum VulnerabilityKey: String, WorldFileKey {
    case severity
    case description
    case uri
    case package
    case packages
    case cvss
    case images
}

/// The keys of a package that has a vulnerability.
enum PackageKey: String, WorldFileKey {
    case name
    case version
    case fixedIn = "fixed_in"
}

/// The keys of a package that has a vulnerability wherever it is installed.
enum AffectedPackageKey: String, WorldFileKey {
    case manager
    case name
    case from
    case fixedIn = "fixed_in"
}

/// The keys of a score.
enum ScoreKey: String, WorldFileKey {
    case version
    case score
    case vector
}

/// The keys of a selector of images.
enum SelectorKey: String, WorldFileKey {
    case account
    case region
    case repository
    case tag
    case digest
    case layer
}

extension SelectorKey {
    /// All of them, for a sentence.
    static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
