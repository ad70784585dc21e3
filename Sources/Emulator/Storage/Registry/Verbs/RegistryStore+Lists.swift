import GRDB
package import OCI

extension RegistryStore {
    /// A page of a repository's images, the oldest first, those of one moment by digest.
    ///
    /// - Parameters:
    ///   - tagged: whether they have tags; nil for all.
    ///   - archived: whether they are in the archive; nil for all.
    ///   - after: where the page before ended.
    package func images(
        in repository: RepositoryID,
        tagged: Bool? = nil,
        archived: Bool? = nil,
        after: ImagePosition? = nil,
        limit: Int
    ) throws(StorageError) -> [StoredImage] {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            return try tables.images(in: key, tagged: tagged, archived: archived, after: after, limit: limit)
        }
    }

    /// A page of the names of a repository's images: one of each tag and one of each image without, the oldest image
    /// first, the tags of one in byte order.
    ///
    /// - Parameters:
    ///   - tagged: whether they are tags; nil for all.
    ///   - archived: whether they are in the archive; nil for all.
    ///   - after: the last entry of the page before.
    package func imageEntries(
        in repository: RepositoryID,
        tagged: Bool? = nil,
        archived: Bool? = nil,
        after: ImageEntry? = nil,
        limit: Int
    ) throws(StorageError) -> [ImageEntry] {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            return try tables.entries(in: key, tagged: tagged, archived: archived, after: after, limit: limit)
        }
    }

    /// A page of a repository's tags, in byte order.
    ///
    /// - Parameters:
    ///   - archived: whether their images are in the archive; nil for all.
    ///   - after: the last tag of the page before; it need not be there.
    package func tags(
        in repository: RepositoryID,
        archived: Bool? = nil,
        after: String? = nil,
        limit: Int
    ) throws(StorageError) -> [String] {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            return try tables.tags(in: key, archived: archived, after: after, limit: limit)
        }
    }

    /// A page of the images that refer to a manifest, which need not be there, the oldest first.
    ///
    /// - Parameters:
    ///   - artifactTypes: those to answer; none for all.
    ///   - archived: whether they are in the archive; nil for all.
    ///   - after: the position of the last of the page before.
    package func referrers(
        of subject: Digest,
        in repository: RepositoryID,
        artifactTypes: [String] = [],
        archived: Bool? = nil,
        after: ImagePosition? = nil,
        limit: Int
    ) throws(StorageError) -> [Referrer] {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            return try tables.referrers(
                of: subject,
                in: key,
                artifactTypes: artifactTypes,
                archived: archived,
                after: after,
                limit: limit
            )
        }
    }

    /// The images that indexes of a repository refer to.
    package func children(in repository: RepositoryID) throws(StorageError) -> Set<Digest> {
        try look(absent: []) { tables in
            guard let key = try tables.key(of: repository) else { return [] }
            let texts: [String] = try tables.values("SELECT digest FROM part WHERE repository = ? AND isChild", [key])
            return Set(texts.compactMap { Digest($0) })
        }
    }

    /// Whether a repository has no image.
    package func isEmpty(in repository: RepositoryID) throws(StorageError) -> Bool {
        try look(absent: true) { tables in
            try tables.key(of: repository).map { try !tables.hasImages(in: $0) } ?? true
        }
    }
}
