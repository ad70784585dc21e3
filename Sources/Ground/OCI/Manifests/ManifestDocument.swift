/// A manifest with the bytes that it was read from, under the digest that names it.
package struct ManifestDocument: Sendable, Equatable {
    package let manifest: Manifest
    /// The very bytes; they are kept and sent as they are.
    package let bytes: [UInt8]
    package let digest: Digest
    /// In the order in which they were given.
    package let tags: [Tag]

    /// - Parameters:
    ///   - contentType: as ``Manifest/init(_:contentType:)`` takes it.
    ///   - algorithm: of the digest.
    /// - Throws: ``ManifestError``.
    package init(
        _ bytes: [UInt8],
        contentType: String?,
        tags: [Tag] = [],
        algorithm: Digest.Algorithm = .sha256
    ) throws(ManifestError) {
        manifest = try Manifest(bytes, contentType: contentType)
        self.bytes = bytes
        self.tags = tags
        digest = Digest.of(bytes, algorithm)
    }

    private init(_ document: ManifestDocument, tags: [Tag]) {
        manifest = document.manifest
        bytes = document.bytes
        digest = document.digest
        self.tags = tags
    }

    /// The same manifest with other tags.
    package func tagged(_ tags: [Tag]) -> ManifestDocument { ManifestDocument(self, tags: tags) }

    package var mediaType: String { manifest.mediaType }
}
