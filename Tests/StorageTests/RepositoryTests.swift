import Foundation
import OCI
import Storage
import Synchronization
import Testing

@Suite("Repositories that go, and come back")
struct RepositoryTests {
    private struct Refused: Error, Equatable {}

    @Test(arguments: RegistryFixture.places)
    func aRepositoryGoesWithAllThatItHas(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        try await registry.pushImage("image", layer: "shared", tags: ["v1"])
        let own = try await registry.push([1, 2, 3])
        try await registry.pushImage("image", layer: "shared", tags: ["v1"], to: registry.other)
        let upload = try registry.start()
        try await upload.send([1])
        let steps = Mutex<[String]>([])
        try await registry.store.deleteRepository(registry.app) { hasImages in
            steps.withLock { $0.append("check \(hasImages)") }
        } change: {
            steps.withLock { $0.append("change") }
        }
        #expect(steps.withLock { $0 } == ["check true", "change"])
        #expect(try registry.store.isEmpty(in: registry.app))
        #expect(try registry.store.tags(in: registry.app, limit: 9).isEmpty)
        #expect(try !registry.store.hasLayer(own, in: registry.app))
        #expect(try registry.store.upload(upload.id, in: registry.app, at: registry.now) == nil)
        await #expect(throws: UploadRefusal.gone) { try await upload.finish(as: Digest.of([1])) }
        #expect(try registry.contents() == [Digest.of(Array("shared".utf8)).hex])
        #expect(try registry.store.image(.tag("v1"), in: registry.other) != nil)
    }

    @Test(arguments: RegistryFixture.places)
    func aRefusalLeavesTheRepositoryAsItIs(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        try await registry.pushImage("image", tags: ["v1"])
        await #expect(throws: Refused()) {
            try await registry.store.deleteRepository(registry.app) { if $0 { throw Refused() } }
        }
        await #expect(throws: Refused()) {
            try await registry.store.deleteRepository(registry.app, check: { _ in throw Refused() })
        }
        await #expect(throws: Refused()) {
            try await registry.store.deleteRepository(registry.app, change: { throw Refused() })
        }
        #expect(try registry.store.image(.tag("v1"), in: registry.app) != nil)
        try await registry.store.deleteRepository(registry.other) { #expect(!$0) }
    }

    @Test(arguments: RegistryFixture.places)
    func whatTheWorldHasNoMoreIsPruned(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        try await registry.pushImage("image")
        try await registry.pushImage("image 2", to: registry.other)
        try await registry.store.prune(keeping: [registry.other])
        #expect(try registry.store.isEmpty(in: registry.app))
        #expect(try !registry.store.isEmpty(in: registry.other))
        #expect(try registry.contents().count == 1)
    }

    @Test(arguments: RegistryFixture.places)
    func aResetComesBackToWhatWasThereInitially(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let first = try await registry.pushImage("first", layer: "initial", tags: ["z", "a"])
        #expect(try !registry.store.isInitialised)
        try await registry.store.markInitial()
        #expect(try registry.store.isInitialised)
        _ = try await registry.store.deleteImage(.digest(first.digest), in: registry.app)
        try await registry.pushImage("second", tags: ["a"])
        try await registry.pushImage("third", to: registry.other)
        let upload = try registry.start()
        try await upload.send([1])
        #expect(try registry.contents().contains(Digest.of(Array("initial".utf8)).hex))

        try registry.reopen()
        #expect(try registry.store.isInitialised)
        await #expect(throws: Refused()) { try await registry.store.reset(to: 1) { throw Refused() } }
        #expect(try registry.store.image(.digest(first.digest), in: registry.app) == nil)
        let later = try registry.start()
        try await registry.store.reset(to: 1)
        #expect(try registry.store.images(in: registry.app, limit: 9) == [first])
        #expect(try registry.store.manifest(of: first.digest, in: registry.app) == Array("first".utf8))
        #expect(try await registry.content(Digest.of(Array("initial".utf8))) == Array("initial".utf8))
        #expect(try registry.store.isEmpty(in: registry.other))
        #expect(throws: UploadRefusal.gone) { try later.beginPart() }
        #expect(try registry.contents().count == 1)
    }

    @Test(arguments: RegistryFixture.places)
    func aRepositoryThatWasDeletedComesBackWithAReset(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let image = try await registry.pushImage("image", tags: ["v1"])
        try await registry.store.markInitial()
        try await registry.store.deleteRepository(registry.app)
        #expect(try registry.store.isEmpty(in: registry.app))
        try await registry.store.reset(to: 1)
        #expect(try registry.store.images(in: registry.app, limit: 9) == [image])
    }

    @Test(arguments: [(0, ["second"]), (1, ["first"]), (2, ["first"])])
    func aResetThatWasCutOffIsEndedWhereTheWorldHasGoneBack(epoch: Int, left: [String]) async throws {
        let registry = try RegistryFixture()
        try await registry.pushImage("first", tags: ["first"])
        try await registry.store.markInitial()
        try await registry.pushImage("second", tags: ["second"])
        _ = try await registry.store.deleteImage(.tag("first"), in: registry.app)
        // The world goes back, and the process ends.
        await #expect(throws: Refused()) { try await registry.store.reset(to: 1) { throw Refused() } }
        try registry.reopen()
        try await registry.store.finishReset(at: epoch)
        #expect(try registry.store.tags(in: registry.app, limit: 9) == left)
        // Once.
        try await registry.pushImage("third", tags: ["third"])
        try await registry.store.finishReset(at: 9)
        #expect(try registry.store.tags(in: registry.app, limit: 9) == left + ["third"])
    }

    @Test(arguments: RegistryFixture.places)
    func aRepositoryBeginsWithoutWhatADeletionLeftBehind(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        try await registry.pushImage("image", tags: ["v1"])
        try await registry.store.clear(registry.app) { true }
        #expect(try registry.store.image(.tag("v1"), in: registry.app) != nil)
        try await registry.store.clear(registry.other) { false }
        try await registry.store.clear(registry.app) { false }
        #expect(try registry.store.isEmpty(in: registry.app))
        #expect(try registry.contents().isEmpty)
    }
}
