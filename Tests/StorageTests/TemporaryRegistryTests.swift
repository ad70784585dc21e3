import AWSCore
import Dispatch
import Foundation
import OCI
import Testing

@testable import Storage

@Suite("A storage that does not outlive its emulator")
struct TemporaryRegistryTests {
    private let folder: TemporaryFolder
    private let files = WatchedFiles()
    private let store: RegistryStore
    private let app: RepositoryID
    private let now = Date(timeIntervalSinceReferenceDate: 0)

    init() throws {
        folder = try TemporaryFolder()
        store = try RegistryStore(.temporary(parent: folder.path), files: files)
        app = RepositoryID(
            account: try #require(AccountID("123456789012")),
            region: try #require(Region("us-east-1")),
            name: "app"
        )
    }

    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }

    @Test func nothingIsMadeBeforeTheFirstContent() async throws {
        #expect(try store.layer(Digest.of([1]), in: app) == nil)
        #expect(try store.images(in: app, limit: 9).isEmpty)
        #expect(try !store.isInitialised)
        #expect(try await store.openLayer(Digest.of([1]), in: app) == nil)
        #expect(try await store.deleteImage(.tag("v1"), in: app) == .notFound)
        try await store.reset(to: 1)
        try await store.prune(keeping: [])
        try await store.deleteRepository(app)
        #expect(try names().isEmpty)
    }

    @Test func contentIsKeptWithoutWaitingForTheDiskAndRemovedAtTheEnd() async throws {
        let bytes = RegistryFixture.bytes("temporary ", count: 300_000)
        let upload = try store.startUpload(in: app, id: UUID().uuidString, at: now)
        try await upload.send(bytes)
        _ = try await upload.finish(as: Digest.of(bytes))
        let manifest = RegistryFixture.manifest("image", layers: [Digest.of(bytes)])
        _ = try await store.putImage(manifest, tags: ["v1"], in: app, at: now)
        try await store.markInitial()
        try await store.deleteRepository(app)
        try await store.reset(to: 1)
        #expect(try await store.openLayer(Digest.of(bytes), in: app)?.allBytes() == bytes)
        #expect(!files.steps.contains { $0.hasPrefix("sync") })
        #expect(try names().count == 1)
        store.close()
        #expect(try names().isEmpty)
    }

    @Test func aStorageThatWasClosedSaysSo() async throws {
        store.close()
        store.close()
        let closed = "the registry's storage has been closed; start the emulator again"
        let error = try #require(throws: StorageError.self) { try store.layer(Digest.of([1]), in: app) }
        #expect(error.description == closed)
        #expect(throws: StorageError.self) {
            try store.startUpload(in: app, id: UUID().uuidString, at: now)
        }
        await #expect(throws: StorageError.self) { try await store.reset(to: 1) }
    }

    @Test func theEndOfItsHolderRemovesItAsWell() async throws {
        var store: RegistryStore? = try RegistryStore(.temporary(parent: folder.path))
        let upload = try store?.startUpload(in: app, id: UUID().uuidString, at: now)
        try await upload?.send([1])
        _ = try await upload?.finish(as: Digest.of([1]))
        #expect(try names().count == 1)
        store = nil
        #expect(try names().isEmpty)
    }

    @Test func itsLastHolderMayBeAChangeOfItsOwn() async throws {
        let (steps, continuation) = AsyncStream.makeStream(of: String.self)
        let isHeldByNobodyElse = DispatchSemaphore(value: 0)
        func begin() throws -> RegistryCore {
            let files = WatchedFiles(onStep: { continuation.yield($0) })
            let store = try RegistryStore(.temporary(parent: folder.path), files: files)
            let core = try store.core()
            try core.blobs.prepare()
            core.committer.post { _, _ in
                isHeldByNobodyElse.wait()
                withExtendedLifetime(store) {}
            }
            return core
        }
        let core = try begin()
        isHeldByNobodyElse.signal()
        #expect(await steps.contains { $0.hasPrefix("removeFolder") })
        core.committer.close {}
        #expect(try names().isEmpty)
    }

    @Test func whatAKilledProcessLeftIsRemovedAndWhatIsInUseStays() async throws {
        let abandoned = folder.path + "/drydock-registry-killed"
        let others = [folder.path + "/drydock-registry-other", folder.path + "/something-else"]
        for path in [abandoned] + others {
            try FileManager.default.createDirectory(atPath: path + "/blobs", withIntermediateDirectories: true)
        }
        // Locks that nobody holds; without one a folder may just be being made.
        for path in [abandoned, others[1]] {
            #expect(FileManager.default.createFile(atPath: path + "/lock", contents: nil))
        }
        func begin() async throws -> RegistryStore {
            let store = try RegistryStore(.temporary(parent: folder.path))
            let upload = try store.startUpload(in: app, id: UUID().uuidString, at: now)
            try await upload.send(RegistryFixture.bytes("file", count: 300_000))
            return store
        }
        let inUse = try await begin()
        #expect(try names().count == 4)
        RegistryStore.removeAbandoned(below: folder.path)
        #expect(!FileManager.default.fileExists(atPath: abandoned))
        #expect(try names().count == 3)
        inUse.close()
        #expect(Set(try names().map { folder.path + "/" + $0 }) == Set(others))
    }

    @Test func aParentThatIsNotThereIsOneClearError() async throws {
        let store = try RegistryStore(.temporary(parent: folder.path + "/absent"))
        defer { store.close() }
        let upload = try store.startUpload(in: app, id: UUID().uuidString, at: now)
        try await upload.send([1])
        let error = try await #require(throws: StorageError.self) { try await upload.finish(as: Digest.of([1])) }
        #expect(error.description.contains("/absent/drydock-registry-"))
        #expect(error.description.contains(" cannot be made: No such file or directory; "))
    }
}
