import Foundation
import OCI
import Synchronization
import Testing

@testable import Storage

@Suite("Uploads")
struct UploadTests {
    private let registry: RegistryFixture

    init() throws {
        registry = try RegistryFixture()
    }

    @Test func aLayerComesInPartsAndIsWhatWasSent() async throws {
        let bytes = RegistryFixture.bytes("a large layer ", count: 20_000_003)
        let upload = try registry.start()
        #expect(try await upload.send(Array(bytes[..<7_000_000]), at: 0) == 7_000_000)
        #expect(try await upload.send(Array(bytes[7_000_000..<12_000_000]), at: 7_000_000) == 12_000_000)
        #expect(try await upload.send(Array(bytes[12_000_000...]), piece: 1_000_000) == bytes.count)
        let digest = Digest.of(bytes)
        let layer = try await upload.finish(as: digest)
        #expect(layer == StoredLayer(digest: digest, size: bytes.count, wasThere: false))
        #expect(try registry.store.layer(digest, in: registry.app)?.size == bytes.count)
        #expect(try await registry.content(digest) == bytes)
        #expect(upload.smallestPartBeforeLast == 5_000_000)
        #expect(try registry.uploadFiles().isEmpty)
    }

    @Test(arguments: [1, 65_536, 65_537, 200_000])
    func aLayerOfAnyLengthIsKept(_ count: Int) async throws {
        let bytes = RegistryFixture.bytes("short ", count: count)
        let digest = try await registry.push(bytes)
        #expect(try await registry.content(digest) == bytes)
        try registry.reopen()
        #expect(try await registry.content(digest) == bytes)
    }

    @Test func partsComeOneAfterTheOtherAndOneAtATime() async throws {
        let upload = try registry.start()
        let part = try upload.beginPart(at: 0)
        #expect(throws: UploadRefusal.busy) { try upload.beginPart() }
        await #expect(throws: UploadRefusal.busy) { try await upload.finish(as: Digest.of([])) }
        try await part.write([1, 2, 3])
        #expect(upload.smallestPartBeforeLast == nil)
        #expect(try await part.end() == 3)
        #expect(throws: UploadRefusal.outOfOrder(first: 4, expected: 3)) { try upload.beginPart(at: 4) }
        #expect(throws: UploadRefusal.outOfOrder(first: 0, expected: 3)) { try upload.beginPart(at: 0) }
        try await upload.send([4, 5], at: 3)
        #expect(upload.received == 5)
        #expect(upload.smallestPartBeforeLast == 3)
        _ = try await upload.finish(as: Digest.of([1, 2, 3, 4, 5]))
        #expect(throws: UploadRefusal.gone) { try upload.beginPart() }
        await #expect(throws: UploadRefusal.gone) { try await upload.finish(as: Digest.of([1, 2, 3, 4, 5])) }
    }

