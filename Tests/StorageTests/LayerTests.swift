import Foundation
import OCI
import Storage
import Testing

@Suite("Layers")
struct LayerTests {
    private let registry: RegistryFixture
    private var store: RegistryStore { registry.store }

    init() throws {
        registry = try RegistryFixture()
    }

    @Test func aRepositorySeesItsOwnLayersOnly() async throws {
        let digest = try await registry.push([1, 2, 3])
        #expect(try store.hasLayer(digest, in: registry.app))
        #expect(try !store.hasLayer(digest, in: registry.other))
        #expect(try await store.openLayer(digest, in: registry.other) == nil)
        let upload = try registry.start()
        try await upload.send([1, 2, 3])
        #expect(try await upload.finish(as: digest).wasThere)
        try await registry.push([1, 2, 3], to: registry.other)
        #expect(try store.hasLayer(digest, in: registry.other))
        #expect(try registry.blobFiles() == [digest.hex])
    }

    @Test func aMountedLayerIsSharedWithoutItsBytes() async throws {
        let image = try await registry.pushImage("image", layer: "used")
        let used = Digest.of(Array("used".utf8))
        let unused = try await registry.push([1, 2, 3])
        let mount = { (digest: Digest, requiresImage: Bool) in
            try await store.mountLayer(
                digest,
                from: registry.app,
                to: registry.other,
                requiresImage: requiresImage
            )
        }
        #expect(try await !mount(unused, true))
        #expect(try !store.hasLayer(unused, in: registry.other))
        #expect(try await mount(unused, false))
        #expect(try await mount(used, true))
        #expect(try await !mount(image.digest, false))
        #expect(try await registry.content(used, in: registry.other) == Array("used".utf8))
        #expect(try store.isReferenced(used, in: registry.app))
        #expect(try !store.isReferenced(used, in: registry.other))
        #expect(try !store.isReferenced(unused, in: registry.app))
    }

    @Test func contentGoesWithTheLastRepositoryThatHasIt() async throws {
        let digest = try await registry.push([1, 2, 3])
        try await registry.push([1, 2, 3], to: registry.other)
        #expect(try await store.deleteLayer(digest, in: registry.app))
        #expect(try await !store.deleteLayer(digest, in: registry.app))
        #expect(try !store.hasLayer(digest, in: registry.app))
        #expect(try await registry.content(digest, in: registry.other) == [1, 2, 3])
        #expect(try await store.deleteLayer(digest, in: registry.other))
        #expect(try registry.blobFiles().isEmpty)
        try await registry.push([1, 2, 3])
        #expect(try await registry.content(digest) == [1, 2, 3])
    }

    @Test func contentThatIsBeingReadStaysReadableWhenItIsDeleted() async throws {
        let digest = try await registry.push([1, 2, 3])
        let blob = try #require(try await store.openLayer(digest, in: registry.app))
        #expect(try await store.deleteLayer(digest, in: registry.app))
        #expect(try blob.allBytes() == [1, 2, 3])
        #expect(try await store.openLayer(digest, in: registry.app) == nil)
    }

    @Test func anImagesLayersGoWithItUnlessAnotherImageNamesThem() async throws {
        let first = try await registry.pushImage("first", layer: "base")
        let second = try await registry.pushImage("second", layer: "base")
        let base = Digest.of(Array("base".utf8))
        _ = try await store.deleteImage(.digest(first.digest), in: registry.app)
        #expect(try registry.blobFiles() == [base.hex])
        _ = try await store.deleteImage(.digest(second.digest), in: registry.app)
        #expect(try registry.blobFiles().isEmpty)
        #expect(try !store.hasLayer(base, in: registry.app))
    }

    @Test func aLayerOfWhichAClientWasToldStaysUntilItsManifestComes() async throws {
        let first = try await registry.pushImage("first", layer: "base")
        let base = Digest.of(Array("base".utf8))
        #expect(try store.layer(base, in: registry.app) != nil)
        _ = try await store.deleteImage(.digest(first.digest), in: registry.app)
        _ = try await registry.put(RegistryFixture.manifest("second", layers: [base]))
        #expect(try await registry.content(base) != nil)
        try registry.reopen()
        #expect(try await registry.content(base) != nil)
        _ = try await store.deleteImage(.digest(Digest.of(Array("second".utf8))), in: registry.app)
        #expect(try registry.blobFiles().isEmpty)
    }

    @Test func aLayerThatWasKeptForAManifestThatNeverCameGoesAtTheNextStart() async throws {
        let first = try await registry.pushImage("first", layer: "base")
        let pushedAlone = try await registry.push([1, 2, 3])
        let base = Digest.of(Array("base".utf8))
        #expect(try store.layer(base, in: registry.app) != nil)
        _ = try await store.deleteImage(.digest(first.digest), in: registry.app)
        #expect(try store.hasLayer(base, in: registry.app))
        try registry.reopen()
        #expect(try !store.hasLayer(base, in: registry.app))
        #expect(try registry.blobFiles() == [pushedAlone.hex])
    }

    @Test func whoOnlyReadsALayerDoesNotKeepIt() async throws {
        let image = try await registry.pushImage("image", layer: "base")
        let base = Digest.of(Array("base".utf8))
        #expect(try store.hasLayer(base, in: registry.app))
        #expect(try await registry.content(base) != nil)
        _ = try await store.deleteImage(.digest(image.digest), in: registry.app)
        #expect(try !store.hasLayer(base, in: registry.app))
        #expect(try registry.blobFiles().isEmpty)
    }

    @Test func pushesAndDeletionsOfTheSameLayersNeverLoseOne() async throws {
        let (store, app, now) = (registry.store, registry.app, registry.now)
        let bytes = Array("shared by all".utf8)
        let digest = Digest.of(bytes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for round in 0..<20 {
                        if try store.layer(digest, in: app) == nil {
                            let upload = try store.startUpload(in: app, id: UUID().uuidString, at: now)
                            try await upload.send(bytes)
                            _ = try await upload.finish(as: digest)
                        }
                        let manifest = RegistryFixture.manifest("image \(number) \(round)", layers: [digest])
                        _ = try await store.putImage(manifest, tags: [], in: app, at: now)
                        let content = try await store.openLayer(digest, in: app)?.allBytes()
                        #expect(content == bytes)
                        _ = try await store.deleteImage(.digest(manifest.digest), in: app)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.isEmpty(in: app))
        #expect(try registry.blobFiles().count <= 1)
    }

    @Test func importedLayersComeFromThisMachineManyAtOnce() async throws {
        let (store, app, other) = (registry.store, registry.app, registry.other)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                let bytes = Array("imported \(number % 40)".utf8)
                group.addTask {
                    try await store.importLayer(Digest.of(bytes), in: [app, other]) { sink in
                        try bytes.prefix(3).withUnsafeBytes { try sink.write($0) }
                        try bytes.dropFirst(3).withUnsafeBytes { try sink.write($0) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try registry.blobFiles().count == 40)
        #expect(try await registry.content(Digest.of(Array("imported 7".utf8)), in: other) == Array("imported 7".utf8))
        let again = try await store.importLayer(Digest.of(Array("imported 7".utf8)), in: [app]) { _ in
            Issue.record("what is there is not written again")
        }
        #expect(again.wasThere)
        let wrong = Digest.of(Array("wrong".utf8))
        await #expect(throws: UploadRefusal.digestMismatch(calculated: Digest.of([1]))) {
            try await store.importLayer(wrong, in: [app]) { sink in
                try [UInt8(1)].withUnsafeBytes { try sink.write($0) }
            }
        }
        #expect(try registry.uploadFiles().isEmpty)
    }
}
