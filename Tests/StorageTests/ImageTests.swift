import Foundation
import OCI
import Storage
import Testing

@Suite("Images")
struct ImageTests {
    private let registry: RegistryFixture
    private var store: RegistryStore { registry.store }

    init() throws {
        registry = try RegistryFixture()
    }

    @Test func anImageIsThereAsItWasPut() async throws {
        let layer = try await registry.push([1, 2, 3])
        let subject = Digest.of([7])
        let new = RegistryFixture.manifest(
            "manifest",
            layers: [layer],
            subject: subject,
            size: 1_234,
            artifactType: "application/x",
            annotations: ["b": "2 \"quoted\"", "a": "ü"]
        )
        let outcome = try await registry.put(new, tags: ["z", "a", "m"])
        let expected = StoredImage(
            digest: new.digest,
            mediaType: new.mediaType,
            tags: ["z", "a", "m"],
            pushedAt: registry.now,
            sizeInBytes: 1_234,
            artifactMediaType: new.artifactMediaType,
            artifactType: "application/x",
            annotations: ["a": "ü", "b": "2 \"quoted\""],
            subject: subject,
            manifestSize: 8,
            lastPulledAt: nil
        )
        #expect(outcome == PutOutcome(image: expected, wasThere: false))
        try registry.reopen()
        for key in [ImageKey.digest(new.digest), .tag("a"), .tag("z")] {
            #expect(try store.image(key, in: registry.app) == expected)
            #expect(try store.image(key, in: registry.other) == nil)
        }
        #expect(try store.manifest(of: new.digest, in: registry.app) == new.manifest)
        let both = try #require(try store.imageWithManifest(.tag("m"), in: registry.app))
        #expect(both.image == expected)
        #expect(both.manifest == new.manifest)
        #expect(try store.image(.tag("absent"), in: registry.app) == nil)
        #expect(try store.imageWithManifest(.digest(subject), in: registry.app) == nil)
    }

    @Test func theSameImageAgainIsThereAndANewTagIsAdded() async throws {
        let image = try await registry.pushImage("image", tags: ["v1"])
        let same = RegistryFixture.manifest("image", layers: [Digest.of([99])])
        #expect(try await registry.put(same, tags: ["v1"], at: 9) == PutOutcome(image: image, wasThere: true))
        #expect(try await registry.put(same, at: 9) == PutOutcome(image: image, wasThere: true))
        let more = try await registry.put(same, tags: ["v1", "latest"], at: 9)
        #expect(!more.wasThere)
        #expect(more.image.tags == ["v1", "latest"])
        #expect(more.image.pushedAt == image.pushedAt)
    }

    @Test func aTagMovesAndTheOtherImageStays() async throws {
        let first = try await registry.pushImage("first", tags: ["latest"])
        let second = try await registry.pushImage("second", tags: ["latest"])
        #expect(try store.image(.tag("latest"), in: registry.app)?.digest == second.digest)
        #expect(try store.image(.digest(first.digest), in: registry.app)?.tags == [])
    }