    @Test func anUploadThatIsCancelledTwiceWhileItIsFinishedIsGone() async throws {
        let upload = Mutex<Upload?>(nil)
        let files = WatchedFiles(onStep: { step in
            guard step.hasPrefix("sync ") else { return }
            for _ in 0..<2 { upload.withLock { $0 }?.cancel() }
        })
        try registry.reopen(files: files)
        let started = try registry.start()
        upload.withLock { $0 = started }
        try await started.send(RegistryFixture.bytes("file", count: 100_000))
        await #expect(throws: UploadRefusal.gone) {
            try await started.finish(as: Digest.of(RegistryFixture.bytes("file", count: 100_000)))
        }
        #expect(try registry.uploadFiles().isEmpty)
        #expect(try registry.contents().isEmpty)
        upload.withLock { $0 = nil }
    }

    @Test func whatCameOfAPartThatWasLetGoCounts() async throws {
        let upload = try registry.start()
        do {
            let part = try upload.beginPart()
            try await part.write([1, 2, 3])
        }
        #expect(upload.received == 3)
        try await upload.send([4], at: 3)
        _ = try await upload.finish(as: Digest.of([1, 2, 3, 4]))
    }

    @Test(arguments: [100, 300_000])
    func anotherDigestIsRefusedAndTheUploadGoesOn(_ count: Int) async throws {
        let bytes = RegistryFixture.bytes("content ", count: count)
        let upload = try registry.start()
        try await upload.send(bytes)
        let wrong = Digest.of([1])
        let refusal = UploadRefusal.digestMismatch(calculated: Digest.of(bytes))
        await #expect(throws: refusal) { try await upload.finish(as: wrong) }
        await #expect(throws: refusal) { try await upload.finish(as: wrong) }
        #expect(try registry.store.layer(wrong, in: registry.app) == nil)
        #expect(try registry.store.layer(Digest.of(bytes), in: registry.app) == nil)
        try await upload.send([7], at: count)
        let digest = Digest.of(bytes + [7])
        _ = try await upload.finish(as: digest)
        #expect(try await registry.content(digest) == bytes + [7])
    }

    @Test(arguments: [Digest.Algorithm.sha256, .sha512])
    func theDigestMayBeOfEitherAlgorithmWhicheverTheUploadHas(_ algorithm: Digest.Algorithm) async throws {
        let bytes = RegistryFixture.bytes("either ", count: 100_000)
        for asked in Digest.Algorithm.allCases {
            let upload = try registry.start(algorithm: algorithm)
            try await upload.send(bytes)
            await #expect(throws: UploadRefusal.self) { try await upload.finish(as: Digest.of([], asked)) }
            _ = try await upload.finish(as: Digest.of(bytes, asked))
            #expect(try await registry.content(Digest.of(bytes, asked)) == bytes)
        }
    }

    @Test func anEmptyLayerIsOneOnlyWhereItIsAllowed() async throws {
        let upload = try registry.start()
        await #expect(throws: UploadRefusal.empty) { try await upload.finish(as: Digest.of([])) }
        #expect(try await upload.finish(as: Digest.of([]), allowsEmpty: true).size == 0)
        #expect(try await registry.content(Digest.of([])) == [])
    }

    @Test func anUploadIsFoundInItsRepositoryOnly() throws {
        let upload = try registry.start()
        #expect(try registry.store.upload(upload.id, in: registry.app, at: registry.now) === upload)
        #expect(try registry.store.upload(upload.id, in: registry.other, at: registry.now) == nil)
        #expect(try registry.store.upload(UUID().uuidString, in: registry.app, at: registry.now) == nil)
        #expect(try !registry.store.cancelUpload(upload.id, in: registry.other, at: registry.now))
    }

    @Test func anIDThatIsNoUUIDNamesNoFile() throws {
        let error = try #require(throws: StorageError.self) {
            try registry.store.startUpload(in: registry.app, id: "../../etc/passwd", at: registry.now)
        }
        #expect(error.description == "'../../etc/passwd' is not an upload's ID; give a UUID")
    }

    @Test func anIdleUploadEndsAfterADayAndAUsedOneDoesNot() async throws {
        let idle = try registry.start()
        let used = try registry.start()
        try await idle.send(RegistryFixture.bytes("idle ", count: 100_000))
        let later = { (hours: Double) in registry.now.addingTimeInterval(hours * 3_600) }
        #expect(try registry.store.upload(used.id, in: registry.app, at: later(20)) === used)
        #expect(try registry.uploadFiles().count == 1)
        #expect(try registry.store.upload(used.id, in: registry.app, at: later(25)) === used)
        #expect(try registry.store.upload(idle.id, in: registry.app, at: later(25)) == nil)
        #expect(throws: UploadRefusal.gone) { try idle.beginPart() }
        #expect(try registry.uploadFiles().isEmpty)
        #expect(try registry.store.upload(used.id, in: registry.app, at: later(50)) == nil)
    }

    @Test func aCancelledUploadLeavesNothing() async throws {
        let upload = try registry.start()
        let part = try upload.beginPart()
        try await part.write(RegistryFixture.bytes("cancelled ", count: 1_000_000))
        #expect(try registry.store.cancelUpload(upload.id, in: registry.app, at: registry.now))
        await #expect(throws: StorageError.self) { try await part.write([1]) }
        #expect(throws: UploadRefusal.gone) { try upload.beginPart() }
        #expect(try registry.store.upload(upload.id, in: registry.app, at: registry.now) == nil)
        #expect(try !registry.store.cancelUpload(upload.id, in: registry.app, at: registry.now))
        #expect(try registry.uploadFiles().isEmpty)
    }

    @Test func whatAdmitThrowsReachesTheCallerAndNothingIsThere() async throws {
        struct Refused: Error, Equatable {}
        let upload = try registry.start()
        try await upload.send([1, 2, 3])
        await #expect(throws: Refused()) {
            try await upload.finish(as: Digest.of([1, 2, 3])) { throw Refused() }
        }
        #expect(try registry.store.layer(Digest.of([1, 2, 3]), in: registry.app) == nil)
        #expect(try registry.contents().isEmpty)
        #expect(try registry.uploadFiles().isEmpty)
        #expect(throws: UploadRefusal.gone) { try upload.beginPart() }
    }
}
