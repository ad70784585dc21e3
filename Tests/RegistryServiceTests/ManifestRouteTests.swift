import AWSCore
import AWSProtocols
import Determinism
import OCI
import RegistryService
import Storage
import Testing
import World

@Suite("A manifest in the registry")
struct ManifestRouteTests {
    private func send(
        _ registry: TestRegistry,
        _ manifest: String,
        as reference: String,
        type: String? = TestManifest.ociIndex
    ) async throws -> TestAnswer {
        let headers: HeaderFields = type.map { ["Content-Type": $0] } ?? [:]
        return try await registry.send(
            "PUT",
            "/v2/app/manifests/\(reference)",
            headers,
            .bytes(Array(manifest.utf8))
        )
    }

    @Test("is put by tag and by digest, and answered byte by byte", arguments: RegistryDialect.allCases)
    func cycle(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let manifest = " " + TestManifest.index(note: "é 🐳") + "\n"
        let digest = TestManifest.digest(manifest)
        for reference in [digest, "v1"] {
            let put = try await send(registry, manifest, as: reference)
            #expect(put.status == 201)
            #expect(put.headers["Location"] == "\(TestRegistry.origin)/v2/app/manifests/\(digest)")
            #expect(put.headers["Docker-Content-Digest"] == digest)
            #expect(put.headers["OCI-Subject"] == nil)
            #expect(put.body.isEmpty)
            // Once more is not a mistake.
            #expect(try await send(registry, manifest, as: reference).status == 201)
            for method in ["GET", "HEAD"] {
                let answer = try await registry.send(method, "/v2/app/manifests/\(reference)")
                #expect(answer.status == 200)
                #expect(answer.text == manifest)
                #expect(answer.headers["Content-Type"] == TestManifest.ociIndex)
                #expect(answer.headers["Docker-Content-Digest"] == digest)
                #expect(answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0")
            }
        }
    }

    @Test("by digest has no tag until one is given", arguments: RegistryDialect.allCases)
    func byDigest(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.put(TestManifest.index())
        #expect(try await registry.send("GET", "/v2/app/tags/list").json["tags"] == [])
        try await registry.put(TestManifest.index(), as: "v1")
        #expect(try await registry.send("GET", "/v2/app/tags/list").json["tags"] == ["v1"])
    }

    @Test("that refers to another says so", arguments: RegistryDialect.allCases)
    func subject(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let manifest = TestManifest.index(subject: TestManifest.absent)
        let answer = try await send(registry, manifest, as: "v1")
        #expect(answer.headers["OCI-Subject"] == TestManifest.absent)
    }

    @Test("gets the tags of the query in the specification only")
    func tagParameters() async throws {
        for dialect in RegistryDialect.allCases {
            let registry = try TestRegistry(dialect)
            let manifest = TestManifest.index()
            let reference = TestManifest.digest(manifest) + "?tag=v1&tag=v2&tag=v1"
            let answer = try await send(registry, manifest, as: reference)
            #expect(answer.status == 201)
            let tags = dialect == .oci ? ["v1", "v2"] : []
            #expect(answer.headers.values(of: "OCI-Tag") == tags)
            let listed = try await registry.send("GET", "/v2/app/tags/list").json["tags"]?.array ?? []
            #expect(listed.map(\.string) == tags)
        }
        let registry = try TestRegistry(.oci)
        let manifest = TestManifest.index()
        let refused = try await send(registry, manifest, as: TestManifest.digest(manifest) + "?tag=v1&tag=a%2Fb")
        #expect(refused.error?.code == "MANIFEST_INVALID")
        #expect(try await registry.send("GET", "/v2/app/manifests/v1").status == 404)
    }

    @Test("that is not there is unknown", arguments: RegistryDialect.allCases)
    func absent(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.put(TestManifest.index(), as: "v1", in: "team/web")
        let unknown = RegistryError("MANIFEST_UNKNOWN", "Requested image not found", status: 404)
        for reference in ["v1", "latest", TestManifest.digest(TestManifest.index()), TestManifest.absent] {
            for method in ["GET", "HEAD", "DELETE"] {
                #expect(try await registry.send(method, "/v2/app/manifests/\(reference)").error == unknown)
            }
        }
    }

