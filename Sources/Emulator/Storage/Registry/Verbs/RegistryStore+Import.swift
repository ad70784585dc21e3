package import OCI

/// Takes the bytes of a blob that is imported.
package struct BlobSink: ~Copyable {
    private let files: any FileLayer
    private let file: OpenFile
    private var running: RunningDigest
    private(set) var size = 0

    init(file: OpenFile, files: any FileLayer, algorithm: Digest.Algorithm) {
        self.file = file
        self.files = files
        running = RunningDigest(algorithm)
    }

    /// Adds bytes.
    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
        running.update(bytes)
        try files.write(bytes, to: file)
        size += bytes.count
    }

    mutating func finish() -> Digest { running.finish() }
}

extension RegistryStore {
    /// Stores a layer that comes from this machine, in one or several repositories. Many may be imported at once; they
    /// are brought to the disk together. One that is stored already is not written again.
    ///
    /// - Parameters:
    ///   - digest: what the content has to be.
    ///   - write: brings the content, on a thread where it may wait for files.
    /// - Throws: ``UploadRefusal/digestMismatch(calculated:)``, ``StorageError``, or what `write` throws.
    @discardableResult
    package func importLayer(
        _ digest: Digest,
        in repositories: [RepositoryID],
        write: @escaping @Sendable (inout BlobSink) throws -> Void
    ) async throws -> StoredLayer {
        let core = try core()
        if let layer = try await core.share(digest, with: repositories) { return layer }
        let staged = try await core.workers.run { try core.stageImport(digest, write) }
        return try await core.commitLayer(staged, to: repositories) {}
    }
}

extension RegistryCore {
    /// Gives repositories a layer whose content is stored and sound; nil where it is not.
    fileprivate func share(_ digest: Digest, with repositories: [RepositoryID]) async throws -> StoredLayer? {
        guard condition.isSound(digest) else { return nil }
        return try await committer.commit { [condition] tables, _ in
            guard condition.isSound(digest), let size = try tables.blobSize(digest) else { return nil }
            var wasThere = true
            for repository in repositories {
                if try !tables.addLayer(digest, size: size, to: tables.madeKey(of: repository)) { wasThere = false }
            }
            return StoredLayer(digest: digest, size: size, wasThere: wasThere)
        }
    }

    fileprivate func stageImport(
        _ digest: Digest,
        _ write: (inout BlobSink) throws -> Void
    ) throws -> StagedBlob {
        let file = try blobs.createUpload(blobs.nextImport())
        do {
            var sink = BlobSink(file: file, files: blobs.files, algorithm: digest.algorithm)
            try write(&sink)
            let calculated = sink.finish()
            guard calculated == digest else { throw UploadRefusal.digestMismatch(calculated: calculated) }
            if blobs.isDurable { try blobs.files.sync(file) }
            return StagedBlob(digest: digest, size: sink.size, file: file, isSynced: true)
        } catch {
            // A file that stays behind goes when the storage is next opened.
            try? blobs.files.remove(file.path)
            throw error
        }
    }
}