    @Test func aTagThatIsFixedStaysWhereItIs() async throws {
        let first = try await registry.pushImage("first", tags: ["v1"])
        let rules = PutRules { $0.hasPrefix("v") }
        let second = RegistryFixture.manifest("second")
        await #expect(throws: PutRefusal.tagFixed("v1")) {
            try await registry.put(second, tags: ["latest", "v1"], rules: rules)
        }
        #expect(try store.image(.digest(second.digest), in: registry.app) == nil)
        #expect(try store.image(.tag("latest"), in: registry.app) == nil)
        #expect(try await registry.put(second, tags: ["v2"], rules: rules).image.tags == ["v2"])
        let same = RegistryFixture.manifest("first")
        #expect(try await registry.put(same, tags: ["v1"], rules: rules) == PutOutcome(image: first, wasThere: true))
    }

    @Test func layersAreMissedFirstThenChildrenThenTheTag() async throws {
        try await registry.pushImage("holder", tags: ["v1"])
        let layers = [Digest.of([1]), try await registry.push([2]), Digest.of([3])]
        let child = Digest.of([4])
        let fixed = PutRules { _ in true }
        let put = { (layers: [Digest], children: [Digest], rules: PutRules) in
            let new = RegistryFixture.manifest("new", layers: layers, children: children)
            return try await registry.put(new, tags: ["v1"], rules: rules)
        }
        await #expect(throws: PutRefusal.layersMissing([layers[0], layers[2]])) {
            try await put(layers, [child], fixed)
        }
        await #expect(throws: PutRefusal.childrenMissing([child])) { try await put([layers[1]], [child], fixed) }
        await #expect(throws: PutRefusal.tagFixed("v1")) { try await put([layers[1]], [], fixed) }
        #expect(try await put(layers, [child], PutRules(requiresParts: false)).image.tags == ["v1"])
    }

    @Test func layersAndChildrenOfAnotherRepositoryAreMissing() async throws {
        let image = try await registry.pushImage("image", to: registry.other)
        let layer = Digest.of(Array("layer of image".utf8))
        await #expect(throws: PutRefusal.layersMissing([layer])) {
            try await registry.put(RegistryFixture.manifest("new", layers: [layer]))
        }
        await #expect(throws: PutRefusal.childrenMissing([image.digest])) {
            try await registry.put(RegistryFixture.manifest("new", children: [image.digest]))
        }
    }

    @Test func anIndexHasTheSizeOfItsLargestChild() async throws {
        let sizes = [10, 3_000, 200]
        var children: [Digest] = []
        for size in sizes {
            children.append(try await registry.put(RegistryFixture.manifest("child \(size)", size: size)).image.digest)
        }
        let index = RegistryFixture.manifest("index", children: children, size: nil)
        #expect(try await registry.put(index).image.sizeInBytes == 3_000)
        let empty = RegistryFixture.manifest("empty index", size: nil)
        #expect(try await registry.put(empty).image.sizeInBytes == 0)
    }

    @Test func anImageIsDeletedByItsDigestWithAllTags() async throws {
        let image = try await registry.pushImage("image", tags: ["a", "b"])
        #expect(try await store.deleteImage(.digest(image.digest), in: registry.app) == .deleted(image))
        #expect(try await store.deleteImage(.digest(image.digest), in: registry.app) == .notFound)
        #expect(try store.tags(in: registry.app, limit: 9).isEmpty)
        #expect(try store.manifest(of: image.digest, in: registry.app) == nil)
    }

    @Test func aTagIsDeletedAndWithTheLastOneTheImage() async throws {
        let image = try await registry.pushImage("image", tags: ["a", "b"])
        #expect(try await store.deleteImage(.tag("c"), in: registry.app) == .notFound)
        #expect(try await store.deleteImage(.tag("a"), in: registry.app) == .deleted(image))
        #expect(try store.image(.digest(image.digest), in: registry.app)?.tags == ["b"])
        let keeping = DeleteRules(lastTagRemovesImage: false)
        _ = try await store.deleteImage(.tag("b"), in: registry.app, rules: keeping)
        #expect(try store.image(.digest(image.digest), in: registry.app)?.tags == [])
        _ = try await registry.put(RegistryFixture.manifest("image"), tags: ["c"])
        _ = try await store.deleteImage(.tag("c"), in: registry.app)
        #expect(try store.image(.digest(image.digest), in: registry.app) == nil)
    }

    @Test func anImageThatIndexesReferToStays() async throws {
        let child = try await registry.pushImage("child", tags: ["a", "b"])
        let late = try await registry.put(RegistryFixture.manifest("x", children: [child.digest], size: nil), at: 9)
        let early = try await registry.put(RegistryFixture.manifest("y", children: [child.digest], size: nil), at: 5)
        let refusal = DeleteOutcome.referenced(by: [early.image.digest, late.image.digest])
        #expect(try await store.deleteImage(.digest(child.digest), in: registry.app) == refusal)
        #expect(try await store.deleteImage(.tag("a"), in: registry.app) == .deleted(child))
        #expect(try await store.deleteImage(.tag("b"), in: registry.app) == refusal)
        #expect(try store.image(.tag("b"), in: registry.app) != nil)
        let rules = DeleteRules(keepsReferenced: false)
        guard case .deleted = try await store.deleteImage(.tag("b"), in: registry.app, rules: rules) else {
            Issue.record("the image was not deleted")
            return
        }
        #expect(try store.image(.digest(child.digest), in: registry.app) == nil)
    }

    @Test func pullsAreNotedOnceADay() async throws {
        let image = try await registry.pushImage("image", tags: ["v1"])
        let pull = { (hours: Double) -> Date? in
            store.recordPull(of: image.digest, in: registry.app, at: registry.now.addingTimeInterval(hours * 3_600))
            // Whatever is asked for next comes after it.
            _ = try await store.deleteLayer(Digest.of([0]), in: registry.other)
            return try store.image(.tag("v1"), in: registry.app)?.lastPulledAt
        }
        #expect(try await pull(0) == registry.now)
        #expect(try await pull(23) == registry.now)
        #expect(try await pull(25) == registry.now.addingTimeInterval(25 * 3_600))
    }

    @Test func anImageOfTheArchiveIsRememberedAndComesBackByAPush() async throws {
        let image = try await registry.pushImage("image", tags: ["v1"])
        let later = registry.now.addingTimeInterval(60)
        #expect(try await store.setArchived(true, image.digest, in: registry.app, at: registry.now))
        // Another time changes nothing.
        #expect(try await store.setArchived(true, image.digest, in: registry.app, at: later))
        #expect(try await !store.setArchived(true, Digest.of([0]), in: registry.app, at: later))
        try await store.markInitial()
        try registry.reopen()
        let archived = try #require(try registry.store.image(.tag("v1"), in: registry.app))
        #expect(archived.isArchived && archived.lastArchivedAt == registry.now && archived.lastActivatedAt == nil)
        #expect(try registry.store.images(in: registry.app, archived: false, limit: 9).isEmpty)
        #expect(try registry.store.images(in: registry.app, archived: true, limit: 9) == [archived])
        #expect(try registry.store.imageEntries(in: registry.app, archived: false, limit: 9).isEmpty)
        #expect(try await registry.store.setArchived(false, image.digest, in: registry.app, at: later))
        let active = try #require(try registry.store.image(.tag("v1"), in: registry.app))
        #expect(!active.isArchived && active.lastArchivedAt == registry.now && active.lastActivatedAt == later)
        try await registry.store.reset(to: 1)
        #expect(try registry.store.image(.tag("v1"), in: registry.app) == archived)
    }

    @Test func whatAdmitThrowsStopsEveryChange() async throws {
        struct Refused: Error, Equatable {}
        let image = try await registry.pushImage("image", tags: ["v1"])
        let layer = Digest.of(Array("layer of image".utf8))
        let (store, app, other, now) = (registry.store, registry.app, registry.other, registry.now)
        await #expect(throws: Refused()) {
            try await store.putImage(RegistryFixture.manifest("new"), tags: [], in: app, at: now) { throw Refused() }
        }
        await #expect(throws: Refused()) { try await store.deleteImage(.tag("v1"), in: app) { throw Refused() } }
        await #expect(throws: Refused()) { try await store.deleteLayer(layer, in: app) { throw Refused() } }
        await #expect(throws: Refused()) {
            try await store.mountLayer(layer, from: app, to: other, requiresImage: true) { throw Refused() }
        }
        #expect(try store.images(in: app, limit: 9) == [image])
        #expect(try store.hasLayer(layer, in: app))
        #expect(try !store.hasLayer(layer, in: other))
    }
}
