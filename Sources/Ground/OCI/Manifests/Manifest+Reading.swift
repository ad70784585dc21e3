extension Manifest {
    /// Reads a manifest.
    ///
    /// Strict where a mistake would let two readers see two things: the content type and `mediaType` agree, a manifest
    /// has no members of another kind (CVE-2021-41190), media types have no parameters (aws/containers-roadmap#2306),
    /// digests are digests. Members that are not known are passed over; of two with one name the last counts.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 JSON, at most ``longest`` bytes, at most `JSONValue.depthLimit` levels.
    ///   - contentType: what it was sent or stored as. Nil where nothing was said; then `mediaType` decides, and of a
    ///     manifest without one only schema 1 is known.
    /// - Throws: ``ManifestError``.
    package init(_ bytes: [UInt8], contentType: String?) throws(ManifestError) {
        guard bytes.count <= Self.longest else { throw .tooLong(bytes.count) }
        let members = try ManifestMembers(bytes)
        let mediaType = try Self.mediaType(of: members, contentType: contentType)
        switch mediaType {
        case MediaTypes.dockerManifest, MediaTypes.ociManifest:
            try Self.require(members, version: 2, of: mediaType, none: ["manifests", "fsLayers"])
            self.init(
                .image(config: try Descriptor(members.object("config")), layers: try members.descriptors("layers")),
                mediaType: mediaType,
                artifactType: try members.optionalMediaType("artifactType"),
                annotations: try members.annotations(),
                subject: try Self.subject(of: members)
            )
        case MediaTypes.dockerManifestList, MediaTypes.ociIndex:
            try Self.require(members, version: 2, of: mediaType, none: ["config", "layers", "fsLayers"])
            self.init(
                .index(manifests: try members.descriptors("manifests")),
                mediaType: mediaType,
                artifactType: try members.optionalMediaType("artifactType"),
                annotations: try members.annotations(),
                subject: try Self.subject(of: members)
            )
        case MediaTypes.dockerSchema1, MediaTypes.dockerSignedSchema1:
            try Self.require(members, version: 1, of: mediaType, none: ["config", "layers", "manifests"])
            self.init(
                .schema1(layers: try Self.schema1Layers(of: members, isSigned: mediaType != MediaTypes.dockerSchema1)),
                mediaType: mediaType,
                artifactType: nil,
                annotations: [:],
                subject: nil
            )
        default: throw .unknownMediaType(mediaType)
        }
    }

    private static func mediaType(
        of members: ManifestMembers,
        contentType: String?
    ) throws(ManifestError) -> String {
        guard let own = try members.optionalString("mediaType") else {
            if let contentType { return contentType }
            guard members.isInteger("schemaVersion", 1) else { throw .noMediaType }
            return members.has("signatures") ? MediaTypes.dockerSignedSchema1 : MediaTypes.dockerSchema1
        }
        if let contentType, contentType != own { throw .typesDiffer(contentType: contentType, mediaType: own) }
        return own
    }

    private static func require(
        _ members: ManifestMembers,
        version: Int,
        of mediaType: String,
        none others: [String]
    ) throws(ManifestError) {
        guard members.isInteger("schemaVersion", version) else { throw .schemaVersion(expected: version) }
        if let other = others.first(where: members.has) { throw .ambiguous(member: other, mediaType: mediaType) }
    }

    private static func subject(of members: ManifestMembers) throws(ManifestError) -> Descriptor? {
        guard let subject = try members.optionalObject("subject") else { return nil }
        return try Descriptor(subject)
    }

    private static func schema1Layers(
        of members: ManifestMembers,
        isSigned: Bool
    ) throws(ManifestError) -> [Digest] {
        if isSigned {
            guard try !members.objects("signatures").isEmpty else {
                throw .form(member: "signatures", expected: "an array with a signature")
            }
        } else if members.has("signatures") {
            throw .ambiguous(member: "signatures", mediaType: MediaTypes.dockerSchema1)
        }
        var layers: [Digest] = []
        for layer in try members.objects("fsLayers") { layers.append(try layer.digest("blobSum")) }
        guard !layers.isEmpty else { throw .form(member: "fsLayers", expected: "an array with a layer") }
        return layers
    }
}
