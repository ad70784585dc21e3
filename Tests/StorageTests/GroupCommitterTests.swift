import Dispatch
import GRDB
import OCI
import Synchronization
import Testing

@testable import Storage

@Suite("Changes that are brought to the disk together")
struct GroupCommitterTests {
    private struct Refused: Error {}

    private let registry: RegistryFixture
    private let core: RegistryCore

    init() throws {
        registry = try RegistryFixture()
        core = try registry.store.core()
    }

    /// Runs what `submit` posts as one batch.
    private func inOneBatch(_ submit: (GroupCommitter) -> Void) async throws {
        let isSubmitted = DispatchSemaphore(value: 0)
        core.committer.post { _, _ in isSubmitted.wait() }
        submit(core.committer)
        isSubmitted.signal()
        _ = try? await core.committer.commit { _, _ in }
    }

    @Test(arguments: [true, false])
    func whatFollowsAChangeDependsOnWhetherItsBatchCameToTheDisk(_ comes: Bool) async throws {
        let followed = Mutex<[String]>([])
        try await inOneBatch { committer in
            committer.post { _, effects in
                effects.endings.append { followed.withLock { $0.append("end") } }
                effects.successes.append { followed.withLock { $0.append("success") } }
                effects.failures.append { _ in followed.withLock { $0.append("failure") } }
            }
            committer.post { tables, _ in
                // As a full disk does.
                if !comes { try tables.database.execute(sql: "ROLLBACK") }
                throw Refused()
            }
        }
        #expect(followed.withLock { $0 } == ["end", comes ? "success" : "failure"])
    }

    @Test func afterAStopNothingIsChangedNotEvenWhatWaits() async throws {
        let refusal = StorageError("no more")
        let changes = Mutex(0)
        let committer = core.committer
        try await inOneBatch { committer in
            committer.post { _, _ in
                changes.withLock { $0 += 1 }
                committer.post { _, _ in changes.withLock { $0 += 1 } }
                committer.stop(refusal)
            }
        }
        let error = await #expect(throws: StorageError.self) { try await committer.commit { _, _ in } }
        #expect(error?.description == refusal.description)
        #expect(changes.withLock { $0 } == 1)
        // What is there can be looked into.
        #expect(try registry.store.images(in: registry.app, limit: 9).isEmpty)
    }

    @Test func afterAResetWhoseImagesCouldNotBeStoredNothingIsAcknowledgedThatTheNextStartWouldDrop() async throws {
        let store = registry.store
        try await registry.pushImage("first", tags: ["first"])
        try await store.markInitial()
        try await registry.pushImage("second", tags: ["second"])
        let disk = FullDisk()
        try await core.committer.commit { tables, _ in
            tables.database.add(transactionObserver: disk, extent: .databaseLifetime)
        }
        await #expect(throws: StorageError.self) { try await store.reset(to: 1) { disk.isFull.withLock { $0 = true } } }
        disk.isFull.withLock { $0 = false }
        let error = try await #require(throws: StorageError.self) {
            try await registry.pushImage("third", tags: ["third"])
        }
        #expect(error.description.hasPrefix("a reset could not be stored ("))
        #expect(error.description.hasSuffix("), so nothing else is; start the emulator again"))
        try registry.reopen()
        try await registry.store.finishReset(at: 1)
        #expect(try registry.store.tags(in: registry.app, limit: 9) == ["first"])
        try await registry.pushImage("third", tags: ["third"])
    }

    @Test func aLayerThatCameAnewIsPromisedThoughItWasTakenAwayBefore() throws {
        let promises = LayerPromises()
        let layer = Digest.of([1])
        #expect(promises.beginLeaving(layer, in: registry.app))
        #expect(!promises.make(layer, in: registry.app))
        promises.makeAnew(layer, in: registry.app)
        promises.endLeaving(layer, in: registry.app)
        #expect(!promises.beginLeaving(layer, in: registry.app))
        promises.end(layer, in: registry.app)
        #expect(promises.beginLeaving(layer, in: registry.app))
    }
}

/// A disk on which no transaction finds room once it is full.
private final class FullDisk: TransactionObserver, Sendable {
    struct Full: Error {}

    let isFull = Mutex(false)

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}

    func databaseWillCommit() throws {
        if isFull.withLock({ $0 }) { throw Full() }
    }
}
