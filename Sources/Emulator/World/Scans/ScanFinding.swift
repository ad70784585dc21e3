/// A vulnerability as a scan has found it in an image.
package struct ScanFinding: Sendable, Equatable {
    package let vulnerability: Vulnerability
    /// The package that has it there, where that is known.
    package let package: Vulnerability.Package?

    package init(_ vulnerability: Vulnerability, in package: Vulnerability.Package?) {
        self.vulnerability = vulnerability
        self.package = package
    }

    /// Sorts as findings are listed: the gravest first, those of one severity by name, those of one name by package.
    package var sortKey: String {
        let names = [vulnerability.name] + (package.map { [$0.name, $0.version] } ?? [])
        return "\(vulnerability.severity.rank) \(names.joined(separator: " "))"
    }
}
