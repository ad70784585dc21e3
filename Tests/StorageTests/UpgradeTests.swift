import OCI
import Storage
import Testing

/// Folders that earlier versions wrote.
@Suite("Folders of earlier versions")
struct UpgradeTests {
    /// What stands between the tables of the first version and those of today.
    private static let since = """
        DROP TABLE blob;
        DROP TABLE upstreamCheck;
        DROP TABLE scan;
        DROP TABLE replication;
        ALTER TABLE image DROP COLUMN activatedAt;
        ALTER TABLE image DROP COLUMN archivedAt;
        ALTER TABLE image DROP COLUMN isArchived;
        DELETE FROM grdb_migrations WHERE identifier <> '1';
        """

    @Test("all that a folder of the first version has is there, and takes what is new")
    func firstVersion() async throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        let image = try await registry.pushImage("image", layer: "layer", tags: ["v1", "v2"])
        registry.largestWithoutFile = 64 << 10
        try registry.reopen { try registry.changeDatabase(Self.since) }
        #expect(try registry.store.image(.tag("v1"), in: registry.app) == image)
        #expect(try await registry.content(Digest.of(Array("layer".utf8))) == Array("layer".utf8))
        let newer = try await registry.pushImage("newer", tags: ["v2"])
        #expect(try registry.store.image(.tag("v2"), in: registry.app) == newer)
        #expect(try registry.blobFiles().count == 1)
        #expect(try registry.contents().count == 2)
    }
}