    @Test(
        "is not asked for by what is not a tag",
        arguments: RegistryDialect.allCases,
        ["a+b", "-x", ".x", "a%20b", "%C3%A9", "a%00", "..", String(repeating: "t", count: 129), ""]
    )
    func noTag(dialect: RegistryDialect, reference: String) async throws {
        let registry = try TestRegistry(dialect)
        for method in ["GET", "HEAD", "DELETE"] {
            let answer = try await registry.send(method, "/v2/app/manifests/\(reference)")
            switch dialect {
            case .ecr:
                #expect(answer.status == 400)
                #expect(answer.body.isEmpty)
            case .oci:
                #expect(answer.error?.code == "MANIFEST_UNKNOWN")
                #expect(answer.status == 404)
            }
        }
        let error = try #require(try await send(registry, TestManifest.index(), as: reference).error)
        switch dialect {
        case .ecr:
            #expect(
                error
                    == RegistryError(
                        "UNSUPPORTED",
                        "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular "
                            + "expression '[a-zA-Z0-9-_.]+''",
                        status: 405
                    )
            )
        case .oci:
            #expect(error.code == "MANIFEST_INVALID")
            #expect(error.status == 400)
            #expect(error.message.hasSuffix("' has a form that tags have not"))
        }
    }

    @Test(
        "that is none is refused",
        arguments: [
            ("x", TestManifest.ociIndex), ("", TestManifest.ociIndex), ("{}", TestManifest.ociIndex),
            (TestManifest.index(), "text/plain"), (TestManifest.index(), TestManifest.ociImage),
            (TestManifest.index(), TestManifest.ociIndex + "; charset=utf-8"),
            (TestManifest.image([]), TestManifest.ociIndex),
            // An image and an index at once, whichever it is sent as.
            (TestManifest.image([], more: #","manifests":[]"#), TestManifest.ociImage),
            (
                TestManifest.image([], more: #","manifests":[]"#).replacing(
                    TestManifest.ociImage,
                    with: TestManifest.ociIndex
                ), TestManifest.ociIndex
            ),
            (TestManifest.index(["sha256:00"]), TestManifest.ociIndex),
            (String(repeating: "[", count: 100_000), TestManifest.ociIndex),
            (#"{"schemaVersion":2,"manifests":[]}"#, nil),
        ] as [(String, String?)],
        RegistryDialect.allCases
    )
    func noManifest(manifest: (String, String?), dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try await registry.upload("{}")
        let answer = try await send(registry, manifest.0, as: "v1", type: manifest.1)
        switch dialect {
        case .ecr:
            let text = "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'"
            #expect(answer.error == RegistryError("UNSUPPORTED", text, status: 405))
        case .oci:
            #expect(answer.error?.code == "MANIFEST_INVALID")
            #expect(answer.status == 400)
        }
        #expect(try await registry.send("GET", "/v2/app/manifests/v1").status == 404)
    }

    @Test("is of the type that it was sent as, where it does not say", arguments: RegistryDialect.allCases)
    func contentType(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let manifest = #"{"schemaVersion":2,"manifests":[]}"#
        #expect(try await send(registry, manifest, as: "v1").status == 201)
        let answer = try await registry.send("GET", "/v2/app/manifests/v1")
        #expect(answer.headers["Content-Type"] == TestManifest.ociIndex)
    }

    @Test("of another digest than it is sent under is refused")
    func otherDigest() async throws {
        let manifest = TestManifest.index()
        let digest = TestManifest.absent
        let ecr = try TestRegistry(.ecr)
        let text =
            "The image with digest '\(digest)' in repository 'app' and registry ID '123456789012' does not match the "
            + "image digest that Amazon ECR has calculated."
        let refused = try await send(ecr, manifest, as: digest).error
        #expect(refused == RegistryError("MANIFEST_INVALID", text, status: 400))
        let oci = try TestRegistry(.oci)
        let error = try await send(oci, manifest, as: digest).error
        #expect(error?.code == "DIGEST_INVALID")
        #expect(error?.status == 400)
        for registry in [ecr, oci] {
            #expect(try await registry.send("GET", "/v2/app/manifests/\(TestManifest.digest(manifest))").status == 404)
        }
    }

    @Test("has SHA-512 in the specification only")
    func sha512() async throws {
        let manifest = TestManifest.index()
        let digest = Digest.of(Array(manifest.utf8), .sha512).description
        #expect(try await send(try TestRegistry(.ecr), manifest, as: digest).error == .invalidDigest)
        let oci = try TestRegistry(.oci)
        #expect(try await send(oci, manifest, as: digest).headers["Docker-Content-Digest"] == digest)
        #expect(try await oci.send("GET", "/v2/app/manifests/\(digest)").text == manifest)
    }

    @Test("needs its layers and its images in ECR, and nothing in the specification")
    func parts() async throws {
        let image = TestManifest.image(["one", "two"])
        let child = TestManifest.digest(image)
        let index = TestManifest.index([child])
        let ecr = try TestRegistry(.ecr)
        try await ecr.upload("one")
        let missing = [TestManifest.digest("{}"), TestManifest.digest("two")].joined(separator: ", ")
        let end = "required for pushing image into repository with name 'app' in the registry with id '123456789012' "
        #expect(
            try await send(ecr, image, as: "v1", type: TestManifest.ociImage).error
                == RegistryError(
                    "BLOB_UPLOAD_UNKNOWN",
                    "Layers with digests '[\(missing)]' \(end)do not exist",
                    status: 404
                )
        )
        #expect(
            try await send(ecr, index, as: "v1").error
                == RegistryError(
                    "MANIFEST_BLOB_UNKNOWN",
                    "Images with digests '[\(child)]' \(end)do not exist",
                    status: 400
                )
        )
        for blob in ["two", "{}"] { try await ecr.upload(blob) }
        #expect(try await send(ecr, image, as: "v1", type: TestManifest.ociImage).status == 201)
        #expect(try await send(ecr, index, as: "v2").status == 201)
        let oci = try TestRegistry(.oci)
        #expect(try await send(oci, index, as: "v2").status == 201)
        #expect(try await send(oci, image, as: "v1", type: TestManifest.ociImage).status == 201)
    }

    @Test(
        "that BuildKit makes of its cache is refused as an index of layers, and taken as an image of them",
        arguments: [TestManifest.ociIndex, "application/vnd.docker.distribution.manifest.list.v2+json"]
    )
    func buildCache(type: String) async throws {
        let registry = try TestRegistry(.ecr)
        for blob in ["one", "two", "{}"] { try await registry.upload(blob) }
        let layers = ["one", "two"].map { blob in
            let layerType = "application/vnd.oci.image.layer.v1.tar+gzip"
            return TestManifest.descriptor(TestManifest.digest(blob), size: blob.utf8.count, type: layerType)
        }
        let config = TestManifest.descriptor(
            TestManifest.digest("{}"),
            type: "application/vnd.buildkit.cacheconfig.v0"
        )
        let children = (layers + [config]).joined(separator: ",")
        let index = #"{"schemaVersion":2,"mediaType":"\#(type)","manifests":[\#(children)]}"#
        let digests = ["one", "two", "{}"].map(TestManifest.digest).joined(separator: ", ")
        #expect(
            try await send(registry, index, as: "cache", type: type).error
                == RegistryError(
                    "MANIFEST_BLOB_UNKNOWN",
                    "Images with digests '[\(digests)]' required for pushing image into repository with name 'app' in "
                        + "the registry with id '123456789012' do not exist",
                    status: 400
                )
        )
        let image =
            #"{"schemaVersion":2,"mediaType":"\#(TestManifest.ociImage)","config":\#(config),"#
            + #""layers":[\#(layers.joined(separator: ","))]}"#
        #expect(try await send(registry, image, as: "cache", type: TestManifest.ociImage).status == 201)
        #expect(try await registry.send("GET", "/v2/app/manifests/cache").text == image)
        // The specification lets an index name what it likes.
        #expect(try await send(try TestRegistry(.oci), index, as: "cache", type: type).status == 201)
    }

    @Test("moves no tag that is fixed", arguments: RegistryDialect.allCases)
    func immutable(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        try registry.update { $0.tagMutability = TagMutability(.immutable) }
        let first = try await registry.put(TestManifest.index(note: "1"), as: "v1")
        let other = TestManifest.index(note: "2")
        func exists(_ kind: String) -> RegistryError {
            RegistryError(
                "TAG_INVALID",
                "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten because the "
                    + "\(kind) is immutable.",
                status: 400
            )
        }
        #expect(try await send(registry, other, as: "v1").error == exists("repository"))
        #expect(try await registry.send("HEAD", "/v2/app/manifests/v1").headers["Docker-Content-Digest"] == first)
        // The same again, another tag, and none.
        #expect(try await registry.put(TestManifest.index(note: "1"), as: "v1") == first)
        try await registry.put(other, as: "v2")
        try await registry.put(other)
        let dev = try #require(TagFilter("dev-*"))
        try registry.update { $0.tagMutability = TagMutability(.immutableWithExclusion, exclusionFilters: [dev]) }
        #expect(try await send(registry, other, as: "v1").error == exists("tag"))
        for note in ["1", "2"] { try await registry.put(TestManifest.index(note: note), as: "dev-1") }
        let versions = try #require(TagFilter("v*"))
        try registry.update { $0.tagMutability = TagMutability(.mutableWithExclusion, exclusionFilters: [versions]) }
        #expect(try await send(registry, other, as: "v1").error == exists("tag"))
        try registry.update { $0.tagMutability = .mutable }
        #expect(try await registry.put(other, as: "v1") != first)
    }

    @Test("notes when it was pulled, by whatever name", arguments: RegistryDialect.allCases)
    func pulls(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let digest = try #require(Digest(try await registry.put(TestManifest.index(), as: "v1")))
        #expect(try registry.store.image(.digest(digest), in: registry.id())?.lastPulledAt == nil)
        _ = try await registry.send("GET", "/v2/app/manifests/v1")
        // Notes come before whatever is changed after them.
        try await registry.put(TestManifest.index(note: "other"))
        #expect(try registry.store.image(.digest(digest), in: registry.id())?.lastPulledAt == registry.clock.now)
    }

    @Test("does not note a pull by who is excluded", arguments: RegistryDialect.allCases)
    func excludedPulls(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let digest = try #require(Digest(try await registry.put(TestManifest.index(), as: "v1")))
        let place = registry.id()
        try registry.world.updateRegistry(place.account, place.region) {
            $0.pullTimeExclusions["arn:aws:iam::\(place.account):user/alice"] = registry.clock.now
        }
        _ = try await registry.send("GET", "/v2/app/manifests/v1", as: "alice")
        try await registry.put(TestManifest.index(note: "other"))
        #expect(try registry.store.image(.digest(digest), in: registry.id())?.lastPulledAt == nil)
        _ = try await registry.send("GET", "/v2/app/manifests/v1")
        try await registry.put(TestManifest.index(note: "another"))
        #expect(try registry.store.image(.digest(digest), in: registry.id())?.lastPulledAt == registry.clock.now)
    }

    @Test(
        "of an image in the archive is not there, and comes back by another push",
        arguments: RegistryDialect.allCases
    )
    func archived(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let digest = try #require(Digest(try await registry.put(TestManifest.index(), as: "v1")))
        #expect(
            try await registry.store.setArchived(true, digest, in: registry.id(), at: registry.clock.now)
        )
        #expect(try await registry.send("GET", "/v2/app/manifests/v1").error == .unknownManifest)
        #expect(try await registry.send("GET", "/v2/app/manifests/\(digest)").error == .unknownManifest)
        try await registry.put(TestManifest.index(), as: "v1")
        #expect(try await registry.send("GET", "/v2/app/manifests/v1").error == nil)
    }
}
