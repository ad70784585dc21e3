import AWSCore
import GRDB
import OCI

extension RegistryTables {
    /// The number under which a repository's rows stand; nil where it has none.
    func key(of repository: RepositoryID, initial: Bool = false) throws -> Int64? {
        try value(
            "SELECT id FROM repository WHERE account = ? AND region = ? AND name = ? AND initial = ?",
            [repository.account.value, repository.region.name, repository.name, initial]
        )
    }

    /// The number under which a repository's rows stand, made where there was none.
    func madeKey(of repository: RepositoryID, initial: Bool = false) throws -> Int64 {
        if let key = try key(of: repository, initial: initial) { return key }
        try run(
            "INSERT INTO repository (account, region, name, initial) VALUES (?, ?, ?, ?)",
            [repository.account.value, repository.region.name, repository.name, initial]
        )
        return database.lastInsertedRowID
    }

    /// Every repository that has rows, with their number.
    func repositories(initial: Bool) throws -> [(RepositoryID, Int64)] {
        try rows("SELECT id, account, region, name FROM repository WHERE initial = ?", [initial]).compactMap { row in
            guard let account = AccountID(row["account"] as String), let region = Region(kept: row["region"] as String)
            else { return nil }
            return (RepositoryID(account: account, region: region, name: row["name"]), row["id"])
        }
    }

    /// Removes all rows of a repository.
    ///
    /// - Returns: the layers that it had.
    func erase(_ key: Int64) throws -> [Digest] {
        let layers: [String] = try values("SELECT digest FROM layer WHERE repository = ?", [key])
        for table in ["layer", "image", "manifest", "tag", "part", "replication", "scan", "upstreamCheck"] {
            try run("DELETE FROM \(table) WHERE repository = ?", [key])
        }
        try run("DELETE FROM repository WHERE id = ?", [key])
        return layers.compactMap { Digest($0) }
    }

    /// Gives a repository without rows all that another has.
    func copy(from source: Int64, to target: Int64) throws {
        for (table, columns) in Self.copied {
            try run(
                "INSERT INTO \(table) (repository, \(columns)) "
                    + "SELECT ?, \(columns) FROM \(table) WHERE repository = ? ORDER BY "
                    + (table == "tag" ? "id" : "digest"),
                [target, source]
            )
        }
    }

    /// What is not copied are the looks at upstream registries: of what the world began with there were none.
    private static let copied = [
        ("layer", "digest, size, leftOver"),
        (
            "image",
            "digest, mediaType, pushedAt, size, artifactMediaType, artifactType, annotations, subject, manifestSize, "
                + "isSparse, lastPulledAt, isArchived, archivedAt, activatedAt"
        ),
        ("manifest", "digest, bytes"),
        ("tag", "name, digest"),
        ("part", "image, digest, isChild"),
        ("replication", "digest, account, region, failure"),
        ("scan", "digest, startedAt, completesAt, outcome, findings"),
    ]
}
