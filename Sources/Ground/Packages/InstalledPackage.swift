/// A package that is installed in an image.
package struct InstalledPackage: Sendable, Hashable {
    package let manager: PackageManager
    package let name: String
    package let version: String
    /// What it was built from, which is how advisories name packages; the package itself where its database names nothing
    /// else.
    package let source: String
    package let sourceVersion: String

    package init(
        _ manager: PackageManager,
        name: String,
        version: String,
        source: String? = nil,
        sourceVersion: String? = nil
    ) {
        self.manager = manager
        self.name = name
        self.version = version
        self.source = source ?? name
        self.sourceVersion = sourceVersion ?? version
    }

    /// The version under which an advisory about `package` means it; nil where it means another package.
    package func version(as package: String) -> String? {
        if source == package { return sourceVersion }
        return name == package ? version : nil
    }
}
