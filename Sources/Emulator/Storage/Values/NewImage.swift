package import OCI

/// A manifest to be stored, with what was read from it.
package struct NewImage: Sendable {
    package let digest: Digest
    /// The exact bytes; their digest is ``digest``, which is not checked again.
    package let manifest: [UInt8]
    package let mediaType: String
    /// The media type of its configuration.
    package let artifactMediaType: String?
    package let artifactType: String?
    package let annotations: [String: String]
    /// The manifest that this one refers to; it need not be there.
    package let subject: Digest?
    /// The layers and the configuration.
    package let layers: [Digest]
    /// The manifests of an index.
    package let children: [Digest]
    /// What the manifest declares of its parts, in bytes; nil for an index, which has the size of its largest child.
    package let declaredSize: Int?

    package init(
        digest: Digest,
        manifest: [UInt8],
        mediaType: String,
        artifactMediaType: String? = nil,
        artifactType: String? = nil,
        annotations: [String: String] = [:],
        subject: Digest? = nil,
        layers: [Digest] = [],
        children: [Digest] = [],
        declaredSize: Int?
    ) {
        self.digest = digest
        self.manifest = manifest
        self.mediaType = mediaType
        self.artifactMediaType = artifactMediaType
        self.artifactType = artifactType
        self.annotations = annotations
        self.subject = subject
        self.layers = layers
        self.children = children
        self.declaredSize = declaredSize
    }
}
