import AWSCore
package import OCI
package import Storage
package import World

/// The end of an upload: its bytes become a layer (emulator.md D.7, E.5). CompleteLayerUpload and the registry's `PUT` do
/// it alike.
package struct LayerCompletion: Sendable {
    /// The least bytes of every part but the last.
    private static let smallestPart = 5 * 1_024 * 1_024

    package let upload: Upload
    package let repository: Repository
    /// Whether a layer may be empty. ECR's may not.
    package let allowsEmpty: Bool
    /// Whether ECR's rule for the size of parts holds.
    package let checksPartSizes: Bool
    /// Whether a digest may be SHA-512's. ECR computes SHA-256 only.
    package let takesSHA512: Bool

    package init(
        upload: Upload,
        repository: Repository,
        allowsEmpty: Bool = false,
        checksPartSizes: Bool = true,
        takesSHA512: Bool = false
    ) {
        self.upload = upload
        self.repository = repository
        self.allowsEmpty = allowsEmpty
        self.checksPartSizes = checksPartSizes
        self.takesSHA512 = takesSHA512
    }

    /// Keeps the layer under its digest. When this returns, it is there for good.
    ///
    /// - Throws: ``ECRError`` where the upload cannot become that layer, `UploadRefusal.busy` where another request is at
    ///   it, what `admit` throws, or `StorageError`.
    @discardableResult
    package func complete(
        as digest: Digest,
        store: RegistryStore,
        admit: @escaping @Sendable () throws -> Void
    ) async throws -> StoredLayer {
        guard takesSHA512 || digest.algorithm == .sha256 else { throw ECRError.invalidLayer }
        if checksPartSizes, let smallest = upload.smallestPartBeforeLast, smallest < Self.smallestPart {
            throw ECRError.layerPartTooSmall
        }
        do {
            return try await upload.finish(as: digest, allowsEmpty: allowsEmpty, admit: admit)
        } catch let refusal as UploadRefusal where refusal != .busy {
            throw error(refusal)
        }
    }

    private func error(_ refusal: UploadRefusal) -> ECRError {
        switch refusal {
        case .digestMismatch: .invalidLayer
        case .empty: .emptyUpload(upload.id, in: repository.name, repository.account)
        case .gone, .busy: .uploadNotFound(upload.id, in: repository.name, repository.account)
        case .outOfOrder(let first, let expected):
            .invalidLayerPart(first: first, expected: expected, upload: upload.id, in: repository)
        }
    }
}
