import GRDB

/// The tables of a registry's storage. Digests are text in full; dates are seconds since 2001, as exact as they came.
///
/// A repository may have a twin, `initial` 1, that holds what it had when the world was loaded.
enum RegistrySchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: first)
        }
        // Images in the archive, when they last came into it, and when they last came out of it.
        migrator.registerMigration("2") { database in
            try database.execute(
                sql: """
                    ALTER TABLE image ADD COLUMN isArchived INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE image ADD COLUMN archivedAt REAL;
                    ALTER TABLE image ADD COLUMN activatedAt REAL;
                    """
            )
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: replication)
        }
        migrator.registerMigration("scans") { database in
            try database.execute(sql: scans)
        }
        migrator.registerMigration("5") { database in
            try database.execute(sql: upstreamCheck)
        }
        migrator.registerMigration("6") { database in
            try database.execute(sql: blob)
        }
        return migrator
    }

    private static let replication = """
        -- Where an image was copied when it was pushed, and why it could not be.
        CREATE TABLE replication (
            repository INTEGER NOT NULL,
            digest TEXT NOT NULL,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            failure TEXT,
            PRIMARY KEY (repository, digest, account, region)
        ) WITHOUT ROWID;
        """

    private static let scans = """
        -- The newest scan of an image. It ends at completesAt, with the names of what it found as a JSON list.
        CREATE TABLE scan (
            repository INTEGER NOT NULL,
            digest TEXT NOT NULL,
            startedAt REAL NOT NULL,
            completesAt REAL NOT NULL,
            outcome TEXT NOT NULL,
            findings TEXT NOT NULL,
            PRIMARY KEY (repository, digest)
        ) WITHOUT ROWID;
        """

    private static let upstreamCheck = """
        -- When a tag was last compared with the upstream registry that fills the repository.
        CREATE TABLE upstreamCheck (
            repository INTEGER NOT NULL,
            tag TEXT NOT NULL,
            checkedAt REAL NOT NULL,
            PRIMARY KEY (repository, tag)
        ) WITHOUT ROWID;
        """

    private static let blob = """
        -- The content of small blobs, once for all repositories. That of larger ones stands in files.
        CREATE TABLE blob (
            digest TEXT NOT NULL UNIQUE,
            bytes BLOB NOT NULL
        );
        """

    private static let first = """
        CREATE TABLE repository (
            id INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            name TEXT NOT NULL,
            initial INTEGER NOT NULL,
            UNIQUE (account, region, name, initial)
        );
        -- A row keeps the blob's file. One that is left over has lost the last image that used it.
        CREATE TABLE layer (
            repository INTEGER NOT NULL,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            leftOver INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (repository, digest)
        ) WITHOUT ROWID;
        CREATE INDEX layerDigest ON layer (digest);
        CREATE INDEX layerLeftOver ON layer (repository) WHERE leftOver;
        CREATE TABLE image (
            repository INTEGER NOT NULL,
            digest TEXT NOT NULL,
            mediaType TEXT NOT NULL,
            pushedAt REAL NOT NULL,
            size INTEGER NOT NULL,
            artifactMediaType TEXT,
            artifactType TEXT,
            annotations TEXT,
            subject TEXT,
            manifestSize INTEGER NOT NULL,
            -- Some of its parts may be absent, and nothing is wrong with that.
            isSparse INTEGER NOT NULL,
            lastPulledAt REAL,
            UNIQUE (repository, digest)
        );
        CREATE INDEX imageAge ON image (repository, pushedAt, digest);
        CREATE INDEX imageSubject ON image (repository, subject, pushedAt, digest) WHERE subject IS NOT NULL;
        CREATE TABLE manifest (
            repository INTEGER NOT NULL,
            digest TEXT NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (repository, digest)
        );
        -- The order of rows is that in which the tags were given.
        CREATE TABLE tag (
            id INTEGER PRIMARY KEY,
            repository INTEGER NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            UNIQUE (repository, name)
        );
        CREATE INDEX tagDigest ON tag (repository, digest);
        -- What a manifest names: layers and configurations, and, as children, other manifests.
        CREATE TABLE part (
            repository INTEGER NOT NULL,
            image TEXT NOT NULL,
            digest TEXT NOT NULL,
            isChild INTEGER NOT NULL,
            PRIMARY KEY (repository, image, digest, isChild)
        ) WITHOUT ROWID;
        CREATE INDEX partDigest ON part (repository, digest, isChild);
        CREATE TABLE mark (name TEXT PRIMARY KEY) WITHOUT ROWID;
        """
}
