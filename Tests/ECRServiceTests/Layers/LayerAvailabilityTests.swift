import AWSProtocols
import ECRService
import Testing

@Suite("BatchCheckLayerAvailability")
struct LayerAvailabilityTests {
    private func members(_ digests: JSONValue, in name: String = "app") -> [String: JSONValue] {
        ["repositoryName": .string(name), "layerDigests": digests]
    }

    @Test("tells which layers a repository has, with their sizes, and which not")
    func availability() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["layer"])
        let digest = JSONValue.string(TestManifest.digest("layer"))
        let absent = JSONValue.string(TestManifest.absent)
        let unknown = JSONValue.string("md5:00")
        #expect(
            try await registry.perform(
                BatchCheckLayerAvailability.self,
                members([absent, digest, unknown, digest])
            ) == [
                "layers": [
                    ["layerDigest": absent, "layerAvailability": "UNAVAILABLE"],
                    ["layerDigest": digest, "layerAvailability": "AVAILABLE", "layerSize": 5],
                    ["layerDigest": unknown, "layerAvailability": "UNAVAILABLE"],
                    ["layerDigest": digest, "layerAvailability": "AVAILABLE", "layerSize": 5],
                ],
                "failures": [],
            ]
        )
    }

    @Test("says what the images that name a layer say it is")
    func mediaTypes() async throws {
        let registry = try TestRegistry()
        try await registry.pushImage(["layer"], config: "config")
        try await registry.upload(["unnamed"])
        let digests = ["config", "layer", "unnamed"].map { JSONValue.string(TestManifest.digest($0)) }
        let answer = try await registry.perform(BatchCheckLayerAvailability.self, members(.array(digests)))
        #expect(
            answer["layers"]?.array?.map { $0["mediaType"]?.string } == [
                "application/vnd.oci.image.config.v1+json", "application/vnd.oci.image.layer.v1.tar+gzip", nil,
            ]
        )
    }

    @Test("knows a layer only in the repository that it was brought to")
    func otherRepositories() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["layer"])
        let digest = JSONValue.string(TestManifest.digest("layer"))
        let unavailable: JSONValue = [["layerDigest": digest, "layerAvailability": "UNAVAILABLE"]]
        let sibling = try await registry.perform(
            BatchCheckLayerAvailability.self,
            members([digest], in: "team/web")
        )
        #expect(sibling["layers"] == unavailable)
        let foreign = try await registry.perform(
            BatchCheckLayerAvailability.self,
            members([digest]),
            as: registry.mallory
        )
        #expect(foreign["layers"] == unavailable)
    }

    @Test("does not know what is on its way")
    func uploads() async throws {
        let registry = try TestRegistry()
        try await registry.send(Array("layer".utf8), from: 0, to: try await registry.begin())
        let answer = try await registry.perform(
            BatchCheckLayerAvailability.self,
            members([.string(TestManifest.digest("layer"))])
        )
        #expect(answer["layers"]?.array?.first?["layerAvailability"] == "UNAVAILABLE")
    }

    @Test("lists digests that are none apart")
    func failures() async throws {
        let registry = try TestRegistry()
        let reason =
            "Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"
        let malformed = ["latest", "sha256:", "sha256:../../etc/passwd", "sha256:xyz", "a/b:00", "sha256:00\n"]
        let answer = try await registry.perform(
            BatchCheckLayerAvailability.self,
            members(.array([""] + malformed.map { .string($0) }))
        )
        let missing: JSONValue = [
            "layerDigest": "", "failureCode": "MissingLayerDigest", "failureReason": "Layer digest cannot be empty",
        ]
        let invalid = malformed.map { digest -> JSONValue in
            [
                "layerDigest": .string(digest), "failureCode": "InvalidLayerDigest",
                "failureReason": .string(reason),
            ]
        }
        #expect(answer == ["layers": [], "failures": .array([missing] + invalid)])
    }

    @Test("takes 1 to 100 digests of up to 1,000 characters, of a repository that is there")
    func limits() async throws {
        let registry = try TestRegistry()
        let hundred = Array(repeating: JSONValue.string(TestManifest.absent), count: 100)
        let answer = try await registry.perform(BatchCheckLayerAvailability.self, members(.array(hundred)))
        #expect(answer["layers"]?.array?.count == 100)
        let long = "sha256:" + String(repeating: "0", count: 993)
        try await registry.perform(BatchCheckLayerAvailability.self, members([.string(long)]))
        for (body, error) in [
            (members([]), invalid("layerDigests", "Member must have length greater than or equal to 1")),
            (
                members(.array(hundred + ["sha256:00"])),
                invalid("layerDigests", "Member must have length less than or equal to 100")
            ),
            (
                members([.string(long + "0")]),
                invalid(
                    "layerDigests",
                    "Member must satisfy constraint: [Member must have length less than or equal to 1000, Member must "
                        + "have length greater than or equal to 0]"
                )
            ),
            (members([.null]), invalid("layerDigests", "must not be null")),
            (["repositoryName": "app"], invalid("layerDigests", "must not be null")),
        ] {
            #expect(try await registry.refusal(of: BatchCheckLayerAvailability.self, body) == error)
        }
        let gone = members([.string(TestManifest.absent)], in: "gone")
        #expect(
            try await registry.refusal(of: BatchCheckLayerAvailability.self, gone)?.code
                == "RepositoryNotFoundException"
        )
    }
}
