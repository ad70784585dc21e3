import Foundation
import GRDB
import OCI
import Storage
import Synchronization
import Testing

@Suite("What is acknowledged is kept, and nothing else is seen")
struct DurabilityTests {
    /// The steps of a push, from the first byte to the acknowledgement.
    private static let order = [
        "create uploads", "write uploads", "sync uploads", "rename uploads blobs/sha256", "syncFolder blobs/sha256",
    ]

    @Test func aLayerIsOnTheDiskBeforeItsRowAndItsRowBeforeTheAnswer() async throws {
        let path = Mutex("")
        let rows = Mutex<[String: Int]>([:])
        let files = WatchedFiles { step in
            // What another process sees at this step.
            let queue = try? DatabaseQueue(path: path.withLock { $0 })
            let count = try? queue?.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM layer") }
            rows.withLock { $0[step] = count ?? -1 }
        }
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        path.withLock { $0 = registry.folder.path + "/registry.db" }
        files.begin()
        let digest = try await registry.push([1, 2, 3])
        #expect(files.steps == Self.order)
        #expect(rows.withLock { $0["syncFolder blobs/sha256"] } == 0)
        let queue = try DatabaseQueue(path: registry.folder.path + "/registry.db")
        #expect(
            try await queue.read { try String.fetchAll($0, sql: "SELECT digest FROM layer") } == [digest.description]
        )
    }

    @Test func aContentThatIsDeletedLosesItsRowFirst() async throws {
        let path = Mutex("")
        let rows = Mutex(-1)
        let files = WatchedFiles { step in
            guard step == "remove blobs/sha256" else { return }
            let queue = try? DatabaseQueue(path: path.withLock { $0 })
            let count = try? queue?.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM layer") }
            rows.withLock { $0 = count ?? -1 }
        }
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        path.withLock { $0 = registry.folder.path + "/registry.db" }
        let digest = try await registry.push([1, 2, 3])
        #expect(try await registry.store.deleteLayer(digest, in: registry.app))
        #expect(rows.withLock { $0 } == 0)
        #expect(try registry.blobFiles().isEmpty)
    }

    @Test(arguments: 0..<5)
    func aFullDiskAtAnyStepLeavesNothingBehindAndSaysSo(_ step: Int) async throws {
        let files = WatchedFiles()
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        let before = try await registry.push([9])
        files.begin(.failure(step: step, code: ENOSPC))
        let error = try await #require(throws: StorageError.self) { try await registry.push([1, 2, 3]) }
        #expect(error.kind == .diskFull)
        #expect(error.description.hasSuffix("cannot be written, for the disk is full; make room and try again"))
        #expect(try registry.store.layer(Digest.of([1, 2, 3]), in: registry.app) == nil)
        #expect(try registry.blobFiles() == [before.hex])
        #expect(try registry.uploadFiles().isEmpty)
        // With room again, everything works.
        let digest = try await registry.push([1, 2, 3])
        #expect(try await registry.content(digest) == [1, 2, 3])
        #expect(try await registry.content(before) == [9])
    }

    @Test(arguments: [ENOSPC, EIO])
    func anUploadThatCannotBeWrittenIsToldWhileItComes(_ code: Int32) async throws {
        let files = WatchedFiles()
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        files.begin(.failure(step: 3, code: code))
        let upload = try registry.start()
        let error = try await #require(throws: StorageError.self) {
            try await upload.send(RegistryFixture.bytes("much ", count: 40_000_000), piece: 100_000)
        }
        #expect(error.kind == (code == ENOSPC ? .diskFull : .unusable))
        #expect(try registry.store.upload(upload.id, in: registry.app, at: registry.now) == nil)
        await #expect(throws: UploadRefusal.gone) { try await upload.finish(as: Digest.of([1])) }
        #expect(try registry.uploadFiles().isEmpty)
    }

    @Test(arguments: 0...6)
    func stoppedBeforeAnyStepOfAPushWhatWasAcknowledgedIsThereAndNothingElse(_ step: Int) async throws {
        let files = WatchedFiles()
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        let image = try await registry.pushImage("acknowledged", tags: ["v1"])
        files.begin(.stop(step: step))
        let digest = Digest.of([1, 2, 3])
        let isAcknowledged = (try? await registry.push([1, 2, 3])) != nil
        #expect(isAcknowledged == (step > 4))
        try registry.reopen()
        #expect(try registry.store.hasLayer(digest, in: registry.app) == isAcknowledged)
        #expect(try await registry.content(digest) == (isAcknowledged ? [1, 2, 3] : nil))
        #expect(try registry.store.image(.tag("v1"), in: registry.app) == image)
        #expect(try await registry.content(Digest.of(RegistryFixture.bytes("layer of acknowledged"))) != nil)
        #expect(try registry.blobFiles().count == (isAcknowledged ? 2 : 1))
        #expect(try registry.uploadFiles().isEmpty)
        registry.store.close()
        let temporary = try TemporaryFolder()
        #expect(
            try RegistryInspection.run(folder: registry.folder.path, temporaryFolder: temporary.path).isEmpty
        )
    }

    @Test func stoppedBeforeAnyStepOfALongPushOrOfAnImportTheLayerIsThereOnlyIfItWasAcknowledged() async throws {
        let bytes = RegistryFixture.bytes("longer than what is held in memory ", count: 200_000)
        let digest = Digest.of(bytes)
        for isImport in [false, true] {
            var isAcknowledged = false
            var step = 0
            while !isAcknowledged {
                let files = WatchedFiles()
                let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
                let before = try await registry.push([9])
                files.begin(.stop(step: step))
                if isImport {
                    let outcome = try? await registry.store.importLayer(digest, in: [registry.app]) { sink in
                        for start in stride(from: 0, to: bytes.count, by: 60_000) {
                            try bytes[start..<min(start + 60_000, bytes.count)].withUnsafeBytes { try sink.write($0) }
                        }
                    }
                    isAcknowledged = outcome != nil
                } else {
                    isAcknowledged = (try? await registry.push(bytes)) != nil
                }
                try registry.reopen()
                #expect(try await registry.content(digest) == (isAcknowledged ? bytes : nil))
                #expect(try await registry.content(before) == [9])
                #expect(try registry.blobFiles().count == (isAcknowledged ? 2 : 1))
                #expect(try registry.uploadFiles().isEmpty)
                step += 1
            }
            // Made, written in pieces, synced, renamed, and its folder synced.
            #expect(step > 7)
        }
    }

    @Test func aContentWhoseRemovalWasCutOffGoesAtTheNextStart() async throws {
        let files = WatchedFiles()
        let registry = try RegistryFixture(files: files, largestWithoutFile: 0)
        let digest = try await registry.push([1, 2, 3])
        files.begin(.stop(step: 0))
        #expect(try await registry.store.deleteLayer(digest, in: registry.app))
        #expect(try registry.blobFiles() == [digest.hex])
        try registry.reopen()
        #expect(try registry.blobFiles().isEmpty)
    }

    @Test func aProcessKilledAtAnyAcknowledgementLeavesAllThatWasAcknowledged() async throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        var tags: [String] = []
        for number in 0..<8 {
            tags.append("v\(number)")
            try await registry.pushImage("image \(number)", tags: [tags[number]])
            // The files as a process that is killed now would leave them.
            let copy = try TemporaryFolder()
            try registry.folder.copy(["registry.db", "registry.db-wal", "blobs", "uploads"], to: copy)
            let store = try RegistryStore(.kept(folder: copy.path))
            defer { store.close() }
            #expect(try store.tags(in: registry.app, limit: 100) == tags)
            for number in 0...number {
                let layer = Digest.of(RegistryFixture.bytes("layer of image \(number)"))
                #expect(try await store.openLayer(layer, in: registry.app) != nil)
            }
        }
    }

    @Test func theSameContentFromManyAtOnceIsStoredOnce() async throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        let bytes = RegistryFixture.bytes("the same ", count: 150_000)
        let digest = Digest.of(bytes)
        let (store, now, app, other) = (registry.store, registry.now, registry.app, registry.other)
        let wasThere = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let upload = try store.startUpload(
                        in: number % 2 == 0 ? app : other,
                        id: UUID().uuidString,
                        at: now
                    )
                    try await upload.send(bytes)
                    return try await upload.finish(as: digest).wasThere
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(wasThere.filter { !$0 }.count == 2)
        #expect(try registry.blobFiles() == [digest.hex])
        #expect(try registry.uploadFiles().isEmpty)
        #expect(try await registry.content(digest, in: other) == bytes)
    }

    @Test func aChangeThatRefusesUndoesItselfAndNobodyElses() async throws {
        struct Refused: Error {}
        let registry = try RegistryFixture(largestWithoutFile: 0)
        let (store, now, app) = (registry.store, registry.now, registry.app)
        let kept = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let manifest = RegistryFixture.manifest("image \(number)")
                    let outcome = try? await store.putImage(manifest, tags: ["v\(number)"], in: app, at: now) {
                        if number % 3 == 0 { throw Refused() }
                    }
                    return outcome.map { _ in number }
                }
            }
            return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
        }
        #expect(kept == Set((0..<40).filter { $0 % 3 != 0 }))
        #expect(try Set(store.tags(in: app, limit: 100)) == Set(kept.map { "v\($0)" }))
    }

    @Test func aFolderThatCannotBeUsedIsOneClearError() throws {
        let folder = try TemporaryFolder()
        try folder.write([1], to: "uploads")
        #expect(throws: StorageError.self) { try RegistryStore(.kept(folder: folder.path)) }
        let error = try #require(throws: StorageError.self) { try RegistryStore(.kept(folder: "/proc/none")) }
        #expect(error.description.hasPrefix("/proc/none/registry.db cannot be opened: No such file or directory; "))
    }

    @Test func aStorageOfANewerVersionIsRefused() throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        registry.store.close()
        let path = registry.folder.path + "/registry.db"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')") }
        try queue.close()
        let error = try #require(throws: StorageError.self) {
            try RegistryStore(.kept(folder: registry.folder.path))
        }
        #expect(
            error.description == "\(path) was written by a newer version of Drydock; use that version or another folder"
        )
    }

    @Test func everythingIsTheOwnersAlone() async throws {
        let registry = try RegistryFixture(largestWithoutFile: 0)
        let digest = try await registry.push([1, 2, 3])
        for name in ["registry.db", "registry.db-wal", "blobs/sha256/\(digest.hex)"] {
            #expect(try registry.folder.mode(of: name) == 0o600)
        }
        for name in ["blobs", "blobs/sha256", "uploads"] { #expect(try registry.folder.mode(of: name) == 0o700) }
    }
}
