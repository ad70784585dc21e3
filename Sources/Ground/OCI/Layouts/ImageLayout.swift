/// The images in a folder of the form of an OCI image layout (OCI image specification, image-layout.md): what
/// `skopeo copy … oci:FOLDER` and `docker buildx build --output type=oci,tar=false` write.
package struct ImageLayout: Sendable, Equatable {
    /// Every manifest that `index.json` leads to, each once, children before the indexes that have them. Tags are those
    /// of `index.json`.
    package let manifests: [ManifestDocument]
    /// The configurations and layers that the manifests need, each once, in the order in which they are first needed.
    package let blobs: [Blob]

    init(manifests: [ManifestDocument], blobs: [Blob]) {
        self.manifests = manifests
        self.blobs = blobs
    }

    /// A file of the layout.
    package struct Blob: BlobContent, Equatable {
        package let path: String
        package let digest: Digest
        package let size: Int

        /// Hands over the file. Its bytes are hashed on the way.
        ///
        /// - Throws: what `body` throws, and ``LayoutError`` where the content is not, or no longer, that of the
        ///   digest.
        package func write(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
            let file = try LayoutFile(path)
            var digest = RunningDigest(digest.algorithm)
            var rest = size
            var buffer = [UInt8](repeating: 0, count: LayoutFile.pieceLength)
            while true {
                let count = try file.read(into: &buffer)
                if count == 0 { break }
                rest -= count
                // A file that grows is not read for ever.
                guard rest >= 0 else { break }
                try buffer.withUnsafeBytes { bytes in
                    let piece = UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
                    digest.update(piece)
                    try body(piece)
                }
            }
            guard rest == 0, digest.finish() == self.digest else { throw ImageLayout.damage(of: path) }
        }

        /// - Throws: ``LayoutError``, as ``write(_:)`` does.
        func verify() throws(LayoutError) {
            do {
                try write { _ in }
            } catch let error as LayoutError {
                throw error
            } catch {
                throw ImageLayout.damage(of: path)
            }
        }
    }

    /// The annotation that holds a tag.
    static let tagAnnotation = "org.opencontainers.image.ref.name"
    /// The file that says that a folder is a layout.
    static let markerName = "oci-layout"
    static let version = "1.0.0"
    static let indexName = "index.json"
    static let blobsName = "blobs"

    /// Where a blob lies. A digest has no characters that would lead out of the folder.
    static func path(of digest: Digest, in folder: String) -> String {
        "\(folder)/\(blobsName)/\(digest.algorithm.rawValue)/\(digest.hex)"
    }

    static func damage(of path: String) -> LayoutError {
        LayoutError("\(path) is damaged: its content is not what its name says; copy the image anew")
    }
}
