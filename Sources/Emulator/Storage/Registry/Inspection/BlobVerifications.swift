import OCI
import Synchronization

/// Reads blobs that an earlier process wrote, to find out whether they are sound. Those who ask for the same one at
/// the same time wait for one reading.
final class BlobVerifications: Sendable {
    private let running = Mutex<[Digest: Task<Void, any Error>]>([:])

    /// Finds out whether a blob is sound, and notes it.
    ///
    /// - Throws: ``StorageError`` where it is damaged.
    func verdict(on digest: Digest, in core: RegistryCore) async throws {
        let task = running.withLock { running in
            if let task = running[digest] { return task }
            let task = Task {
                defer { self.running.withLock { $0[digest] = nil } }
                try await self.verify(digest, in: core)
            }
            running[digest] = task
            return task
        }
        try await task.value
    }

    private func verify(_ digest: Digest, in core: RegistryCore) async throws {
        guard !core.condition.isSound(digest) else { return try await self.look(for: digest, in: core) }
        let damage = try await core.workers.run {
            if let bytes = try core.database.read({ try $0.content(of: digest) }) {
                return BlobDamage.found(in: bytes, of: digest)
            }
            return try core.blobs.files.damage(of: digest, at: core.blobs.path(of: digest))
        }
        try await core.committer.commit { [condition = core.condition] tables, _ in
            // Replaced or removed while it was read: there is nothing to say of it any more.
            guard !condition.isSound(digest), let size = try tables.blobSize(digest) else { return }
            let found = damage.kind ?? (damage.size == size ? nil : .truncated)
            guard let found else { return condition.noteSound(digest) }
            condition.noteDamaged(digest)
            throw StorageError.damaged(digest, found.rawValue)
        }
    }

    /// Sees, in the order of all changes, whether the content of a blob that was sound still has its length.
    private func look(for digest: Digest, in core: RegistryCore) async throws {
        try await core.committer.commit { [condition = core.condition, blobs = core.blobs] tables, _ in
            guard let size = try tables.blobSize(digest), try tables.content(of: digest)?.count != size else { return }
            let found = try blobs.files.facts(of: blobs.path(of: digest))
            guard found?.kind != .file || found?.size != size else { return }
            condition.noteDamaged(digest)
            throw StorageError.damaged(digest, (found == nil ? BlobDamage.missing : .truncated).rawValue)
        }
    }
}

/// What can be wrong with a blob's content.
enum BlobDamage: String {
    case missing = "is missing"
    case truncated = "is truncated"
    case altered = "has been altered"

    /// - Returns: what is wrong with the content that was read, nil where its digest is right, and its length in bytes.
    static func found(in bytes: [UInt8], of digest: Digest) -> (kind: BlobDamage?, size: Int) {
        (Digest.of(bytes, digest.algorithm) == digest ? nil : .altered, bytes.count)
    }
}
