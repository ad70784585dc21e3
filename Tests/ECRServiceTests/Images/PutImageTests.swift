import AWSCore
import AWSProtocols
import Determinism
import ECRService
import OCI
import Storage
import Testing
import World

@Suite("PutImage")
struct PutImageTests {
    private let unreadable = invalid("ImageManifest", "Invalid JSON syntax")

    private func members(_ manifest: String, _ more: [String: JSONValue] = [:]) -> [String: JSONValue] {
        ["repositoryName": "app", "imageManifest": .string(manifest)].merging(more) { $1 }
    }

    @Test("keeps the very bytes under their digest, with a tag or without")
    func put() async throws {
        let registry = try TestRegistry()
        let manifest = "  " + TestManifest.index([], note: "é 🐳") + "\n"
        let digest = TestManifest.digest(manifest)
        let answer = try await registry.perform(PutImage.self, members(manifest, ["imageTag": "v1"]))
        #expect(
            answer == [
                "image": [
                    "registryId": "123456789012", "repositoryName": "app",
                    "imageId": ["imageDigest": .string(digest), "imageTag": "v1"],
                    "imageManifest": .string(manifest),
                    "imageManifestMediaType": "application/vnd.oci.image.index.v1+json",
                ]
            ]
        )
        let stored = try #require(try registry.image(tag: "v1"))
        #expect(stored.digest.description == digest)
        #expect(try registry.store.manifest(of: stored.digest, in: try registry.id()) == Array(manifest.utf8))
        #expect(stored.pushedAt == registry.clock.now)
        let untagged = TestManifest.index([], note: "untagged")
        let second = try await registry.perform(PutImage.self, members(untagged))
        #expect(second["image"]?["imageId"] == ["imageDigest": .string(TestManifest.digest(untagged))])
        #expect(try registry.store.images(in: try registry.id(), limit: 9).count == 2)
    }

    @Test("takes images and indexes of OCI's and Docker's types, as the manifest or the call names them")
    func mediaTypes() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["layer", "config"])
        let docker = TestManifest.image(["layer"], type: TestManifest.dockerImage)
        let list = TestManifest.index([], type: TestManifest.dockerList)
        let bare = TestManifest.image(["layer"], type: nil)
        for (manifest, given, type) in [
            (docker, nil, TestManifest.dockerImage), (list, nil, TestManifest.dockerList),
            (list + " ", TestManifest.dockerList, TestManifest.dockerList),
            (bare, TestManifest.ociImage, TestManifest.ociImage),
        ] {
            let more: [String: JSONValue] = given.map { ["imageManifestMediaType": .string($0)] } ?? [:]
            let answer = try await registry.perform(PutImage.self, members(manifest, more))
            #expect(answer["image"]?["imageManifestMediaType"] == .string(type))
        }
    }

    @Test("tells what an image and an index are, and how large")
    func description() async throws {
        let registry = try TestRegistry()
        try await registry.pushImage(["one", "two"])
        let layers = [("one", 1_000), ("two", 2_000)].map {
            TestManifest.descriptor(TestManifest.digest($0.0), size: $0.1, type: "application/vnd.x.layer")
        }
        let config = TestManifest.descriptor(
            TestManifest.digest("config"),
            size: 50,
            type: "application/vnd.x.config+json"
        )
        let subject = TestManifest.descriptor(TestManifest.absent, type: TestManifest.ociImage)
        let manifest = """
            {"schemaVersion":2,"mediaType":"\(TestManifest.ociImage)","config":\(config),"subject":\(subject),
             "layers":[\(layers.joined(separator: ","))]}
            """
        try await registry.perform(PutImage.self, members(manifest))
        let image = try #require(try registry.image(digest: TestManifest.digest(manifest)))
        #expect(image.sizeInBytes == 3_050)
        #expect(image.artifactMediaType == "application/vnd.x.config+json")
        #expect(image.subject?.description == TestManifest.absent)
        let index = TestManifest.index([
            TestManifest.digest(TestManifest.image(["one", "two"])), image.digest.description,
        ])
        try await registry.perform(PutImage.self, members(index))
        let stored = try #require(try registry.image(digest: TestManifest.digest(index)))
        #expect(stored.sizeInBytes == 3_050)
        #expect(stored.artifactMediaType == nil)
    }

    @Test(
        "refuses what is not a manifest",
        arguments: [
            "x", "{", "[]", "null", "7", #""text""#, "{}", #"{"schemaVersion":2}"#, "{}{}",
            TestManifest.image([], type: nil),
            TestManifest.image([], type: "application/vnd.cncf.helm.config.v1+json"),
            TestManifest.image([], type: TestManifest.ociIndex), TestManifest.index([], type: TestManifest.ociImage),
            #"{"schemaVersion":1,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#,
            #"{"schemaVersion":"2","mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}"#,
            #"{"schemaVersion":2,"mediaType":7,"manifests":[]}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":{}}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":["x"]}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"layers":[]}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[],"subject":{}}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":null,"layers":[]}"#,
            #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","layers":[]}"#,
            #"{"schemaVersion":1,"name":"x","tag":"y"}"#, #"{"schemaVersion":1,"fsLayers":[]}"#,
            #"{"schemaVersion":1,"fsLayers":[{"blobSum":"\#(TestManifest.absent)"}],"signatures":[]}"#,
            #"{"schemaVersion":1,"fsLayers":[{"blobSum":"sha256:00"}]}"#,
            String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
        ]
    )
    func noManifest(manifest: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: PutImage.self, members(manifest))
                == invalid("ImageManifest", "Invalid JSON syntax")
        )
        #expect(try registry.images().isEmpty)
    }

    @Test(
        "refuses parts that are no descriptors",
        arguments: [
            "{}", "null", "7", #"{"mediaType":"a/b","digest":"\#(TestManifest.absent)"}"#,
            #"{"mediaType":"a/b","size":1}"#, #"{"digest":"\#(TestManifest.absent)","size":1}"#,
            #"{"mediaType":"a/b","digest":"\#(TestManifest.absent)","size":-1}"#,
            #"{"mediaType":"a/b","digest":"\#(TestManifest.absent)","size":"1"}"#,
            #"{"mediaType":"a/b","digest":"\#(TestManifest.absent)","size":1.5}"#,
            #"{"mediaType":"a/b","digest":"\#(TestManifest.absent)","size":9223372036854775808}"#,
            #"{"mediaType":"a/b","digest":"sha256:00","size":1}"#,
            #"{"mediaType":"a/b","digest":"sha256:../../../etc/passwd","size":1}"#,
            #"{"mediaType":"a/b","digest":"md5:d41d8cd98f00b204e9800998ecf8427e","size":1}"#,
            #"{"mediaType":"a/b","digest":"sha256:xyz","size":1}"#, #"{"mediaType":"a/b","digest":"00","size":1}"#,
            #"{"mediaType":"ab","digest":"\#(TestManifest.absent)","size":1}"#,
            #"{"mediaType":"a/b/c","digest":"\#(TestManifest.absent)","size":1}"#,
            #"{"mediaType":"a/b;version=0.2","digest":"\#(TestManifest.absent)","size":1}"#,
            #"{"mediaType":"/b","digest":"\#(TestManifest.absent)","size":1}"#,
        ]
    )
    func noDescriptor(part: String) async throws {
        let registry = try TestRegistry()
        let good = TestManifest.descriptor(TestManifest.absent)
        for manifest in [
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":\#(part),"layers":[]}"#,
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":\#(good),"layers":[\#(part)]}"#,
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociIndex)","manifests":[\#(part)]}"#,
        ] {
            #expect(try await registry.refusal(of: PutImage.self, members(manifest)) == unreadable)
        }
    }

    @Test("refuses what is an image and an index at once")
    func both() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["config"])
        let config = TestManifest.descriptor(TestManifest.digest("config"))
        for type in [TestManifest.ociImage, TestManifest.ociIndex] {
            let manifest =
                #"{"schemaVersion":2,"mediaType":"\#(type)","config":\#(config),"layers":[],"manifests":[]}"#
            #expect(try await registry.refusal(of: PutImage.self, members(manifest)) == unreadable)
        }
    }

    @Test("refuses another media type than the manifest's own")
    func otherMediaType() async throws {
        let registry = try TestRegistry()
        let index = TestManifest.index([])
        for type in [TestManifest.dockerList, "text/plain", ""] {
            let given: [String: JSONValue] = ["imageManifestMediaType": .string(type)]
            #expect(try await registry.refusal(of: PutImage.self, members(index, given)) == unreadable)
        }
    }

    @Test("needs the configuration and all layers, and names those that are missing, each once")
    func layers() async throws {
        let registry = try TestRegistry()
        let digests = ["config", "one", "two"].map(TestManifest.digest)
        #expect(
            try await registry.refusal(of: PutImage.self, members(TestManifest.image(["one", "two", "one"])))
                == ECRError(
                    "LayersNotFoundException",
                    "Layers with digests '[\(digests.joined(separator: ", "))]' required for pushing image into "
                        + "repository with name 'app' in the registry with id '123456789012' do not exist"
                )
        )
        try await registry.pushImage(["one"])
        #expect(
            try await registry.refusal(of: PutImage.self, members(TestManifest.image(["one", "two"])))?.message
                .contains("'[\(TestManifest.digest("two"))]'") == true
        )
        let elsewhere = members(TestManifest.image(["one"]) + " ", ["repositoryName": "team/web"])
        #expect(try await registry.refusal(of: PutImage.self, elsewhere)?.code == "LayersNotFoundException")
        let schema1 = #"{"schemaVersion":1,"fsLayers":[{"blobSum":"\#(TestManifest.absent)"}]}"#
        #expect(try await registry.refusal(of: PutImage.self, members(schema1))?.code == "LayersNotFoundException")
    }

    @Test("does not need layers that are fetched from elsewhere")
    func foreignLayers() async throws {
        let registry = try TestRegistry()
        try await registry.upload(["config"])
        let foreign = TestManifest.descriptor(
            TestManifest.absent,
            type: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
        )
        let config = TestManifest.descriptor(TestManifest.digest("config"))
        let manifest =
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.dockerImage)","config":\#(config),"layers":[\#(foreign)]}"#
        try await registry.perform(PutImage.self, members(manifest))
    }

    @Test("needs the images of an index, and names those that are missing, each once")
    func children() async throws {
        let registry = try TestRegistry()
        let child = try await registry.putIndex("child")
        let absent = ["a", "b"].map(TestManifest.digest)
        #expect(
            try await registry.refusal(
                of: PutImage.self,
                members(TestManifest.index([child, absent[0], absent[1], absent[0]]))
            )
                == ECRError(
                    "ReferencedImagesNotFoundException",
                    "Images with digests '[\(absent.joined(separator: ", "))]' required for pushing image into "
                        + "repository with name 'app' in the registry with id '123456789012' do not exist"
                )
        )
        try await registry.perform(PutImage.self, members(TestManifest.index([child, child])))
    }

    @Test("refuses the same image with the same tag, or again without one")
    func again() async throws {
        let registry = try TestRegistry()
        let manifest = TestManifest.index([])
        let digest = TestManifest.digest(manifest)
        func exists(_ tag: String) -> ECRError {
            ECRError(
                "ImageAlreadyExistsException",
                "Image with digest '\(digest)' and tag '\(tag)' already exists in the repository with name 'app' in "
                    + "registry with id '123456789012'"
            )
        }
        try await registry.perform(PutImage.self, members(manifest, ["imageTag": "v1"]))
        #expect(try await registry.refusal(of: PutImage.self, members(manifest, ["imageTag": "v1"])) == exists("v1"))
        #expect(try await registry.refusal(of: PutImage.self, members(manifest)) == exists("null"))
        try await registry.perform(PutImage.self, members(manifest, ["imageTag": "v2"]))
        #expect(try registry.image(digest: digest)?.tags == ["v1", "v2"])
        try await registry.perform(
            PutImageTagMutability.self,
            ["repositoryName": "app", "imageTagMutability": "IMMUTABLE"]
        )
        #expect(try await registry.refusal(of: PutImage.self, members(manifest, ["imageTag": "v1"])) == exists("v1"))
    }

    @Test("gives an image that is there another tag, without asking for its parts again")
    func retag() async throws {
        let registry = try TestRegistry()
        let manifest = try await registry.pushImage(["layer"], tags: ["v1"])
        try await registry.removeLayer("layer")
        try await registry.perform(PutImage.self, members(manifest, ["imageTag": "stable"]))
        #expect(try registry.image(tag: "stable")?.tags == ["v1", "stable"])
    }

    @Test("moves a tag, and the image that had it stays, untagged")
    func move() async throws {
        let registry = try TestRegistry()
        let first = try await registry.putIndex("first", tag: "latest")
        let second = try await registry.putIndex("second", tag: "latest")
        #expect(try registry.image(tag: "latest")?.digest.description == second)
        #expect(try registry.image(digest: first)?.tags == [])
    }

    @Test("moves no tag of an immutable repository, but adds tags")
    func immutable() async throws {
        let registry = try TestRegistry()
        let first = try await registry.putIndex("first", tag: "v1")
        try await registry.perform(
            PutImageTagMutability.self,
            ["repositoryName": "app", "imageTagMutability": "IMMUTABLE"]
        )
        let exists = ECRError(
            "ImageTagAlreadyExistsException",
            "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the repository "
                + "is immutable."
        )
        let other = TestManifest.index([], note: "other")
        #expect(try await registry.refusal(of: PutImage.self, members(other, ["imageTag": "v1"])) == exists)
        #expect(try registry.image(tag: "v1")?.digest.description == first)
        try await registry.perform(PutImage.self, members(other, ["imageTag": "v2"]))
        #expect(try await registry.refusal(of: PutImage.self, members(other, ["imageTag": "v1"])) == exists)
        try await registry.perform(PutImage.self, members(TestManifest.index([], note: "first"), ["imageTag": "v3"]))
        try await registry.putIndex("untagged")
    }

    @Test(
        "follows the filters of a repository that excepts tags",
        arguments: [
            ("IMMUTABLE_WITH_EXCLUSION", "dev-*", "dev-1", true), ("IMMUTABLE_WITH_EXCLUSION", "dev-*", "dev-", true),
            ("IMMUTABLE_WITH_EXCLUSION", "dev-*", "prod", false),
            ("IMMUTABLE_WITH_EXCLUSION", "dev-*", "Dev-1", false),
            ("IMMUTABLE_WITH_EXCLUSION", "*-rc*", "1.0-rc2", true),
            ("IMMUTABLE_WITH_EXCLUSION", "*-rc*", "1.0-r-c-rc", true),
            ("IMMUTABLE_WITH_EXCLUSION", "*-rc*", "1.0-r-c", false),
            ("IMMUTABLE_WITH_EXCLUSION", "latest", "latest", true),
            ("IMMUTABLE_WITH_EXCLUSION", "latest", "latest2", false), ("IMMUTABLE_WITH_EXCLUSION", "*", "x", true),
            ("MUTABLE_WITH_EXCLUSION", "release-*", "release-1", false),
            ("MUTABLE_WITH_EXCLUSION", "release-*", "main", true), ("MUTABLE_WITH_EXCLUSION", "a*b", "ab", false),
        ]
    )
    func filters(setting: String, filter: String, tag: String, moves: Bool) async throws {
        let registry = try TestRegistry()
        try await registry.perform(
            PutImageTagMutability.self,
            [
                "repositoryName": "app", "imageTagMutability": .string(setting),
                "imageTagMutabilityExclusionFilters": [["filterType": "WILDCARD", "filter": .string(filter)]],
            ]
        )
        let first = try await registry.putIndex("first", tag: tag)
        let other = TestManifest.index([], note: "other")
        if moves {
            try await registry.perform(PutImage.self, members(other, ["imageTag": .string(tag)]))
            #expect(try registry.image(tag: tag)?.digest.description == TestManifest.digest(other))
        } else {
            #expect(
                try await registry.refusal(of: PutImage.self, members(other, ["imageTag": .string(tag)]))
                    == ECRError(
                        "ImageTagAlreadyExistsException",
                        "The image tag '\(tag)' already exists in the 'app' repository and cannot be overwritten "
                            + "because the tag is immutable."
                    )
            )
            #expect(try registry.image(tag: tag)?.digest.description == first)
        }
    }

    @Test("compares the digest that it is told")
    func digest() async throws {
        let registry = try TestRegistry()
        let manifest = TestManifest.index([])
        let wrong = "sha256:" + String(repeating: "0", count: 64)
        #expect(
            try await registry.refusal(of: PutImage.self, members(manifest, ["imageDigest": .string(wrong)]))
                == ECRError(
                    "ImageDigestDoesNotMatchException",
                    "The image with digest '\(wrong)' in repository 'app' and registry ID '123456789012' does not match "
                        + "the image digest that Amazon ECR has calculated."
                )
        )
        #expect(
            try await registry.refusal(of: PutImage.self, members(manifest, ["imageDigest": "latest"]))
                == invalid("imageDigest", "must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
        )
        try await registry.perform(
            PutImage.self,
            members(manifest, ["imageDigest": .string(TestManifest.digest(manifest))])
        )
    }

    @Test(
        "takes tags of letters, digits, dots, dashes and underscores, which begin with neither dot nor dash",
        arguments: [".hidden", "-x", "a b", "a/b", "a:b", "é", "v1\n", "a\u{0}b"]
    )
    func tags(tag: String) async throws {
        let registry = try TestRegistry()
        #expect(
            try await registry.refusal(of: PutImage.self, members(TestManifest.index([]), ["imageTag": .string(tag)]))
                == invalid("imageTag", "must satisfy regular expression '[a-zA-Z0-9-_.]+'")
        )
    }

    @Test("has limits of length")
    func lengths() async throws {
        let registry = try TestRegistry()
        let tag = String(repeating: "t", count: 300)
        let index = TestManifest.index([])
        #expect(
            try await registry.refusal(of: PutImage.self, members(index, ["imageTag": .string(tag + "t")]))
                == invalid("imageTag", "must have length less than or equal to 300")
        )
        // The API's model has 300, but the registry could not serve more than 128.
        for count in [129, 300] {
            let tag = JSONValue.string(String(repeating: "t", count: count))
            #expect(
                try await registry.refusal(of: PutImage.self, members(index, ["imageTag": tag]))
                    == invalid("imageTag", "must satisfy regular expression '[a-zA-Z0-9-_.]+'")
            )
        }
        try await registry.perform(PutImage.self, members(index, ["imageTag": .string(String(tag.prefix(128)))]))
        #expect(
            try await registry.refusal(of: PutImage.self, members(""))
                == invalid("imageManifest", "Member must have length greater than or equal to 1")
        )
        let long = index + String(repeating: " ", count: 4_194_304 - index.utf16.count)
        #expect(
            try await registry.refusal(of: PutImage.self, members(long + " "))
                == invalid("imageManifest", "Member must have length less than or equal to 4194304")
        )
        try await registry.perform(PutImage.self, members(long))
    }

    @Test("needs its repository and its manifest")
    func missing() async throws {
        let registry = try TestRegistry()
        let elsewhere = members(TestManifest.index([]), ["repositoryName": "gone"])
        #expect(try await registry.refusal(of: PutImage.self, elsewhere)?.code == "RepositoryNotFoundException")
        #expect(
            try await registry.refusal(of: PutImage.self, ["repositoryName": "app"])
                == invalid("imageManifest", "must not be null")
        )
    }
}
