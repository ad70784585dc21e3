import Foundation
import OCI
import Storage
import Synchronization
import Testing

@Suite("Repositories that go, and come back")
struct RepositoryTests {
    private struct Refused: Error, Equatable {}

    private let registry: RegistryFixture
    private var store: RegistryStore { registry.store }

    init() throws {
        registry = try RegistryFixture()
    }

    @Test func aRepositoryGoesWithAllThatItHas() async throws {
        try await registry.pushImage("image", layer: "shared", tags: ["v1"])
        let own = try await registry.push([1, 2, 3])
        try await registry.pushImage("image", layer: "shared", tags: ["v1"], to: registry.other)
        let upload = try registry.start()
        try await upload.send([1])
        let steps = Mutex<[String]>([])
        try await store.deleteRepository(registry.app) { hasImages in
            steps.withLock { $0.append("check \(hasImages)") }
        } change: {
            steps.withLock { $0.append("change") }
        }
        #expect(steps.withLock { $0 } == ["check true", "change"])
        #expect(try store.isEmpty(in: registry.app))
        #expect(try store.tags(in: registry.app, limit: 9).isEmpty)
        #expect(try !store.hasLayer(own, in: registry.app))
        #expect(try store.upload(upload.id, in: registry.app, at: registry.now) == nil)
        await #expect(throws: UploadRefusal.gone) { try await upload.finish(as: Digest.of([1])) }
        #expect(try registry.blobFiles() == [Digest.of(Array("shared".utf8)).hex])
        #expect(try store.image(.tag("v1"), in: registry.other) != nil)
    }

    @Test func aRefusalLeavesTheRepositoryAsItIs() async throws {
        try await registry.pushImage("image", tags: ["v1"])
        await #expect(throws: Refused()) {
            try await store.deleteRepository(registry.app) { if $0 { throw Refused() } }
        }
        await #expect(throws: Refused()) {
            try await store.deleteRepository(registry.app, check: { _ in throw Refused() })
        }
        await #expect(throws: Refused()) {
            try await store.deleteRepository(registry.app, change: { throw Refused() })
        }
        #expect(try store.image(.tag("v1"), in: registry.app) != nil)
        try await store.deleteRepository(registry.other) { #expect(!$0) }
    }

    @Test func whatTheWorldHasNoMoreIsPruned() async throws {
        try await registry.pushImage("image")
        try await registry.pushImage("image 2", to: registry.other)
        try await store.prune(keeping: [registry.other])
        #expect(try store.isEmpty(in: registry.app))
        #expect(try !store.isEmpty(in: registry.other))
        #expect(try registry.blobFiles().count == 1)
    }

    @Test func aResetComesBackToWhatWasThereInitially() async throws {
        let first = try await registry.pushImage("first", layer: "initial", tags: ["z", "a"])
        #expect(try !store.isInitialised)
        try await store.markInitial()
        #expect(try store.isInitialised)
        _ = try await store.deleteImage(.digest(first.digest), in: registry.app)
        try await registry.pushImage("second", tags: ["a"])
        try await registry.pushImage("third", to: registry.other)
        let upload = try registry.start()
        try await upload.send([1])
        #expect(try registry.blobFiles().contains(Digest.of(Array("initial".utf8)).hex))

        try registry.reopen()
        #expect(try store.isInitialised)
        await #expect(throws: Refused()) { try await store.reset(to: 1) { throw Refused() } }
        #expect(try store.image(.digest(first.digest), in: registry.app) == nil)
        let later = try registry.start()
        try await store.reset(to: 1)
        #expect(try store.images(in: registry.app, limit: 9) == [first])
        #expect(try store.manifest(of: first.digest, in: registry.app) == Array("first".utf8))
        #expect(try await registry.content(Digest.of(Array("initial".utf8))) == Array("initial".utf8))
        #expect(try store.isEmpty(in: registry.other))
        #expect(throws: UploadRefusal.gone) { try later.beginPart() }
        #expect(try registry.blobFiles().count == 1)
    }

    @Test func aRepositoryThatWasDeletedComesBackWithAReset() async throws {
        let image = try await registry.pushImage("image", tags: ["v1"])
        try await store.markInitial()
        try await store.deleteRepository(registry.app)
        #expect(try store.isEmpty(in: registry.app))
        try await store.reset(to: 1)
        #expect(try store.images(in: registry.app, limit: 9) == [image])
    }

    @Test(arguments: [(0, ["second"]), (1, ["first"]), (2, ["first"])])
    func aResetThatWasCutOffIsEndedWhereTheWorldHasGoneBack(epoch: Int, left: [String]) async throws {
        try await registry.pushImage("first", tags: ["first"])
        try await store.markInitial()
        try await registry.pushImage("second", tags: ["second"])
        _ = try await store.deleteImage(.tag("first"), in: registry.app)
        // The world goes back, and the process ends.
        await #expect(throws: Refused()) { try await store.reset(to: 1) { throw Refused() } }
        try registry.reopen()
        try await store.finishReset(at: epoch)
        #expect(try store.tags(in: registry.app, limit: 9) == left)
        // Once.
        try await registry.pushImage("third", tags: ["third"])
        try await store.finishReset(at: 9)
        #expect(try store.tags(in: registry.app, limit: 9) == left + ["third"])
    }

    @Test func aRepositoryBeginsWithoutWhatADeletionLeftBehind() async throws {
        try await registry.pushImage("image", tags: ["v1"])
        try await store.clear(registry.app) { true }
        #expect(try store.image(.tag("v1"), in: registry.app) != nil)
        try await store.clear(registry.other) { false }
        try await store.clear(registry.app) { false }
        #expect(try store.isEmpty(in: registry.app))
        #expect(try registry.blobFiles().isEmpty)
    }
}
