import Foundation
import GRDB
import OCI

extension RegistryTables {
    private static let columns =
        "digest, mediaType, pushedAt, size, artifactMediaType, artifactType, annotations, subject, manifestSize, "
        + "lastPulledAt, isArchived, archivedAt, activatedAt"

    /// The digest of an image that a repository has.
    func digest(_ image: ImageKey, in key: Int64) throws -> Digest? {
        let text: String? =
            switch image {
            case .digest(let digest):
                try value("SELECT digest FROM image WHERE repository = ? AND digest = ?", [key, digest.description])
            case .tag(let tag): try value("SELECT digest FROM tag WHERE repository = ? AND name = ?", [key, tag])
            }
        return text.flatMap { Digest($0) }
    }

    func hasImages(in key: Int64) throws -> Bool {
        try exists("SELECT 1 FROM image WHERE repository = ? LIMIT 1", [key])
    }

    func image(_ digest: Digest, in key: Int64) throws -> StoredImage? {
        let row = try row(
            "SELECT \(Self.columns) FROM image WHERE repository = ? AND digest = ?",
            [key, digest.description]
        )
        return try row.flatMap { try image($0, in: key) }
    }

    func imageWithManifest(_ digest: Digest, in key: Int64) throws -> (image: StoredImage, manifest: [UInt8])? {
        guard let image = try image(digest, in: key), let manifest = try manifest(digest, in: key) else { return nil }
        return (image, manifest)
    }

    /// The exact bytes of a manifest.
    func manifest(_ digest: Digest, in key: Int64) throws -> [UInt8]? {
        let bytes: Data? = try value(
            "SELECT bytes FROM manifest WHERE repository = ? AND digest = ?",
            [key, digest.description]
        )
        return bytes.map { Array($0) }
    }

    /// In the order in which they were given.
    func tags(of digest: Digest, in key: Int64) throws -> [String] {
        try values("SELECT name FROM tag WHERE repository = ? AND digest = ? ORDER BY id", [key, digest.description])
    }

    /// The images of a repository, the oldest first.
    ///
    /// - Parameters:
    ///   - tagged: whether they have tags; nil for all.
    ///   - archived: whether they are in the archive; nil for all.
    func images(
        in key: Int64,
        tagged: Bool?,
        archived: Bool?,
        after: ImagePosition?,
        limit: Int
    ) throws -> [StoredImage] {
        let filter =
            switch tagged {
            case nil: ""
            case true?: "AND EXISTS (SELECT 1 FROM tag WHERE tag.repository = i.repository AND tag.digest = i.digest)"
            case false?:
                "AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.repository = i.repository AND tag.digest = i.digest)"
            }
        let position = after.map(Position.init) ?? .first
        return try rows(
            "SELECT \(Self.columns) FROM image i WHERE repository = ? AND (pushedAt, digest) > (?, ?) \(filter) "
                + "\(Self.only(archived)) ORDER BY pushedAt, digest LIMIT ?",
            [key, position.date, position.digest, limit]
        ).compactMap { try image($0, in: key) }
    }

    /// One entry of each tag and one of each image without, ordered by date, digest and tag.
    func entries(
        in key: Int64,
        tagged: Bool?,
        archived: Bool?,
        after: ImageEntry?,
        limit: Int
    ) throws -> [ImageEntry] {
        let filter =
            switch tagged {
            case nil: ""
            case true?: "AND t.name IS NOT NULL"
            case false?: "AND t.name IS NULL"
            }
        let position = after.map { Position(ImagePosition(pushedAt: $0.pushedAt, digest: $0.digest)) } ?? .first
        return try rows(
            """
            SELECT i.digest, t.name, i.pushedAt FROM image i
            LEFT JOIN tag t ON t.repository = i.repository AND t.digest = i.digest
            WHERE i.repository = :key AND (i.pushedAt, i.digest) >= (:date, :digest)
            AND ((i.pushedAt, i.digest) > (:date, :digest) OR ifnull(t.name, '') > :tag) \(filter)
            \(Self.only(archived))
            ORDER BY i.pushedAt, i.digest, t.name LIMIT :limit
            """,
            [
                "key": key, "date": position.date, "digest": position.digest, "tag": after?.tag ?? "",
                "limit": limit,
            ]
        ).compactMap { row in
            Digest(row[0] as String).map { ImageEntry(digest: $0, tag: row[1], pushedAt: Self.date(row[2])) }
        }
    }

