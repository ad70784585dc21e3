package import Foundation

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
    }

    /// The vulnerabilities that an image has, in their order.
    package func findings(in image: SelectableImage) -> [Vulnerability] {
        vulnerabilities.filter { vulnerability in
            vulnerability.images?.contains { $0.selects(image) } ?? true
        }
    }

    /// Whether a scan knows the operating system of an image.
    package func supports(_ image: SelectableImage) -> Bool { !unsupported.contains { $0.selects(image) } }

    /// The vulnerabilities of these names, in their order.
    package func vulnerabilities(named names: [String]) -> [Vulnerability] {
        let names = Set(names)
        return vulnerabilities.filter { names.contains($0.name) }
    }
}
