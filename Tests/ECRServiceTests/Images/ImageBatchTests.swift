import AWSCore
import AWSProtocols
import Determinism
import ECRService
import OCI
import Storage
import Testing
import World

@Suite("A batch of images")
struct ImageBatchTests {
    private let digestRule =
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"

    private func members(_ identifiers: JSONValue, _ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        ["repositoryName": "app", "imageIds": identifiers].merging(more) { $1 }
    }

    private func failure(_ identifier: JSONValue, _ code: String, _ reason: String) -> JSONValue {
        ["imageId": identifier, "failureCode": .string(code), "failureReason": .string(reason)]
    }

    @Test("is got by digest and by tag, with what cannot be got listed apart")
    func get() async throws {
        let registry = try TestRegistry()
        let digest = try await registry.putIndex("one", tag: "v1")
        try await registry.putIndex("two", tag: "v2")
        let answer = try await registry.perform(
            BatchGetImage.self,
            members([
                ["imageTag": "v1"], ["imageDigest": .string(digest)],
                ["imageDigest": .string(digest), "imageTag": "v1"],
                ["imageTag": "gone"], ["imageDigest": .string(TestManifest.absent)], [:], ["imageDigest": "v1"],
                ["imageTag": "a/b"],
                ["imageDigest": .string(digest), "imageTag": "v2"], ["imageTag": "v1"],
                ["imageDigest": .string(TestManifest.absent), "imageTag": "v1"],
            ])
        )
        let images = answer["images"]?.array ?? []
        #expect(
            images.map { $0["imageId"] } == [
                ["imageDigest": .string(digest), "imageTag": "v1"], ["imageDigest": .string(digest)],
                ["imageDigest": .string(digest), "imageTag": "v1"],
            ]
        )
        #expect(images.first?["imageManifest"] == .string(TestManifest.index([], note: "one")))
        #expect(images.first?["imageManifestMediaType"] == "application/vnd.oci.image.index.v1+json")
        #expect(
            answer["failures"] == [
                failure(["imageTag": "gone"], "ImageNotFound", "Requested image not found"),
                failure(["imageDigest": .string(TestManifest.absent)], "ImageNotFound", "Requested image not found"),
                failure(
                    [:],
                    "MissingDigestAndTag",
                    "Invalid request parameters: both tag and digest cannot be null"
                ),
                failure(["imageDigest": "v1"], "InvalidImageDigest", digestRule),
                failure(
                    ["imageTag": "a/b"],
                    "InvalidImageTag",
                    "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9-_.]+'"
                ),
                failure(
                    ["imageDigest": .string(digest), "imageTag": "v2"],
                    "ImageTagDoesNotMatchDigest",
                    "Tag 'v2' does not match digest '\(digest)'"
                ),
                failure(
                    ["imageDigest": .string(TestManifest.absent), "imageTag": "v1"],
                    "ImageNotFound",
                    "Requested image not found"
                ),
            ]
        )
    }

    @Test("is got as it was put, whatever types are accepted")
    func acceptedTypes() async throws {
        let registry = try TestRegistry()
        try await registry.putIndex("one", tag: "v1")
        let accepted: [String: JSONValue] = ["acceptedMediaTypes": [.string(TestManifest.dockerImage)]]
        let answer = try await registry.perform(BatchGetImage.self, members([["imageTag": "v1"]], accepted))
        #expect(answer["images"]?.array?.first?["imageManifest"] == .string(TestManifest.index([], note: "one")))
        #expect(
            try await registry.refusal(
                of: BatchGetImage.self,
                members([["imageTag": "v1"]], ["acceptedMediaTypes": []])
            ) == invalid("acceptedMediaTypes", "Member must have length greater than or equal to 1")
        )
        let many = JSONValue.array(Array(repeating: "a/b", count: 101))
        #expect(
            try await registry.refusal(
                of: BatchGetImage.self,
                members([["imageTag": "v1"]], ["acceptedMediaTypes": many])
            ) == invalid("acceptedMediaTypes", "Member must have length less than or equal to 100")
        )
    }

    @Test("holds 1 to 100 identifiers, of a repository that is there")
    func count() async throws {
        let registry = try TestRegistry()
        let many = JSONValue.array((0...100).map { ["imageTag": .string("t\($0)")] })
        for (body, error) in [
            (members([]), invalid("imageIds", "Member must have length greater than or equal to 1")),
            (members(many), invalid("imageIds", "Member must have length less than or equal to 100")),
            (["repositoryName": "app"], invalid("imageIds", "must not be null")),
            (members([.null]), invalid("imageIds", "must not be null")),
        ] {
            #expect(try await registry.refusal(of: BatchGetImage.self, body) == error)
            #expect(try await registry.refusal(of: BatchDeleteImage.self, body) == error)
        }
        let gone = members([["imageTag": "x"]], ["repositoryName": "gone"])
        #expect(try await registry.refusal(of: BatchGetImage.self, gone)?.code == "RepositoryNotFoundException")
        #expect(try await registry.refusal(of: BatchDeleteImage.self, gone)?.code == "RepositoryNotFoundException")
        let hundred = JSONValue.array((1...100).map { ["imageTag": .string("t\($0)")] })
        let answer = try await registry.perform(BatchGetImage.self, members(hundred))
        #expect(answer["failures"]?.array?.count == 100)
    }

    @Test("loses a tag by its name, and the image with its last tag")
    func deleteTags() async throws {
        let registry = try TestRegistry()
        let digest = try await registry.putIndex("one", tag: "v1")
        try await registry.perform(
            PutImage.self,
            [
                "repositoryName": "app", "imageManifest": .string(TestManifest.index([], note: "one")),
                "imageTag": "v2",
            ]
        )
        #expect(
            try await registry.perform(BatchDeleteImage.self, members([["imageTag": "v1"]])) == [
                "imageIds": [["imageDigest": .string(digest), "imageTag": "v1"]], "failures": [],
            ]
        )
        #expect(try registry.image(digest: digest)?.tags == ["v2"])
        try await registry.perform(BatchDeleteImage.self, members([["imageTag": "v2"]]))
        #expect(try registry.images().isEmpty)
    }

    @Test("loses an image with all its tags by its digest")
    func deleteDigests() async throws {
        let registry = try TestRegistry()
        let untagged = JSONValue.string(try await registry.putIndex("untagged"))
        let manifest = try await registry.pushImage(["layer"], tags: ["v1", "v2"])
        let digest = JSONValue.string(TestManifest.digest(manifest))
        #expect(
            try await registry.perform(
                BatchDeleteImage.self,
                members([["imageDigest": digest], ["imageDigest": untagged], ["imageTag": "v1"]])
            ) == [
                "imageIds": [
                    ["imageDigest": digest, "imageTag": "v1"], ["imageDigest": digest, "imageTag": "v2"],
                    ["imageDigest": untagged],
                ],
                "failures": [failure(["imageTag": "v1"], "ImageNotFound", "Requested image not found")],
            ]
        )
        #expect(try registry.images().isEmpty)
        try await registry.pushImage(["layer"], tags: ["v1", "v2"])
        try await registry.perform(BatchDeleteImage.self, members([["imageDigest": digest, "imageTag": "v1"]]))
        #expect(try registry.images().isEmpty)
    }

    @Test("keeps what cannot be deleted, and says why")
    func deleteFailures() async throws {
        let registry = try TestRegistry()
        let digest = try await registry.putIndex("one", tag: "v1")
        try await registry.putIndex("two", tag: "v2")
        let before = try registry.images()
        let mismatch: JSONValue = ["imageDigest": .string(digest), "imageTag": "v2"]
        let answer = try await registry.perform(
            BatchDeleteImage.self,
            members([[:], ["imageDigest": "v1"], mismatch, ["imageTag": "gone"]])
        )
        #expect(answer["imageIds"] == [])
        #expect(
            answer["failures"] == [
                failure(
                    [:],
                    "MissingDigestAndTag",
                    "Invalid request parameters: both tag and digest cannot be null"
                ),
                failure(["imageDigest": "v1"], "InvalidImageDigest", digestRule),
                failure(mismatch, "ImageTagDoesNotMatchDigest", "Tag 'v2' does not match digest '\(digest)'"),
                failure(["imageTag": "gone"], "ImageNotFound", "Requested image not found"),
            ]
        )
        #expect(try registry.images() == before)
    }

    @Test("keeps images that an index has, until the index is gone")
    func references() async throws {
        let registry = try TestRegistry()
        let child = JSONValue.string(try await registry.putIndex("child", tag: "child"))
        var indexes: [String] = []
        for type in [TestManifest.ociIndex, TestManifest.dockerList] {
            let index = TestManifest.index([child.string ?? ""], type: type)
            registry.clock.advance(by: 1)
            try await registry.perform(PutImage.self, ["repositoryName": "app", "imageManifest": .string(index)])
            indexes.append(TestManifest.digest(index))
        }
        let reason = "Requested image referenced by manifest list: [\(indexes.joined(separator: ", "))]"
        for identifier: JSONValue in [["imageDigest": child], ["imageTag": "child"]] {
            #expect(
                try await registry.perform(BatchDeleteImage.self, members([identifier])) == [
                    "imageIds": [], "failures": [failure(identifier, "ImageReferencedByManifestList", reason)],
                ]
            )
        }
        // A tag that is not the last goes alone.
        try await registry.perform(
            PutImage.self,
            [
                "repositoryName": "app", "imageManifest": .string(TestManifest.index([], note: "child")),
                "imageTag": "second",
            ]
        )
        let untagged = try await registry.perform(BatchDeleteImage.self, members([["imageTag": "child"]]))
        #expect(untagged["failures"] == [])
        #expect(try registry.image(tag: "second")?.tags == ["second"])
        let all = members(.array((indexes.map { .string($0) } + [child]).map { ["imageDigest": $0] }))
        #expect(try await registry.perform(BatchDeleteImage.self, all)["failures"] == [])
        #expect(try registry.images().isEmpty)
    }
}
