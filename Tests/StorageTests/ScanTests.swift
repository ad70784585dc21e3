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
            findings: findings.map { ImageScan.Found($0) }
        )
    }

    private func start(
        _ scan: ImageScan,
        of digest: Digest,
        in repository: RepositoryID? = nil,
        atMost most: Int = 100
    ) async throws -> ScanStart {
        try await fixture.store.startScan(scan, of: digest, in: repository ?? fixture.app, after: 60, atMost: most)
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

    @Test("A finding is kept with its package, and so are those of before, which have none")
    func findings() async throws {
        let image = try await fixture.pushImage("one").digest
        let found = [
            ImageScan.Found("a"),
            ImageScan.Found("b", in: ImageScan.FoundPackage(name: "p", version: "1", fixedIn: "2")),
            ImageScan.Found("b", in: ImageScan.FoundPackage(name: "q", version: "1")),
        ]
        let scan = ImageScan(startedAt: fixture.now, completesAt: fixture.now, outcome: .unreadable, findings: found)
        #expect(try await start(scan, of: image) == .started)
        let path = fixture.folder.path + "/registry.db"
        try fixture.reopen {
            let database = try DatabaseQueue(path: path)
            let text = try database.read { try String.fetchOne($0, sql: "SELECT findings FROM scan") }
            #expect(text?.hasPrefix(#"["a",{"#) == true)
            try database.close()
        }
        #expect(try fixture.store.scan(of: image, in: fixture.app) == scan)
        #expect(scan.outcome.status == "FAILED")
    }

    @Test(
        "A registry starts so many scans in a time, whatever repositories they are in, and those of others do not count"
    )
    func quota() async throws {
        let images = try await [fixture.pushImage("one").digest, fixture.pushImage("two").digest]
        let other = try await fixture.pushImage("three", to: fixture.other).digest
        #expect(try await start(scan(), of: images[0], atMost: 1) == .started)
        #expect(try await start(scan(at: 59), of: images[1], atMost: 1) == .tooMany)
        #expect(try fixture.store.scan(of: images[1], in: fixture.app) == nil)
        let sameRegistry = fixture.other.account == fixture.app.account && fixture.other.region == fixture.app.region
        #expect(
            try await start(scan(at: 59), of: other, in: fixture.other, atMost: 1)
                == (sameRegistry ? .tooMany : .started)
        )
        #expect(try await start(scan(at: 61), of: images[1], atMost: 1) == .started)
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
