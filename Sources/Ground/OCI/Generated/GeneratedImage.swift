/// An image, or an index of images for several platforms, that is made from a seed and a size: the same arguments give
/// the same bytes on every machine. Programs can pull it and unpack its layers; what is in them is noise.
///
/// Every platform has an image of the whole size, with layers of its own: no two share one.
package struct GeneratedImage: Sendable {
    /// The manifests in the order in which a registry takes them: images, then the index where there is one.
    package let manifests: [ManifestDocument]
    /// Configurations and layers, each once: of each platform the layers first, as clients push them.
    package let blobs: [Blob]
    /// The digest of the last manifest, the one to be tagged.
    package var root: Digest { manifests[manifests.count - 1].digest }

    init(manifests: [ManifestDocument], blobs: [Blob]) {
        self.manifests = manifests
        var seen: Set<Digest> = []
        self.blobs = blobs.filter { seen.insert($0.digest).inserted }
    }

    /// A configuration, or a layer that is made anew whenever it is written.
    package struct Blob: BlobContent {
        package let digest: Digest
        package let size: Int
        private let content: Content

        private enum Content {
            case bytes([UInt8])
            case layer(GeneratedLayer)
        }

        init(_ bytes: [UInt8]) {
            content = .bytes(bytes)
            size = bytes.count
            digest = Digest.of(bytes)
        }

        /// Makes the layer once, for its digest.
        ///
        /// - Parameter making: is told the bytes of every piece; what it throws ends it.
        init(_ layer: GeneratedLayer, making: (Int) throws -> Void) rethrows {
            content = .layer(layer)
            size = layer.size
            var running = RunningDigest(.sha256)
            try layer.write { piece in
                try making(piece.count)
                running.update(piece)
            }
            digest = running.finish()
        }

        package func write(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
            switch content {
            case .bytes(let bytes): try bytes.withUnsafeBytes(body)
            case .layer(let layer): try layer.write(body)
            }
        }
    }
}
