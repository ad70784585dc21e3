import Foundation
import OCI
import Storage
import Testing

@Suite("Damaged content")
struct DamageTests {
    private let registry: RegistryFixture
    private let bytes = RegistryFixture.bytes("precious ", count: 3_000_000)
    private var store: RegistryStore { registry.store }

    init() throws {
        registry = try RegistryFixture(largestWithoutFile: 0)
    }

    private func damage(_ digest: Digest, _ how: String) throws {
        try registry.reopen {
            let path = registry.path(of: digest)
            switch how {
            case "is missing": try FileManager.default.removeItem(atPath: path)
            case "is truncated": try Data(bytes.dropLast()).write(to: URL(filePath: path))
            default:
                var altered = bytes
                altered[2_345_678] ^= 1
                try Data(altered).write(to: URL(filePath: path))
            }
        }
    }

    @Test func contentThatWasAlteredIsNeverServedAndIsHealedByAPush() async throws {
        let digest = try await registry.push(bytes)
        try damage(digest, "has been altered")
        #expect(try store.hasLayer(digest, in: registry.app))
        let error = try await #require(throws: StorageError.self) {
            try await store.openLayer(digest, in: registry.app)
        }
        #expect(error.kind == .damagedBlob(digest))
        #expect(
            error.description
                == "the stored content of \(digest) has been altered; push it again, or see `drydock doctor`"
        )
        try await expectAbsentUntilPushed(digest)
    }

    @Test(arguments: ["is missing", "is truncated"])
    func contentWhoseFileIsNotWholeCountsAsAbsentFromTheStart(_ how: String) async throws {
        let digest = try await registry.push(bytes)
        try damage(digest, how)
        try await expectAbsentUntilPushed(digest)
    }

    private func expectAbsentUntilPushed(_ digest: Digest) async throws {
        #expect(try !store.hasLayer(digest, in: registry.app))
        #expect(try await store.openLayer(digest, in: registry.app) == nil)
        await #expect(throws: PutRefusal.layersMissing([digest])) {
            try await registry.put(RegistryFixture.manifest("image", layers: [digest]))
        }
        try await registry.push(bytes)
        #expect(try await registry.content(digest) == bytes)
        try registry.reopen()
        #expect(try await registry.content(digest) == bytes)
    }

    @Test(arguments: ["removed", "emptied"])
    func contentThatIsLostWhileTheEmulatorRunsIsOneClearError(_ how: String) async throws {
        let digest = try await registry.push(bytes)
        if how == "emptied" {
            try Data().write(to: URL(filePath: registry.path(of: digest)))
        } else {
            try FileManager.default.removeItem(atPath: registry.path(of: digest))
        }
        let error = try await #require(throws: StorageError.self) {
            try await store.openLayer(digest, in: registry.app)
        }
        #expect(error.kind == .damagedBlob(digest))
        try await expectAbsentUntilPushed(digest)
    }

    @Test func manyWhoReadTheSameContentFirstWaitForOneReading() async throws {
        let digest = try await registry.push(bytes)
        try registry.reopen()
        let (store, app, expected) = (registry.store, registry.app, bytes)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let blob = try #require(try await store.openLayer(digest, in: app))
                    #expect(blob.size == expected.count)
                    #expect(try blob.allBytes() == expected)
                }
            }
            try await group.waitForAll()
        }
    }
}
