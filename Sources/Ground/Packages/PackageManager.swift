/// A package manager whose database of installed packages is read from the layers of an image.
package enum PackageManager: String, Sendable, CaseIterable, Hashable {
    /// Debian's, with what was made of it.
    case dpkg
    /// Alpine's.
    case apk
    /// Red Hat's, with Amazon Linux's and others.
    case rpm

    /// Whether a text is a version as the package manager has them.
    package func isVersion(_ text: String) -> Bool {
        switch self {
        case .dpkg: DpkgVersion(text) != nil
        case .apk: ApkVersion(text) != nil
        case .rpm: RpmVersion(text) != nil
        }
    }

    /// Whether `version` comes before `other` in the package manager's own order; nil where one of them is not a version.
    package func isVersion(_ version: String, before other: String) -> Bool? {
        switch self {
        case .dpkg: Self.isBefore(DpkgVersion(version), DpkgVersion(other))
        case .apk: Self.isBefore(ApkVersion(version), ApkVersion(other))
        case .rpm: Self.isBefore(RpmVersion(version), RpmVersion(other))
        }
    }

    private static func isBefore<Version: Comparable>(_ version: Version?, _ other: Version?) -> Bool? {
        guard let version, let other else { return nil }
        return version < other
    }
}
