extension RegistryStore {
    /// Deletes all that a repository has: layers, images, tags, and the uploads under way into it.
    ///
    /// - Parameters:
    ///   - check: is told whether there are images, and may refuse by throwing.
    ///   - change: whatever else makes the repository go; it may still refuse by throwing, and is the last that may.
    /// - Throws: ``StorageError``, or what `check` and `change` throw.
    package func deleteRepository(
        _ repository: RepositoryID,
        check: @escaping @Sendable (_ hasImages: Bool) throws -> Void = { _ in },
        change: @escaping @Sendable () throws -> Void = {}
    ) async throws {
        // Also where nothing was ever stored: a push may be about to.
        let core = try core()
        try await core.committer.commit { [uploads = core.uploads, promises = core.promises] tables, effects in
            let key = try tables.key(of: repository)
            try check(key.map { try tables.hasImages(in: $0) } ?? false)
            try change()
            uploads.cancelAll(of: repository)
            promises.endAll(in: repository)
            if let key { effects.dropped.formUnion(try tables.erase(key)) }
        }
    }

    /// Deletes what a repository of this name may have left behind that went without its images: the disk was full, or
    /// failed. A new one begins with nothing.
    ///
    /// - Parameter isThere: whether there is such a repository; what it has stays.
    package func clear(_ repository: RepositoryID, unless isThere: @escaping @Sendable () -> Bool) async throws {
        guard try look(absent: false, { try $0.key(of: repository) != nil }), !isThere(), let core = try presentCore()
        else { return }
        try await core.committer.commit { tables, effects in
            guard !isThere(), let key = try tables.key(of: repository) else { return }
            effects.dropped.formUnion(try tables.erase(key))
        }
    }

    /// Deletes all that is not of these repositories: what a deletion left behind that was cut off.
    package func prune(keeping repositories: Set<RepositoryID>) async throws {
        guard let core = try presentCore() else { return }
        try await core.committer.commit { tables, effects in
            for (repository, key) in try tables.repositories(initial: false)
            where !repositories.contains(repository) {
                effects.dropped.formUnion(try tables.erase(key))
            }
        }
    }
}
