import OCI

extension RegistryCore {
    /// Gives a blob its place and makes it a layer of the repositories.
    func commitLayer(
        _ staged: StagedBlob,
        to repositories: [RepositoryID],
        admit: @escaping @Sendable () throws -> Void
    ) async throws -> StoredLayer {
        try await committer.commit(staged) { [promises] tables, _ in
            try admit()
            var wasThere = true
            for repository in repositories {
                if try !tables.addLayer(staged.digest, size: staged.size, to: tables.madeKey(of: repository)) {
                    wasThere = false
                }
                promises.makeAnew(staged.digest, in: repository)
            }
            return StoredLayer(digest: staged.digest, size: staged.size, wasThere: wasThere)
        }
    }
}
