import GRDB
import OCI

extension RegistryTables {
    /// The size in bytes of a layer that a repository has.
    func layerSize(_ digest: Digest, in key: Int64) throws -> Int? {
        try value("SELECT size FROM layer WHERE repository = ? AND digest = ?", [key, digest.description])
    }

    /// Gives a repository a layer.
    ///
    /// - Returns: whether it had it.
    func addLayer(_ digest: Digest, size: Int, to key: Int64) throws -> Bool {
        let had = try layerSize(digest, in: key) != nil
        try run(
            "INSERT INTO layer (repository, digest, size) VALUES (?, ?, ?) "
                + "ON CONFLICT DO UPDATE SET size = excluded.size, leftOver = 0",
            [key, digest.description, size]
        )
        return had
    }

    /// Takes a layer away from a repository.
    ///
    /// - Returns: whether it had it.
    func removeLayer(_ digest: Digest, from key: Int64) throws -> Bool {
        try run("DELETE FROM layer WHERE repository = ? AND digest = ?", [key, digest.description])
        return database.changesCount > 0
    }

    /// Marks a layer that has lost the last image that named it.
    func leaveOver(_ digest: Digest, in key: Int64) throws {
        try run("UPDATE layer SET leftOver = 1 WHERE repository = ? AND digest = ?", [key, digest.description])
    }

    /// Takes away all layers that are left over, and the content that the database has of them.
    func removeLeftOverLayers() throws {
        try run("DELETE FROM layer WHERE leftOver")
        guard database.changesCount > 0 else { return }
        try run("DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM layer l WHERE l.digest = blob.digest)")
    }

    /// Whether any repository has a blob, now or initially: whether its file has to stay.
    func isNeeded(_ digest: Digest) throws -> Bool {
        try exists("SELECT 1 FROM layer WHERE digest = ? LIMIT 1", [digest.description])
    }

    /// The size in bytes of a blob that any repository has.
    func blobSize(_ digest: Digest) throws -> Int? {
        try value("SELECT size FROM layer WHERE digest = ? LIMIT 1", [digest.description])
    }

    /// Whether an image of the repository names a layer.
    func isReferenced(_ digest: Digest, in key: Int64) throws -> Bool {
        try exists(
            "SELECT 1 FROM part WHERE repository = ? AND digest = ? AND NOT isChild LIMIT 1",
            [key, digest.description]
        )
    }

    /// Whether images of the repository name a layer, and all of them are in the archive.
    func isArchived(layer: Digest, in key: Int64) throws -> Bool {
        // The first active image settles it, however many there are.
        try isReferenced(layer, in: key)
            && !exists(
                """
                SELECT 1 FROM part p JOIN image i ON i.repository = p.repository AND i.digest = p.image
                WHERE p.repository = ? AND p.digest = ? AND NOT p.isChild AND NOT i.isArchived LIMIT 1
                """,
                [key, layer.description]
            )
    }

    /// An image of the repository that names a layer: of several always the same.
    func image(naming layer: Digest, in key: Int64) throws -> Digest? {
        let text: String? = try value(
            "SELECT image FROM part WHERE repository = ? AND digest = ? AND NOT isChild ORDER BY image LIMIT 1",
            [key, layer.description]
        )
        return text.flatMap { Digest($0) }
    }

    /// The layers that an image names.
    func layers(of image: Digest, in key: Int64) throws -> [Digest] {
        let texts: [String] = try values(
            "SELECT digest FROM part WHERE repository = ? AND image = ? AND NOT isChild",
            [key, image.description]
        )
        return texts.compactMap { Digest($0) }
    }

    /// Every blob that is needed, with its size in bytes.
    func neededBlobs() throws -> [Digest: Int] {
        var blobs: [Digest: Int] = [:]
        for row in try rows("SELECT DISTINCT digest, size FROM layer") {
            if let digest = Digest(row["digest"] as String) { blobs[digest] = row["size"] }
        }
        return blobs
    }
}
