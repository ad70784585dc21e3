/// What a manifest says: an image, an index of images, or an image of schema 1 (OCI image specification, manifest.md
/// and image-index.md; Docker's image manifest version 2; docs/aws/registry.md, "Manifests").
package struct Manifest: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case image(config: Descriptor, layers: [Descriptor])
        case index(manifests: [Descriptor])
        /// Layers in the order of `fsLayers`, the newest first. Their sizes are not said.
        case schema1(layers: [Digest])
    }

    /// The most bytes that a manifest may have.
    package static let longest = 4_194_304

    package let kind: Kind
    /// What it was sent as, or else its own `mediaType`: one of ``MediaTypes/manifests``.
    package let mediaType: String
    package let artifactType: String?
    package let annotations: [String: String]
    /// The manifest that this one says something about.
    package let subject: Descriptor?

    init(
        _ kind: Kind,
        mediaType: String,
        artifactType: String?,
        annotations: [String: String],
        subject: Descriptor?
    ) {
        self.kind = kind
        self.mediaType = mediaType
        self.artifactType = artifactType
        self.annotations = annotations
        self.subject = subject
    }

    /// What ECR calls `artifactMediaType` and OCI's referrers call `artifactType`: of an image its artifact type, or
    /// else its configuration's media type; of an index its artifact type.
    package var artifactMediaType: String? {
        guard case .image(let config, _) = kind else { return artifactType }
        return artifactType ?? config.mediaType
    }

    package var isIndex: Bool {
        guard case .index = kind else { return false }
        return true
    }

    /// What must be in the repository before the manifest is, each digest once: the configuration, then the layers that
    /// are not fetched from elsewhere. None of an index.
    package var neededBlobs: [Digest] {
        switch kind {
        case .image(let config, let layers):
            ([config] + layers.filter { !$0.isForeignLayer }).map(\.digest).firstOfEach
        case .index: []
        case .schema1(let layers): layers.firstOfEach
        }
    }

    /// The manifests of an index, in its order, each digest once. None of an image.
    package var children: [Digest] {
        guard case .index(let manifests) = kind else { return [] }
        return manifests.map(\.digest).firstOfEach
    }

    /// Bytes of the configuration and of every layer as the manifest gives them, at most `Int.max`. 0 of an index and
    /// of schema 1, which give none.
    package var declaredSize: Int {
        guard case .image(let config, let layers) = kind else { return 0 }
        return layers.reduce(config.size) { sum, layer in
            let (total, isTooLarge) = sum.addingReportingOverflow(layer.size)
            return isTooLarge ? Int.max : total
        }
    }
}

extension Array where Element: Hashable {
    /// The elements in their order, without those that stood before.
    var firstOfEach: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
