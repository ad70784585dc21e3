import Determinism
import Images
import OCI
import Storage
import Testing

@Suite("The end of an upload")
struct LayerCompletionTests {
    private func upload(_ parts: [UInt8]..., to registry: TestRegistry) async throws -> Upload {
        let upload = try registry.store.startUpload(
            in: try registry.id(),
            id: TestRegistry.uploadID,
            at: registry.clock.now
        )
        for bytes in parts {
            let part = try upload.beginPart(at: nil)
            try await part.write(bytes)
            _ = try await part.end()
        }
        return upload
    }

    private func refusal(
        _ completion: LayerCompletion,
        as digest: Digest,
        in registry: TestRegistry
    ) async throws -> ImagesError? {
        await #expect(throws: ImagesError.self) {
            try await completion.complete(as: digest, store: registry.store) {}
        }
    }

    @Test("keeps the bytes under their digest, and under no other")
    func digest() async throws {
        let registry = try TestRegistry()
        let bytes = Array("layer".utf8)
        let completion = LayerCompletion(upload: try await upload(bytes, to: registry))
        #expect(try await refusal(completion, as: .of([]), in: registry) == .layerDigestDiffers)
        try await completion.complete(as: .of(bytes), store: registry.store) {}
        #expect(try registry.store.hasLayer(.of(bytes), in: try registry.id()))
        #expect(
            try await refusal(completion, as: .of(bytes), in: registry)
                == .uploadNotFound(TestRegistry.uploadID, in: try registry.id())
        )
    }

    @Test("is one of no bytes only where that is allowed")
    func empty() async throws {
        let registry = try TestRegistry()
        let upload = try await upload(to: registry)
        #expect(
            try await refusal(LayerCompletion(upload: upload), as: .of([]), in: registry)
                == .uploadEmpty(TestRegistry.uploadID, in: try registry.id())
        )
        try await LayerCompletion(upload: upload, allowsEmpty: true).complete(as: .of([]), store: registry.store) {}
    }

    @Test("needs parts of 5 MiB, but for the last, where ECR's rule holds")
    func partSizes() async throws {
        let registry = try TestRegistry()
        let upload = try await upload([1], [2], to: registry)
        #expect(
            try await refusal(LayerCompletion(upload: upload), as: .of([1, 2]), in: registry) == .partTooSmall
        )
        try await LayerCompletion(upload: upload, checksPartSizes: false)
            .complete(as: .of([1, 2]), store: registry.store) {}
    }

    @Test("waits for no part that is coming in")
    func busy() async throws {
        let registry = try TestRegistry()
        let upload = try await upload([1], to: registry)
        let part = try upload.beginPart(at: nil)
        #expect(
            try await refusal(LayerCompletion(upload: upload), as: .of([1]), in: registry)
                == .uploadBusy(TestRegistry.uploadID, in: try registry.id())
        )
        _ = try await part.end()
    }
}
