import Foundation
import GRDB
import OCI
import Storage
import Testing

@Suite("Scans of images in the storage")
struct ScanTests {
    private let fixture: RegistryFixture

    init() throws { fixture = try RegistryFixture() }

    private func scan(at seconds: TimeInterval = 0, _ findings: String...) -> ImageScan {
        ImageScan(
            startedAt: fixture.now.addingTimeInterval(seconds),
            completesAt: fixture.now.addingTimeInterval(seconds + 30),
            outcome: .complete,
            findings: findings
        )
    }

    private func start(_ scan: ImageScan, of digest: Digest) async throws -> ScanStart {
        try await fixture.store.startScan(scan, of: digest, in: fixture.app, after: 60)
    }

    @Test("A scan is kept with its image, and goes with it")
    func kept() async throws {
        let image = try await fixture.pushImage("one").digest
        let absent = Digest.of(Array("absent".utf8))
        #expect(try await start(scan(), of: absent) == .notFound)
        #expect(try await start(scan("a", "b"), of: image) == .started)
        #expect(try await start(scan(at: 59), of: image) == .tooSoon)
        try fixture.reopen()
        #expect(try fixture.store.scan(of: image, in: fixture.app) == scan("a", "b"))
        #expect(try fixture.store.scan(of: image, in: fixture.other) == nil)
        #expect(try await start(scan(at: 60, "c"), of: image) == .started)
        #expect(try fixture.store.scans(of: [image, absent], in: fixture.app) == [image: scan(at: 60, "c")])
        _ = try await fixture.store.deleteImage(.digest(image), in: fixture.app)
        try await fixture.pushImage("one")
        #expect(try fixture.store.scan(of: image, in: fixture.app) == nil)
    }

    @Test("A reset brings back the scans that there were from the start")
    func reset() async throws {
        let image = try await fixture.pushImage("one").digest
        _ = try await start(scan("a"), of: image)
        try await fixture.store.markInitial()
        _ = try await start(scan(at: 60, "b"), of: image)
        try await fixture.store.reset(to: 1)
        #expect(try fixture.store.scan(of: image, in: fixture.app) == scan("a"))
    }

    @Test("A folder from before there were scans opens, with what it has")
    func older() async throws {
        let image = try await fixture.pushImage("one", tags: ["v1"]).digest
        let path = fixture.folder.path + "/registry.db"
        try fixture.reopen {
            let database = try DatabaseQueue(path: path)
            try database.write { database in
                try database.execute(
                    sql: "DROP TABLE scan; DELETE FROM grdb_migrations WHERE identifier = 'scans'"
                )
            }
            try database.close()
        }
        #expect(try fixture.store.image(.tag("v1"), in: fixture.app)?.digest == image)
        #expect(try await start(scan("a"), of: image) == .started)
        #expect(try fixture.store.scan(of: image, in: fixture.app) == scan("a"))
    }
}
