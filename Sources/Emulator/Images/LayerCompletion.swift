package import OCI
package import Storage

/// The end of an upload: its bytes become a layer (docs/aws/ecr-images.md, "Layers"). CompleteLayerUpload and the
/// registry's `PUT` do it alike.
package struct LayerCompletion: Sendable {
    /// The least bytes of every part but the last.
    private static let smallestPart = 5 * 1_024 * 1_024

    package let upload: Upload
    /// Whether a layer may be empty. ECR's may not.
    package let allowsEmpty: Bool
    /// Whether ECR's rule for the size of parts holds.
    package let checksPartSizes: Bool
    /// Whether a digest may be SHA-512's. ECR computes SHA-256 only.
    package let takesSHA512: Bool

    package init(
        upload: Upload,
        allowsEmpty: Bool = false,
        checksPartSizes: Bool = true,
        takesSHA512: Bool = false
    ) {
        self.upload = upload
        self.allowsEmpty = allowsEmpty
        self.checksPartSizes = checksPartSizes
        self.takesSHA512 = takesSHA512
    }

    /// Keeps the layer under its digest. When this returns, it is there for good.
    ///
    /// - Throws: ``ImagesError`` where the upload cannot become that layer or another request is at it, what `admit`
    ///   throws, or `StorageError`.
    @discardableResult
    package func complete(
        as digest: Digest,
        store: RegistryStore,
        admit: @escaping @Sendable () throws -> Void
    ) async throws -> StoredLayer {
        guard takesSHA512 || digest.algorithm == .sha256 else { throw ImagesError.layerDigestDiffers }
        if checksPartSizes, let smallest = upload.smallestPartBeforeLast, smallest < Self.smallestPart {
            throw ImagesError.partTooSmall
        }
        do {
            return try await upload.finish(as: digest, allowsEmpty: allowsEmpty, admit: admit)
        } catch let refusal as UploadRefusal {
            throw ImagesError(refusal, of: upload)
        }
    }
}
