package import Foundation
package import Packages

/// What scans of images take and find in a world (docs/world.md, "Scans"). It never changes while the world lives.
package struct Scans: Sendable, Equatable {
    /// How long a scan takes, by the world's clock.
    package var duration: TimeInterval
    /// When what is known of vulnerabilities was last brought up to date.
    package var updatedAt: Date
    /// In the order in which findings are listed: the gravest first, those of one severity by name.
    package let vulnerabilities: [Vulnerability]
    /// The images whose operating system no scan knows.
    package var unsupported: [ImageSelector]
    private let byName: [String: Vulnerability]

    /// - Parameter updatedAt: nil is the moment that a world's file means where it names none.
    package init(
        duration: TimeInterval = 0,
        updatedAt: Date? = nil,
        vulnerabilities: [Vulnerability] = [],
        unsupported: [ImageSelector] = []
    ) {
        self.duration = duration
        self.updatedAt = updatedAt ?? WorldReader.usualCreation
        self.vulnerabilities = vulnerabilities.sorted { ($0.severity.rank, $0.name) < ($1.severity.rank, $1.name) }
        self.unsupported = unsupported
        byName = Dictionary(vulnerabilities.map { ($0.name, $0) }) { $1 }
    }

    /// Whether a scan looks for installed packages.
    package var looksIntoLayers: Bool { vulnerabilities.contains { !$0.affected.isEmpty } }

    /// What there is to find in an image, in the order of lists, each once.
    ///
    /// - Parameter inventory: what is installed in it; nil where nobody has looked.
    package func findings(in image: SelectableImage, _ inventory: PackageInventory? = nil) -> [ScanFinding] {
        let installed = Dictionary(grouping: inventory?.packages ?? [], by: \.manager)
        var findings: [ScanFinding] = []
        for vulnerability in vulnerabilities {
            if vulnerability.isIn(image) { findings.append(ScanFinding(vulnerability, in: vulnerability.package)) }
            for affected in vulnerability.affected {
                for package in installed[affected.manager] ?? [] {
                    if let found = affected.affects(package) { findings.append(ScanFinding(vulnerability, in: found)) }
                }
            }
        }
        // A package that was built in parts has it once, and so has one that is said in two ways.
        var seen: Set<String> = []
        return findings.sorted { $0.sortKey < $1.sortKey }.filter { seen.insert($0.sortKey).inserted }
    }

    /// Whether a scan knows the operating system of an image.
    package func supports(_ image: SelectableImage) -> Bool { !unsupported.contains { $0.selects(image) } }

    /// The vulnerability of this name; nil where the world has none.
    package func vulnerability(_ name: String) -> Vulnerability? { byName[name] }
}
