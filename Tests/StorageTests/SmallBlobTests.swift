import Foundation
import GRDB
import OCI
import Storage
import Testing

/// Content that stands in the database of a storage that is kept.
@Suite("Small blobs")
struct SmallBlobTests {
    private struct Refused: Error, Equatable {}

    private let registry: RegistryFixture

    init() throws {
        registry = try RegistryFixture()
    }

    /// Changes the database while nothing runs.
    private func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try registry.reopen { try registry.changeDatabase(sql, arguments) }
    }

    private func findings() throws -> [String] {
        let temporary = try TemporaryFolder()
        return try RegistryInspection.run(folder: registry.folder.path, temporaryFolder: temporary.path)
            .map(\.description)
    }

    @Test(arguments: [(1, 0), (65_536, 0), (65_537, 1)])
    func contentOfUpTo64KiBHasNoFile(size: Int, files: Int) async throws {
        let bytes = RegistryFixture.bytes("content ", count: size)
        let digest = try await registry.push(bytes)
        let imported = Array(bytes.reversed())
        let source = imported
        try await registry.store.importLayer(Digest.of(imported), in: [registry.app]) { sink in
            try source.withUnsafeBytes { try sink.write($0) }
        }
        #expect(try registry.blobFiles().count == 2 * files)
        #expect(try registry.uploadFiles().isEmpty)
        try registry.reopen()
        #expect(try await registry.content(digest) == bytes)
        #expect(try await registry.content(Digest.of(imported)) == imported)
        #expect(try findings().isEmpty)
    }

    @Test func someOfItIsReadFromAnywhere() async throws {
        let digest = try await registry.push([1, 2, 3, 4])
        let blob = try #require(try await registry.store.openLayer(digest, in: registry.app))
        var buffer: [UInt8] = [0, 0, 0]
        #expect(try buffer.withUnsafeMutableBytes { try blob.read(at: 1, into: $0) } == 3)
        #expect(buffer == [2, 3, 4])
        #expect(try buffer.withUnsafeMutableBytes { try blob.read(at: 3, into: $0) } == 1)
        #expect(try buffer.withUnsafeMutableBytes { try blob.read(at: 4, into: $0) } == 0)
    }

    @Test func pushesOfSmallContentTouchNoFile() async throws {
        let files = WatchedFiles()
        let registry = try RegistryFixture(files: files)
        files.begin()
        try await registry.push([1, 2, 3])
        #expect(files.steps.isEmpty)
    }

    @Test func aDigestThatIsNotTheContentsLeavesTheUploadAsItIs() async throws {
        let upload = try registry.start()
        try await upload.send([1])
        let wrong = Digest.of([1, 2])
        await #expect(throws: UploadRefusal.digestMismatch(calculated: Digest.of([1]))) {
            try await upload.finish(as: wrong)
        }
        try await upload.send([2])
        #expect(try await upload.finish(as: wrong).size == 2)
        #expect(try await registry.content(wrong) == [1, 2])
    }

    @Test func aRefusedPushLeavesNothing() async throws {
        let upload = try registry.start()
        try await upload.send([1, 2, 3])
        await #expect(throws: Refused()) { try await upload.finish(as: Digest.of([1, 2, 3])) { throw Refused() } }
        #expect(try registry.contents().isEmpty)
        #expect(try await registry.content(Digest.of([1, 2, 3])) == nil)
    }

    @Test func alteredContentIsNeverServedAndIsHealedByAPush() async throws {
        let digest = try await registry.push([1, 2, 3])
        try await registry.push([1, 2, 3], to: registry.other)
        try change("UPDATE blob SET bytes = x'010204'")
        #expect(
            try findings() == [
                "the content of \(digest) has been altered; push an image that has it again, which puts it right"
            ]
        )
        let error = try await #require(throws: StorageError.self) {
            try await registry.store.openLayer(digest, in: registry.app)
        }
        #expect(error.kind == .damagedBlob(digest))
        // A push that is refused does not make it good.
        let refused = try registry.start()
        try await refused.send([1, 2, 3])
        await #expect(throws: Refused()) { try await refused.finish(as: digest) { throw Refused() } }
        #expect(try await registry.content(digest, in: registry.other) == nil)
        try await registry.push([1, 2, 3])
        #expect(try await registry.content(digest, in: registry.other) == [1, 2, 3])
        try registry.reopen()
        #expect(try await registry.content(digest) == [1, 2, 3])
    }

    @Test(arguments: [
        ("DELETE FROM blob", "is missing"), ("UPDATE blob SET bytes = x'0102'", "has 2 bytes, not 3"),
    ])
    func contentThatIsNotWholeIsAbsentUntilItIsPushed(sql: String, how: String) async throws {
        let digest = try await registry.push([1, 2, 3])
        try change(sql)
        #expect(
            try findings() == ["the content of \(digest) \(how); push an image that has it again, which puts it right"]
        )
        _ = try? await registry.store.openLayer(digest, in: registry.app)
        #expect(try !registry.store.hasLayer(digest, in: registry.app))
        try await registry.push([1, 2, 3])
        #expect(try await registry.content(digest) == [1, 2, 3])
        #expect(try findings().isEmpty)
    }

    @Test func filesOfEarlierVersionsAreReadAndReplacedWhereTheyAreDamaged() async throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        let sound = try await registry.push([1])
        let damaged = try await registry.push([2, 2])
        registry.largestWithoutFile = 64 << 10
        try registry.reopen { try Data([2]).write(to: URL(filePath: registry.path(of: damaged))) }
        #expect(try await registry.content(sound) == [1])
        #expect(try await registry.content(damaged) == nil)
        try await registry.push([2, 2])
        try await registry.push([1], to: registry.other)
        #expect(try await registry.content(damaged) == [2, 2])
        #expect(try registry.blobFiles() == [sound.hex, damaged.hex])
        // What is left of the damaged one goes at the next start.
        try registry.reopen()
        #expect(try registry.blobFiles() == [sound.hex])
        #expect(try registry.contents() == [sound.hex, damaged.hex])
        #expect(try await registry.content(damaged) == [2, 2])
    }

    @Test func contentThatNobodyHasIsNamedAndGoesWithTheLayersThatAreLeftOver() async throws {
        let digest = try await registry.push([1, 2, 3])
        try change("INSERT INTO blob (digest, bytes) VALUES (?, x'05')", [Digest.of([5]).description])
        #expect(
            try findings() == [
                "no repository has the content of \(Digest.of([5])); start the emulator, which removes it"
            ]
        )
        try change("UPDATE layer SET leftOver = 1")
        #expect(try await registry.content(digest) == nil)
        #expect(try registry.contents().isEmpty)
    }

    @Test(arguments: ["removed", "emptied"])
    func aFolderThatHasLostItsDatabaseDoesNotStartAnew(_ how: String) async throws {
        try await registry.push([1, 2, 3])
        registry.store.close()
        let path = registry.folder.path + "/registry.db"
        try FileManager.default.removeItem(atPath: path)
        if how == "emptied" { try Data().write(to: URL(filePath: path)) }
        #expect(throws: StorageError.self) { try RegistryStore(.kept(folder: registry.folder.path)) }
        #expect(try findings().count == 1)
    }
}