    /// Tags in byte order.
    func tags(in key: Int64, archived: Bool?, after: String?, limit: Int) throws -> [String] {
        try values(
            """
            SELECT t.name FROM tag t JOIN image i ON i.repository = t.repository AND i.digest = t.digest
            WHERE t.repository = ? AND t.name > ? \(Self.only(archived)) ORDER BY t.name LIMIT ?
            """,
            [key, after ?? "", limit]
        )
    }

    /// The images that refer to one, the oldest first.
    ///
    /// - Parameters:
    ///   - artifactTypes: those to answer; none for all.
    ///   - archived: whether they are in the archive; nil for all.
    func referrers(
        of subject: Digest,
        in key: Int64,
        artifactTypes: [String],
        archived: Bool?,
        after: ImagePosition?,
        limit: Int
    ) throws -> [Referrer] {
        let filter =
            artifactTypes.isEmpty
            ? "" : "AND ifnull(artifactType, artifactMediaType) IN (SELECT value FROM json_each(:types))"
        let position = after.map(Position.init) ?? .first
        var arguments: StatementArguments = [
            "key": key, "subject": subject.description, "date": position.date, "digest": position.digest,
            "limit": limit,
        ]
        if !artifactTypes.isEmpty {
            _ = arguments.append(contentsOf: [
                "types": String(decoding: try JSONEncoder().encode(artifactTypes), as: UTF8.self)
            ])
        }
        return try rows(
            "SELECT \(Self.columns) FROM image WHERE repository = :key AND subject = :subject "
                + "AND (pushedAt, digest) > (:date, :digest) \(filter) \(Self.only(archived)) ORDER BY pushedAt, digest "
                + "LIMIT :limit",
            arguments
        ).compactMap { try image($0, in: key, tags: []) }.map { image in
            Referrer(
                digest: image.digest,
                mediaType: image.mediaType,
                artifactType: image.artifactType ?? image.artifactMediaType,
                size: image.manifestSize,
                annotations: image.annotations,
                pushedAt: image.pushedAt,
                isArchived: image.isArchived
            )
        }
    }

    /// The indexes of a repository that refer to an image, the oldest first.
    func indexes(over digest: Digest, in key: Int64) throws -> [Digest] {
        let texts: [String] = try values(
            """
            SELECT i.digest FROM part p JOIN image i ON i.repository = p.repository AND i.digest = p.image
            WHERE p.repository = ? AND p.digest = ? AND p.isChild ORDER BY i.pushedAt, i.digest
            """,
            [key, digest.description]
        )
        return texts.compactMap { Digest($0) }
    }

    private func image(_ row: Row, in key: Int64, tags: [String]? = nil) throws -> StoredImage? {
        guard let digest = Digest(row["digest"] as String) else { return nil }
        let annotations = try (row["annotations"] as String?).map {
            try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        return StoredImage(
            digest: digest,
            mediaType: row["mediaType"],
            tags: try tags ?? self.tags(of: digest, in: key),
            pushedAt: Self.date(row["pushedAt"]),
            sizeInBytes: row["size"],
            artifactMediaType: row["artifactMediaType"],
            artifactType: row["artifactType"],
            annotations: annotations ?? [:],
            subject: (row["subject"] as String?).flatMap { Digest($0) },
            manifestSize: row["manifestSize"],
            lastPulledAt: (row["lastPulledAt"] as Double?).map(Self.date),
            isArchived: row["isArchived"],
            lastArchivedAt: (row["archivedAt"] as Double?).map(Self.date),
            lastActivatedAt: (row["activatedAt"] as Double?).map(Self.date)
        )
    }

    /// The condition for images in the archive, or out of it.
    private static func only(_ archived: Bool?) -> String {
        switch archived {
        case nil: ""
        case true?: "AND isArchived"
        case false?: "AND NOT isArchived"
        }
    }

    private static func date(_ seconds: Double) -> Date { Date(timeIntervalSinceReferenceDate: seconds) }

    /// A position as the tables have it.
    private struct Position {
        let date: Double
        let digest: String

        static let first = Position(date: -Double.greatestFiniteMagnitude, digest: "")

        init(_ position: ImagePosition) {
            self.init(date: position.pushedAt.timeIntervalSinceReferenceDate, digest: position.digest.description)
        }

        private init(date: Double, digest: String) {
            self.date = date
            self.digest = digest
        }
    }
}
