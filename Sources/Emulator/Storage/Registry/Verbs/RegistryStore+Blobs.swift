package import OCI

extension RegistryStore {
    /// Opens the content of a layer that a repository has; nil where it has none, or where the content is known to be
    /// damaged.
    ///
    /// Content that an earlier process wrote is read whole and verified when it is first opened, on a thread of its
    /// own.
    ///
    /// - Throws: ``StorageError``, of the kind ``StorageError/Kind/damagedBlob(_:)`` where the content turns out to be
    ///   missing, truncated or altered. From then on the layer counts as absent, and may be pushed again.
    package func openLayer(_ digest: Digest, in repository: RepositoryID) async throws -> OpenBlob? {
        guard let core = try presentCore() else { return nil }
        while true {
            guard !core.condition.isDamaged(digest) else { return nil }
            let isSound = core.condition.isSound(digest)
            let found = try core.database.read { tables -> (size: Int, bytes: [UInt8]?)? in
                guard let key = try tables.key(of: repository), let size = try tables.layerSize(digest, in: key) else {
                    return nil
                }
                let mayBeHere = isSound && size <= Self.largestWithoutFile
                return (size, mayBeHere ? try tables.content(of: digest) : nil)
            }
            guard let (size, bytes) = found else { return nil }
            if let bytes, bytes.count == size { return OpenBlob(digest: digest, bytes: bytes) }
            if isSound, let file = try core.blobs.files.open(core.blobs.path(of: digest)),
                try core.blobs.files.size(of: file) == size
            {
                return OpenBlob(digest: digest, size: size, file: file, core.blobs.files)
            }
            // Unknown, deleted a moment ago, or lost: the verdict makes it known, and the next look decides.
            try await core.verifications.verdict(on: digest, in: core)
        }
    }
}
