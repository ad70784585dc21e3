import AWSProtocols
import Determinism
import ECRService
import OCI
import Storage
import Testing

@Suite("CompleteLayerUpload")
struct CompleteLayerUploadTests {
    private let digest = TestManifest.digest("layer")

    private func availability(_ digest: String, _ registry: TestRegistry) async throws -> JSONValue? {
        let members: [String: JSONValue] = ["repositoryName": "app", "layerDigests": [.string(digest)]]
        let answer = try await registry.perform(BatchCheckLayerAvailability.self, members)
        return answer["layers"]?.array?.first?["layerAvailability"]
    }

    @Test("makes a layer of what has come, under the digest that it has")
    func complete() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        #expect(
            try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, [digest])) == [
                "registryId": "123456789012", "repositoryName": "app", "uploadId": .string(upload),
                "layerDigest": .string(digest),
            ]
        )
        #expect(try await availability(digest, registry) == "AVAILABLE")
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(upload, [digest]))?.code
                == "UploadNotFoundException"
        )
    }

    @Test("refuses another digest, and the upload stays as it is")
    func otherDigest() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        let different = ECRError(
            "InvalidLayerException",
            "None of the provided layer digests match the calculated layer digest"
        )
        let sha512 = Digest.of(Array("layer".utf8), .sha512).description
        for digests in [[TestManifest.absent], ["md5:00"], [sha512], [digest.uppercased()]] {
            #expect(
                try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(upload, digests))
                    == different
            )
        }
        #expect(try await availability(digest, registry) == "UNAVAILABLE")
        try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, [digest]))
        #expect(try await availability(digest, registry) == "AVAILABLE")
    }

    @Test("takes a list of digests of which any one fits", arguments: [0, 1, 2])
    func anyDigest(position: Int) async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        var digests = [TestManifest.absent, "md5:00"]
        digests.insert(digest, at: position)
        let answer = try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, digests))
        #expect(answer["layerDigest"] == .string(digest))
        #expect(try await availability(digest, registry) == "AVAILABLE")
    }

    @Test("refuses an upload to which nothing has come")
    func empty() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        #expect(
            try await registry.refusal(
                of: CompleteLayerUpload.self,
                registry.completion(upload, [TestManifest.digest("")])
            )
                == ECRError(
                    "EmptyUploadException",
                    "The upload with id '\(upload)' in the repository with name 'app' in registry with id "
                        + "'123456789012' cannot be completed because it does not have any parts."
                )
        )
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, [digest]))
    }

    @Test("needs 5 MiB of every part but the last", arguments: [5_242_879, 5_242_880])
    func smallParts(size: Int) async throws {
        let registry = try TestRegistry()
        let id = try await registry.begin()
        let upload = try #require(try registry.store.upload(id, in: try registry.id(), at: registry.clock.now))
        let first = [UInt8](repeating: 7, count: size)
        for part in [first, [1]] {
            let sink = try upload.beginPart()
            try await sink.write(part)
            _ = try await sink.end()
        }
        let completion = registry.completion(id, [Digest.of(first + [1]).description])
        if size < 5_242_880 {
            #expect(
                try await registry.refusal(of: CompleteLayerUpload.self, completion)
                    == ECRError(
                        "LayerPartTooSmallException",
                        "All layer parts except the last part should be at least 5MB"
                    )
            )
        } else {
            try await registry.perform(CompleteLayerUpload.self, completion)
        }
    }

    @Test("says of a layer that is there already that it is")
    func again() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["layer"])
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(upload, [digest]))
                == ECRError(
                    "LayerAlreadyExistsException",
                    "The layer with digest '\(digest)' already exists in the repository with name 'app' in registry "
                        + "with id '123456789012'"
                )
        )
        #expect(try await availability(digest, registry) == "AVAILABLE")
    }

    @Test("refuses an ID of an upload that has not the form of one", arguments: uploadIDsOfAnotherForm)
    func uploadIDForm(id: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(id, [digest])) == uploadIDRule
        )
    }

    @Test("knows uploads by their ID, in their repository")
    func unknown() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        for (id, name) in [("0b000000-0000-4000-8000-00000000FFFF", "app"), (upload, "team/web")] {
            #expect(
                try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(id, [digest], in: name))
                    == ECRError(
                        "UploadNotFoundException",
                        "The upload with id '\(id)' in the repository with name '\(name)' in registry with id "
                            + "'123456789012' does not exist"
                    )
            )
        }
        let gone = registry.completion(upload, [digest], in: "gone")
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, gone)?.code == "RepositoryNotFoundException"
        )
        try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, [digest]))
    }

    @Test("takes 1 to 100 digests in the form of digests")
    func digests() async throws {
        let registry = try TestRegistry()
        let upload = try await registry.begin()
        try await registry.send(Array("layer".utf8), from: 0, to: upload)
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(upload, []))
                == invalid("layerDigests", "Member must have length greater than or equal to 1")
        )
        let many = Array(repeating: digest, count: 101)
        #expect(
            try await registry.refusal(of: CompleteLayerUpload.self, registry.completion(upload, many))
                == invalid("layerDigests", "Member must have length less than or equal to 100")
        )
        for malformed in ["", "layer", "sha256:", "sha256:../..", "sha256:\u{0}"] {
            #expect(
                try await registry.refusal(
                    of: CompleteLayerUpload.self,
                    registry.completion(upload, [digest, malformed])
                )
                    == invalid(
                        "layerDigests",
                        "Member must satisfy constraint: [Member must satisfy regular expression pattern: "
                            + "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+]"
                    )
            )
        }
        // Digests of other algorithms are passed over.
        try await registry.perform(CompleteLayerUpload.self, registry.completion(upload, ["md5:00", digest]))
    }
}
