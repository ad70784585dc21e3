package import OCI

extension RegistryStore {
    /// A layer or configuration that the repository has; nil where it has none, or where the content is known to be
    /// damaged. One that is answered stays until a manifest names it, whichever images are deleted meanwhile.
    package func layer(_ digest: Digest, in repository: RepositoryID) throws(StorageError) -> StoredLayer? {
        guard let core = try presentCore(), !core.condition.isDamaged(digest),
            core.promises.make(digest, in: repository)
        else { return nil }
        guard let size = try core.size(ofLayer: digest, in: repository) else {
            core.promises.end(digest, in: repository)
            return nil
        }
        return StoredLayer(digest: digest, size: size)
    }

    /// Does work that reads layers, on a thread of the storage's own: neither event loops nor the cooperative pool wait
    /// for the disk.
    package func read<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        guard let core = try presentCore() else { return try work() }
        return try await core.workers.run(work)
    }

    /// Whether the repository has a layer. Unlike ``layer(_:in:)`` it promises nothing: it is for those who only read.
    package func hasLayer(_ digest: Digest, in repository: RepositoryID) throws(StorageError) -> Bool {
        guard let core = try presentCore(), !core.condition.isDamaged(digest) else { return false }
        return try core.size(ofLayer: digest, in: repository) != nil
    }

    /// Gives a repository a layer that another has, and not only for images of its archive.
    ///
    /// - Parameter requiresImage: whether an image of the source has to name it.
    /// - Returns: whether the source has the layer.
    /// - Throws: ``StorageError``, or what `admit` throws.
    package func mountLayer(
        _ digest: Digest,
        from source: RepositoryID,
        to target: RepositoryID,
        requiresImage: Bool,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> Bool {
        guard let core = try presentCore() else { return false }
        return try await core.committer.commit { [condition = core.condition, promises = core.promises] tables, _ in
            guard !condition.isDamaged(digest), let key = try tables.key(of: source),
                let size = try tables.layerSize(digest, in: key)
            else { return false }
            if try tables.isArchived(layer: digest, in: key) { return false }
            if requiresImage, try !tables.isReferenced(digest, in: key) { return false }
            try admit()
            _ = try tables.addLayer(digest, size: size, to: tables.madeKey(of: target))
            promises.makeAnew(digest, in: target)
            return true
        }
    }

    /// Whether an image of the repository names the layer.
    package func isReferenced(_ digest: Digest, in repository: RepositoryID) throws(StorageError) -> Bool {
        try look(absent: false) { tables in
            try tables.key(of: repository).map { try tables.isReferenced(digest, in: $0) } ?? false
        }
    }

    /// Whether images of the repository name the layer, and all of them are in the archive: nobody pulls it then.
    package func isArchived(layer: Digest, in repository: RepositoryID) throws(StorageError) -> Bool {
        try look(absent: false) { tables in
            try tables.key(of: repository).map { try tables.isArchived(layer: layer, in: $0) } ?? false
        }
    }

    /// Takes a layer away from a repository, whether or not images name it. Its content goes with the last repository
    /// that has it.
    ///
    /// - Returns: whether the repository had it.
    package func deleteLayer(
        _ digest: Digest,
        in repository: RepositoryID,
        admit: @escaping @Sendable () throws -> Void = {}
    ) async throws -> Bool {
        guard let core = try presentCore() else { return false }
        return try await core.committer.commit { tables, effects in
            try admit()
            guard let key = try tables.key(of: repository), try tables.removeLayer(digest, from: key)
            else { return false }
            effects.dropped.insert(digest)
            return true
        }
    }
}

extension RegistryCore {
    /// The bytes of a layer that a repository has; nil where it has none.
    fileprivate func size(ofLayer digest: Digest, in repository: RepositoryID) throws(StorageError) -> Int? {
        try database.read { tables in
            try tables.key(of: repository).flatMap { try tables.layerSize(digest, in: $0) }
        }
    }
}
