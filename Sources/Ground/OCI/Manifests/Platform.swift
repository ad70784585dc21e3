package import AWSProtocols

/// Where an image runs (OCI image specification, image-index.md, `platform`).
package struct Platform: Sendable, Hashable, CustomStringConvertible {
    /// As Go names it: `linux`.
    package let os: String
    /// As Go names it: `amd64`.
    package let architecture: String
    /// Of the processor: `v8`.
    package let variant: String?
    /// Of Windows: `10.0.14393.1066`.
    package let osVersion: String?
    package let osFeatures: [String]

    package init(
        os: String,
        architecture: String,
        variant: String? = nil,
        osVersion: String? = nil,
        osFeatures: [String] = []
    ) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
        self.osVersion = osVersion
        self.osFeatures = osFeatures
    }

    /// Reads `OS/ARCHITECTURE[/VARIANT]`, as docker's `--platform` has it; nil for any other form.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let areNames = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0.isLowerOrDigit || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
        }
        guard (2...3).contains(parts.count), areNames else { return nil }
        self.init(
            os: String(parts[0]),
            architecture: String(parts[1]),
            variant: parts.dropFirst(2).first.map(String.init)
        )
    }

    init(_ members: ManifestMembers) throws(ManifestError) {
        os = try members.string("os")
        architecture = try members.string("architecture")
        variant = try members.optionalString("variant")
        osVersion = try members.optionalString("os.version")
        osFeatures = try members.optionalStrings("os.features") ?? []
    }

    /// The members of an index's `platform`; what is not set is left out.
    package var json: JSONValue {
        var members: [String: JSONValue] = ["os": .string(os), "architecture": .string(architecture)]
        members["variant"] = variant.map(JSONValue.string)
        members["os.version"] = osVersion.map(JSONValue.string)
        if !osFeatures.isEmpty { members["os.features"] = .array(osFeatures.map(JSONValue.string)) }
        return .object(members)
    }

    /// `linux/arm64/v8`.
    package var description: String { ([os, architecture] + [variant].compactMap(\.self)).joined(separator: "/") }
}
