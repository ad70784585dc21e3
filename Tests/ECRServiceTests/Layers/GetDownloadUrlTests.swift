import AWSProtocols
import Determinism
import ECRService
import Testing

@Suite("GetDownloadUrlForLayer")
struct GetDownloadUrlTests {
    private func members(_ digest: String, in name: String = "app") -> [String: JSONValue] {
        ["repositoryName": .string(name), "layerDigest": .string(digest)]
    }

    private let digest = TestManifest.digest("layer")

    @Test("answers a link once an image has the layer")
    func link() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["layer"])
        #expect(
            try await registry.refusal(of: GetDownloadUrlForLayer.self, members(digest))
                == ECRError(
                    "LayerInaccessibleException",
                    "The specified layer is not available because it is not associated with an image. Unassociated "
                        + "image layers may be cleaned up at any time."
                )
        )
        try await registry.pushImage(["layer"])
        for digest in [digest, TestManifest.digest("config")] {
            let answer = try await registry.perform(GetDownloadUrlForLayer.self, members(digest))
            #expect(answer["layerDigest"] == .string(digest))
            #expect(answer.object?.count == 2)
            let start =
                "https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/123456789012/app/sha256/"
            #expect(answer["downloadUrl"]?.string?.hasPrefix(start + digest.dropFirst(7) + "?") == true)
        }
    }

    @Test("leads back to localhost where the call came to it, and is fresh each time")
    func localhost() async throws {
        let registry = try TestRegistry()
        try await registry.pushImage(["layer"])
        let body = JSONValue.object(members(digest)).serialized()
        var input = try ECRInput(json: body, reporting: GetDownloadUrlForLayer.reporting)
        let operation = try GetDownloadUrlForLayer(&input)
        let first = try await operation.perform(try registry.call(origin: "http://localhost:4566"))["downloadUrl"]
        #expect(first?.string?.hasPrefix("http://localhost:4566/prod-us-east-1-starport-layer-bucket/") == true)
        registry.clock.advance(by: 1)
        let second = try await operation.perform(try registry.call(origin: "http://localhost:4566"))["downloadUrl"]
        #expect(first != second)
    }

    @Test("does not know layers that the repository has not")
    func absent() async throws {
        let registry = try TestRegistry()
        try await registry.pushImage(["layer"], in: "team/web")
        for digest in [digest, TestManifest.absent, "sha256:00", "md5:00"] {
            #expect(
                try await registry.refusal(of: GetDownloadUrlForLayer.self, members(digest))
                    == ECRError(
                        "LayersNotFoundException",
                        "The layer with digest \(digest) does not exist within the repository with name 'app' in the "
                            + "registry with id '123456789012'"
                    )
            )
        }
        #expect(
            try await registry.refusal(of: GetDownloadUrlForLayer.self, members(digest, in: "gone"))?.code
                == "RepositoryNotFoundException"
        )
    }

    @Test("needs a digest", arguments: ["", "layer", "sha256:../..", "sha256:%2e%2e", "sha256:0\u{0}", "a/b:00"])
    func malformed(digest: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: GetDownloadUrlForLayer.self, members(digest))
                == invalid("layerDigest", "must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
        )
        #expect(
            try await registry.refusal(of: GetDownloadUrlForLayer.self, ["repositoryName": "app"])
                == invalid("layerDigest", "must not be null")
        )
    }
}
