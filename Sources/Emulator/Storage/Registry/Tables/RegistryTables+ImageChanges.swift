import Foundation
import GRDB
import OCI

extension RegistryTables {
    /// Adds an image without tags.
    ///
    /// - Parameter isSparse: whether its parts may be absent.
    func insert(_ new: NewImage, isSparse: Bool, in key: Int64, at date: Date) throws {
        let digest = new.digest.description
        for child in new.children { try addPart(child, of: digest, in: key, isChild: true) }
        for layer in new.layers { try addPart(layer, of: digest, in: key, isChild: false) }
        try run(
            "UPDATE layer SET leftOver = 0 WHERE repository = ?1 AND leftOver "
                + "AND digest IN (SELECT digest FROM part WHERE repository = ?1 AND image = ?2 AND NOT isChild)",
            [key, digest]
        )
        try run(
            "INSERT INTO manifest (repository, digest, bytes) VALUES (?, ?, ?)",
            [key, digest, Data(new.manifest)]
        )
        try run(
            """
            INSERT INTO image (repository, digest, mediaType, pushedAt, size, artifactMediaType, artifactType,
            annotations, subject, manifestSize, isSparse) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key, digest, new.mediaType, date.timeIntervalSinceReferenceDate,
                try new.declaredSize ?? largestChild(of: digest, in: key), new.artifactMediaType, new.artifactType,
                try Self.json(new.annotations), new.subject?.description, new.manifest.count, isSparse,
            ]
        )
    }

    /// Gives an image a tag; takes it away from whichever had it.
    func move(tag: String, to digest: Digest, in key: Int64) throws {
        try run("DELETE FROM tag WHERE repository = ? AND name = ?", [key, tag])
        try run("INSERT INTO tag (repository, name, digest) VALUES (?, ?, ?)", [key, tag, digest.description])
    }

    func remove(tag: String, in key: Int64) throws {
        try run("DELETE FROM tag WHERE repository = ? AND name = ?", [key, tag])
    }

    /// Removes an image, its manifest and its tags.
    func remove(image digest: Digest, in key: Int64) throws {
        for table in ["tag", "image", "manifest", "replication", "scan"] {
            try run("DELETE FROM \(table) WHERE repository = ? AND digest = ?", [key, digest.description])
        }
        try run("DELETE FROM part WHERE repository = ? AND image = ?", [key, digest.description])
    }

    /// Allows an index to go without a child.
    func makeSparse(_ index: Digest, in key: Int64) throws {
        try run("UPDATE image SET isSparse = 1 WHERE repository = ? AND digest = ?", [key, index.description])
    }

    /// Brings an image into the archive, or out of it, and with an index the images that it refers to; those that another
    /// index outside of the archive has as well stay where they are.
    func setArchived(_ isArchived: Bool, _ digest: Digest, in key: Int64, at date: Date) throws {
        let column = isArchived ? "archivedAt" : "activatedAt"
        try run(
            "UPDATE image SET isArchived = ?, \(column) = ? WHERE repository = ? AND digest = ?",
            [isArchived, date.timeIntervalSinceReferenceDate, key, digest.description]
        )
        let children: [String] = try values(
            """
            SELECT p.digest FROM part p JOIN image i ON i.repository = p.repository AND i.digest = p.digest
            WHERE p.repository = ?1 AND p.image = ?2 AND p.isChild AND i.isArchived <> ?3
            AND (NOT ?3 OR NOT EXISTS (
                SELECT 1 FROM part q JOIN image j ON j.repository = q.repository AND j.digest = q.image
                WHERE q.repository = ?1 AND q.digest = p.digest AND q.isChild AND NOT j.isArchived
            ))
            """,
            [key, digest.description, isArchived]
        )
        for child in children.compactMap({ Digest($0) }) { try setArchived(isArchived, child, in: key, at: date) }
    }

    /// Notes a pull, unless one was noted within the day before.
    func notePull(of digest: Digest, in key: Int64, at date: Date) throws {
        let seconds = date.timeIntervalSinceReferenceDate
        try run(
            "UPDATE image SET lastPulledAt = ?1 WHERE repository = ?2 AND digest = ?3 "
                + "AND ifnull(lastPulledAt <= ?1 - 86400, 1)",
            [seconds, key, digest.description]
        )
    }

    private func addPart(_ part: Digest, of image: String, in key: Int64, isChild: Bool) throws {
        try run(
            "INSERT INTO part (repository, image, digest, isChild) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [key, image, part.description, isChild]
        )
    }

    private func largestChild(of digest: String, in key: Int64) throws -> Int {
        try value(
            """
            SELECT max(i.size) FROM part p JOIN image i ON i.repository = p.repository AND i.digest = p.digest
            WHERE p.repository = ? AND p.image = ? AND p.isChild
            """,
            [key, digest]
        ) ?? 0
    }

    private static func json(_ annotations: [String: String]) throws -> String? {
        guard !annotations.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(annotations), as: UTF8.self)
    }
}
