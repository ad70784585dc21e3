import AWSCore
import AWSProtocols
import ECRService
import Foundation
import OCI
import Storage
import Testing
import World

/// What the repositories hold, and how it gets there.
extension TestRegistry {
    /// What `app` holds, by tag and digest.
    func images(in name: String = "app") throws -> [ImageEntry] {
        guard let account = AccountID(Self.home) else { return [] }
        let id = RepositoryID(account: account, region: region, name: name)
        return try store.imageEntries(in: id, limit: 10_000)
    }

    func image(tag: String, in name: String = "app") throws -> StoredImage? {
        try store.image(.tag(tag), in: try id(name))
    }

    func image(digest: String, in name: String = "app") throws -> StoredImage? {
        try store.image(.digest(try #require(Digest(digest))), in: try id(name))
    }

    /// Brings layers into a repository as a client does: those that are there already are not a mistake.
    ///
    /// - Parameter layers: their content.
    func upload(_ layers: [String], in name: String = "app") async throws {
        for layer in layers {
            let upload = try await begin(in: name)
            try await send(Array(layer.utf8), from: 0, to: upload, in: name)
            do {
                try await perform(CompleteLayerUpload.self, completion(upload, [TestManifest.digest(layer)], in: name))
            } catch let error as ECRError where error.code == "LayerAlreadyExistsException" {}
        }
    }

    /// Takes a layer away, as only the storage can.
    func removeLayer(_ layer: String, in name: String = "app") async throws {
        let digest = try #require(Digest(TestManifest.digest(layer)))
        #expect(try await store.deleteLayer(digest, in: try id(name)))
    }

    /// Begins an upload.
    ///
    /// - Returns: its ID.
    func begin(in name: String = "app") async throws -> String {
        let answer = try await perform(InitiateLayerUpload.self, ["repositoryName": .string(name)])
        return try #require(answer["uploadId"]?.string)
    }

    /// Sends a part of an upload.
    @discardableResult
    func send(
        _ part: [UInt8],
        from first: Int,
        to upload: String,
        in name: String = "app"
    ) async throws -> JSONValue {
        try await perform(UploadLayerPart.self, self.part(part, from: first, to: upload, in: name))
    }

    /// What UploadLayerPart takes.
    func part(
        _ part: [UInt8],
        from first: Int,
        to upload: String,
        in name: String = "app"
    ) -> [String: JSONValue] {
        [
            "repositoryName": .string(name), "uploadId": .string(upload), "partFirstByte": .integer(first),
            "partLastByte": .integer(first + part.count - 1),
            "layerPartBlob": .string(Data(part).base64EncodedString()),
        ]
    }

    /// What CompleteLayerUpload takes.
    func completion(_ upload: String, _ digests: [String], in name: String = "app") -> [String: JSONValue] {
        [
            "repositoryName": .string(name), "uploadId": .string(upload),
            "layerDigests": .array(digests.map { .string($0) }),
        ]
    }

    /// Brings an image with its layers and its configuration into a repository.
    ///
    /// - Parameter layers: see ``TestManifest/image(_:config:type:)``.
    /// - Returns: the manifest.
    @discardableResult
    func pushImage(
        _ layers: [String],
        config: String = "config",
        tags: [String] = [],
        in name: String = "app"
    ) async throws -> String {
        try await upload(layers + [config], in: name)
        let manifest = TestManifest.image(layers, config: config)
        let members: [String: JSONValue] = ["repositoryName": .string(name), "imageManifest": .string(manifest)]
        if tags.isEmpty { try await perform(PutImage.self, members) }
        for tag in tags { try await perform(PutImage.self, members.merging(["imageTag": .string(tag)]) { $1 }) }
        return manifest
    }

    /// Puts an empty index into `app`, which needs nothing to be there.
    ///
    /// - Returns: its digest.
    @discardableResult
    func putIndex(_ note: String, tag: String? = nil, in name: String = "app") async throws -> String {
        let manifest = TestManifest.index([], note: note)
        var members: [String: JSONValue] = ["repositoryName": .string(name), "imageManifest": .string(manifest)]
        if let tag { members["imageTag"] = .string(tag) }
        try await perform(PutImage.self, members)
        return TestManifest.digest(manifest)
    }
}
