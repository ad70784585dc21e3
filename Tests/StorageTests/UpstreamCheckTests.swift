import Foundation
import GRDB
import OCI
import Storage
import Testing

@Suite("Looks at upstream registries")
struct UpstreamCheckTests {
    private func put(_ tag: String, into fixture: RegistryFixture) async throws {
        let manifest = RegistryFixture.bytes("manifest")
        let image = NewImage(
            digest: Digest.of(manifest),
            manifest: manifest,
            mediaType: MediaTypes.ociIndex,
            layers: [],
            children: [],
            declaredSize: nil
        )
        _ = try await fixture.store.putImage(image, tags: [tag], in: fixture.app, at: fixture.now)
    }

    @Test("are kept for each tag, and go with their repository")
    func kept() async throws {
        let fixture = try RegistryFixture()
        // Nothing is noted of a repository without rows.
        try await fixture.store.noteUpstreamCheck(of: "v1", in: fixture.app, at: fixture.now)
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.app) == nil)
        try await put("v1", into: fixture)
        try await fixture.store.noteUpstreamCheck(of: "v1", in: fixture.app, at: fixture.now)
        try fixture.reopen()
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.app) == fixture.now)
        #expect(try fixture.store.lastUpstreamCheck(of: "v2", in: fixture.app) == nil)
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.other) == nil)
        let later = fixture.now.addingTimeInterval(1)
        try await fixture.store.noteUpstreamCheck(of: "v1", in: fixture.app, at: later)
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.app) == later)
        try await fixture.store.deleteRepository(fixture.app)
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.app) == nil)
    }

    @Test("a folder that was written before there were any opens, and has its images")
    func migration() async throws {
        let fixture = try RegistryFixture()
        try await put("v1", into: fixture)
        try fixture.reopen(after: {
            let database = try DatabaseQueue(path: fixture.folder.path + "/registry.db")
            try database.write { database in
                try database.execute(
                    sql: "DROP TABLE upstreamCheck; DELETE FROM grdb_migrations WHERE identifier = '5'"
                )
            }
            try database.close()
        })
        #expect(try fixture.store.image(.tag("v1"), in: fixture.app) != nil)
        try await fixture.store.noteUpstreamCheck(of: "v1", in: fixture.app, at: fixture.now)
        #expect(try fixture.store.lastUpstreamCheck(of: "v1", in: fixture.app) == fixture.now)
    }
}
