package import OCI

/// Takes the bytes of a blob that is imported. They are held in memory as long as they may stay without a file.
package struct BlobSink: ~Copyable {
    private let blobs: BlobFolder
    private var held: [UInt8] = []
    private(set) var file: OpenFile?
    private var running: RunningDigest
    private var size = 0

    init(_ blobs: BlobFolder, _ algorithm: Digest.Algorithm) {
        self.blobs = blobs
        running = RunningDigest(algorithm)
    }

    /// Adds bytes.
    ///
    /// - Throws: ``StorageError``.
    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        running.update(bytes)
        size += bytes.count
        guard file == nil, size <= blobs.largestWithoutFile else { return try blobs.files.write(bytes, to: open()) }
        held += bytes
    }

    /// - Throws: ``UploadRefusal/digestMismatch(calculated:)`` or ``StorageError``.
    mutating func finish(_ digest: Digest) throws -> StagedBlob {
        let calculated = running.finish()
        guard calculated == digest else { throw UploadRefusal.digestMismatch(calculated: calculated) }
        if file == nil, blobs.largestWithoutFile > 0 {
            return StagedBlob(digest: digest, size: size, content: .bytes(held))
        }
        let file = try open()
        if blobs.isDurable { try blobs.files.sync(file) }
        return StagedBlob(digest: digest, size: size, content: .file(file, isSynced: true))
    }

    /// The file, made when it is first needed, with what was held.
    private mutating func open() throws -> OpenFile {
        if let file { return file }
        let file = try blobs.createUpload(blobs.nextImport())
        self.file = file
        try held.withUnsafeBytes { try blobs.files.write($0, to: file) }
        held = []
        return file
    }
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
        var sink = BlobSink(blobs, digest.algorithm)
        do {
            try write(&sink)
            return try sink.finish(digest)
        } catch {
            // A file that stays behind goes when the storage is next opened.
            if let file = sink.file { try? blobs.files.remove(file.path) }
            throw error
        }
    }
}
