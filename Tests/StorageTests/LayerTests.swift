import Foundation
import OCI
import Storage
import Testing

@Suite("Layers")
struct LayerTests {
    @Test(arguments: RegistryFixture.places)
    func aRepositorySeesItsOwnLayersOnly(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let digest = try await registry.push([1, 2, 3])
        #expect(try registry.store.hasLayer(digest, in: registry.app))
        #expect(try !registry.store.hasLayer(digest, in: registry.other))
        #expect(try await registry.store.openLayer(digest, in: registry.other) == nil)
        let upload = try registry.start()
        try await upload.send([1, 2, 3])
        #expect(try await upload.finish(as: digest).wasThere)
        try await registry.push([1, 2, 3], to: registry.other)
        #expect(try registry.store.hasLayer(digest, in: registry.other))
        #expect(try registry.contents() == [digest.hex])
    }

    @Test(arguments: RegistryFixture.places)
    func aMountedLayerIsSharedWithoutItsBytes(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let image = try await registry.pushImage("image", layer: "used")
        let used = Digest.of(Array("used".utf8))
        let unused = try await registry.push([1, 2, 3])
        let mount = { (digest: Digest, requiresImage: Bool) in
            try await registry.store.mountLayer(
                digest,
                from: registry.app,
                to: registry.other,
                requiresImage: requiresImage
            )
        }
        #expect(try await !mount(unused, true))
        #expect(try !registry.store.hasLayer(unused, in: registry.other))
        #expect(try await mount(unused, false))
        #expect(try await mount(used, true))
        #expect(try await !mount(image.digest, false))
        #expect(try await registry.content(used, in: registry.other) == Array("used".utf8))
        #expect(try registry.store.isReferenced(used, in: registry.app))
        #expect(try !registry.store.isReferenced(used, in: registry.other))
        #expect(try !registry.store.isReferenced(unused, in: registry.app))
    }

    @Test(arguments: RegistryFixture.places)
    func contentGoesWithTheLastRepositoryThatHasIt(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let digest = try await registry.push([1, 2, 3])
        try await registry.push([1, 2, 3], to: registry.other)
        #expect(try await registry.store.deleteLayer(digest, in: registry.app))
        #expect(try await !registry.store.deleteLayer(digest, in: registry.app))
        #expect(try !registry.store.hasLayer(digest, in: registry.app))
        #expect(try await registry.content(digest, in: registry.other) == [1, 2, 3])
        #expect(try await registry.store.deleteLayer(digest, in: registry.other))
        #expect(try registry.contents().isEmpty)
        try await registry.push([1, 2, 3])
        #expect(try await registry.content(digest) == [1, 2, 3])
    }

    @Test(arguments: RegistryFixture.places)
    func contentThatIsBeingReadStaysReadableWhenItIsDeleted(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let digest = try await registry.push([1, 2, 3])
        let blob = try #require(try await registry.store.openLayer(digest, in: registry.app))
        #expect(try await registry.store.deleteLayer(digest, in: registry.app))
        #expect(try blob.allBytes() == [1, 2, 3])
        #expect(try await registry.store.openLayer(digest, in: registry.app) == nil)
    }

    @Test(arguments: RegistryFixture.places)
    func anImagesLayersGoWithItUnlessAnotherImageNamesThem(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let first = try await registry.pushImage("first", layer: "base")
        let second = try await registry.pushImage("second", layer: "base")
        let base = Digest.of(Array("base".utf8))
        _ = try await registry.store.deleteImage(.digest(first.digest), in: registry.app)
        #expect(try registry.contents() == [base.hex])
        _ = try await registry.store.deleteImage(.digest(second.digest), in: registry.app)
        #expect(try registry.contents().isEmpty)
        #expect(try !registry.store.hasLayer(base, in: registry.app))
    }

    @Test(arguments: RegistryFixture.places)
    func aLayerOfWhichAClientWasToldStaysUntilItsManifestComes(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let first = try await registry.pushImage("first", layer: "base")
        let base = Digest.of(Array("base".utf8))
        #expect(try registry.store.layer(base, in: registry.app) != nil)
        _ = try await registry.store.deleteImage(.digest(first.digest), in: registry.app)
        _ = try await registry.put(RegistryFixture.manifest("second", layers: [base]))
        #expect(try await registry.content(base) != nil)
        try registry.reopen()
        #expect(try await registry.content(base) != nil)
        _ = try await registry.store.deleteImage(.digest(Digest.of(Array("second".utf8))), in: registry.app)
        #expect(try registry.contents().isEmpty)
    }

    @Test(arguments: RegistryFixture.places)
    func aLayerThatWasKeptForAManifestThatNeverCameGoesAtTheNextStart(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let first = try await registry.pushImage("first", layer: "base")
        let pushedAlone = try await registry.push([1, 2, 3])
        let base = Digest.of(Array("base".utf8))
        #expect(try registry.store.layer(base, in: registry.app) != nil)
        _ = try await registry.store.deleteImage(.digest(first.digest), in: registry.app)
        #expect(try registry.store.hasLayer(base, in: registry.app))
        try registry.reopen()
        #expect(try !registry.store.hasLayer(base, in: registry.app))
        #expect(try registry.contents() == [pushedAlone.hex])
    }

    @Test(arguments: RegistryFixture.places)
    func whoOnlyReadsALayerDoesNotKeepIt(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
        let image = try await registry.pushImage("image", layer: "base")
        let base = Digest.of(Array("base".utf8))
        #expect(try registry.store.hasLayer(base, in: registry.app))
        #expect(try await registry.content(base) != nil)
        _ = try await registry.store.deleteImage(.digest(image.digest), in: registry.app)
        #expect(try !registry.store.hasLayer(base, in: registry.app))
        #expect(try registry.contents().isEmpty)
    }

    @Test(arguments: RegistryFixture.places)
    func pushesAndDeletionsOfTheSameLayersNeverLoseOne(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
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
        #expect(try registry.contents().count <= 1)
    }

    @Test(arguments: RegistryFixture.places)
    func importedLayersComeFromThisMachineManyAtOnce(_ place: Int) async throws {
        let registry = try RegistryFixture(largestWithoutFile: place)
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
        #expect(try registry.contents().count == 40)
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
