package import Foundation
package import OCI

extension RegistryStore {
    /// An image with all of its tags; nil where there is none.
    package func image(_ key: ImageKey, in repository: RepositoryID) throws(StorageError) -> StoredImage? {
        try look(absent: nil) { tables in
            guard let number = try tables.key(of: repository), let digest = try tables.digest(key, in: number)
            else { return nil }
            return try tables.image(digest, in: number)
        }
    }

    /// The exact bytes of a manifest; nil where there is none.
    package func manifest(of digest: Digest, in repository: RepositoryID) throws(StorageError) -> [UInt8]? {
        try look(absent: nil) { tables in
            try tables.key(of: repository).flatMap { try tables.manifest(digest, in: $0) }
        }
    }

    /// An image and the exact bytes of its manifest, both of one moment; nil where there is none.
    package func imageWithManifest(
        _ key: ImageKey,
        in repository: RepositoryID
    ) throws(StorageError) -> (image: StoredImage, manifest: [UInt8])? {
        try look(absent: nil) { tables in
            guard let number = try tables.key(of: repository), let digest = try tables.digest(key, in: number)
            else { return nil }
            return try tables.imageWithManifest(digest, in: number)
        }
    }

    /// An image that names a layer or configuration, and the exact bytes of its manifest; nil where none does. Of several
    /// it is always the same.
    package func imageWithManifest(
        naming layer: Digest,
        in repository: RepositoryID
    ) throws(StorageError) -> (image: StoredImage, manifest: [UInt8])? {
        try look(absent: nil) { tables in
            guard let number = try tables.key(of: repository),
                let digest = try tables.image(naming: layer, in: number)
            else { return nil }
            return try tables.imageWithManifest(digest, in: number)
        }
    }

    /// Notes that an image was pulled, once a day at most, and without anybody waiting for it.
    package func recordPull(of digest: Digest, in repository: RepositoryID, at date: Date) {
        // Pulls are counted as well as can be; a storage that has been closed counts none.
        guard let core = try? presentCore(), core.pulls.isNew(digest, in: repository, at: date) else { return }
        core.committer.post { tables, _ in
            guard let key = try tables.key(of: repository) else { return }
            try tables.notePull(of: digest, in: key, at: date)
        }
    }

    /// Puts an image into a repository, gives it tags, or both (docs/aws/ecr-images.md, "Putting images").
    ///
    /// In this order: an image that is there with all of the tags stays as it is; a new one needs its layers, then its
    /// children; a tag that another image has for good is refused. A tag that another has otherwise moves, and the
    /// other stays, untagged if it was its last. An image of the archive comes out of it.
    ///
    /// - Parameters:
    ///   - tags: none for an image by digest alone.
    ///   - date: when a new image was pushed.
    ///   - admit: asked before all of that.
    /// - Throws: ``PutRefusal``, ``StorageError``, or what `admit` throws.
    package func putImage(
        _ new: NewImage,
        tags: [String],
        in repository: RepositoryID,
        at date: Date,
        rules: PutRules = PutRules(),
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> PutOutcome {
        let core = try core()
        let put = ImagePut(new: new, tags: tags, repository: repository, date: date, rules: rules, core: core)
        return try await core.committer.commit { tables, effects in
            try admit()
            return try put.perform(tables, &effects)
        }
    }

    /// Brings an image into the archive, or out of it, with what an index refers to. One that is where it is to be stays as
    /// it is.
    ///
    /// - Returns: whether there is such an image.
    /// - Throws: ``StorageError``, or what `admit` throws.
    package func setArchived(
        _ isArchived: Bool,
        _ digest: Digest,
        in repository: RepositoryID,
        at date: Date,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> Bool {
        guard let core = try presentCore() else {
            try admit()
            return false
        }
        return try await core.committer.commit { tables, _ in
            try admit()
            guard let key = try tables.key(of: repository), let image = try tables.image(digest, in: key) else {
                return false
            }
            if image.isArchived != isArchived { try tables.setArchived(isArchived, digest, in: key, at: date) }
            return true
        }
    }

    /// Deletes an image (docs/aws/ecr-images.md, "Deleting images"): by its digest with all of its tags, or a tag, and
    /// with its last tag the image. Layers that no other image of the repository names go along, aside those of which a
    /// client was told that they are there.
    ///
    /// - Throws: ``StorageError``, or what `admit` throws.
    package func deleteImage(
        _ key: ImageKey,
        in repository: RepositoryID,
        rules: DeleteRules = DeleteRules(),
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> DeleteOutcome {
        guard let core = try presentCore() else {
            try admit()
            return .notFound
        }
        let deletion = ImageDeletion(key: key, repository: repository, rules: rules, promises: core.promises)
        return try await core.committer.commit { tables, effects in
            try admit()
            return try deletion.perform(tables, &effects)
        }
    }
}
