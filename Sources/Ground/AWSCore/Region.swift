/// A region's name, such as `us-east-1`.
package struct Region: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    /// Nil unless `name` has a region's form: lower-case letters, digits and inner dashes.
    package init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return nil }
        guard first != 0x2D, last != 0x2D else { return nil }
        guard bytes.allSatisfy({ $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x2D }) else { return nil }
        self.name = name
    }

    package init?(_ name: some StringProtocol) {
        self.init(String(name))
    }

    /// Reads a name that was kept: a region's, or that of ``publicRegistry``.
    package init?(kept name: String) {
        guard name != Self.publicRegistry.name else {
            self = .publicRegistry
            return
        }
        self.init(name)
    }

    private init(constant: String) {
        name = constant
    }

    /// What stands in the place of a region for the public registries, which belong to none. No text of a client's or of a
    /// world's file reads as it.
    package static let publicRegistry = Region(constant: "ecr:public")

    /// Where AWS has what it has once: the API of ECR Public, and what belongs to no region.
    package static let northernVirginia = Region(constant: "us-east-1")

    /// - Parameter name: one of ``Partition/regions``.
    init(verified name: String) { self.name = name }

    /// The partition whose pattern the name matches; `aws` for a name that matches none, as AWS's clients have it.
    package var partition: Partition { Partition.all.first { $0.matches(region: name) } ?? .aws }

    /// Whether AWS has a region of this name.
    package var exists: Bool { Partition.all.contains { $0.regions.contains(name) } }

    package var description: String { name }
}

extension Region: Comparable {
    package static func < (left: Region, right: Region) -> Bool { left.name < right.name }
}

extension Region: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let region = Region(kept: text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "'\(text)' is not a region name such as us-east-1"
            )
        }
        self = region
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}
