import AWSProtocols
import OCI
import Testing

@Suite struct ManifestTests {
    private func manifest(_ value: JSONValue, _ contentType: String? = nil) throws -> Manifest {
        try Manifest(value.serialized(), contentType: contentType)
    }

    @Test func anImageNeedsItsConfigurationAndThenItsOwnLayersEachOnce() throws {
        let image = try manifest(Sample.image)
        #expect(image.neededBlobs == ["config", "layer 1", "layer 2"].map(Sample.digest))
        #expect(image.children.isEmpty)
        #expect(!image.isIndex)
        #expect(image.declaredSize == 7_023 + 32_654 + 1_000 + 16_724 + 32_654)
        #expect(image.subject?.digest == Sample.digest("subject"))
        #expect(image.annotations == ["com.example.key1": "value1", "com.example.key2": "value2"])
        let docker = try manifest(Sample.dockerImage)
        #expect(docker.neededBlobs == ["config", "layer"].map(Sample.digest))
    }

    @Test func anIndexNeedsItsManifestsEachOnceAndNoBlobs() throws {
        let index = try manifest(Sample.index)
        #expect(index.children == ["amd64", "nested"].map(Sample.digest))
        #expect(index.neededBlobs.isEmpty)
        #expect(index.isIndex)
        #expect(index.declaredSize == 0)
        guard case .index(let manifests) = index.kind else { throw Unexpected() }
        #expect(manifests.first?.platform?.osVersion == "10.0.1")
        #expect(try manifest(Sample.index.with("manifests", [])).children.isEmpty)
    }

    @Test func schema1NeedsItsLayersEachOnce() throws {
        let old = try manifest(Sample.schema1)
        #expect(old.mediaType == MediaTypes.dockerSchema1)
        #expect(old.neededBlobs == ["new", "old"].map(Sample.digest))
        let signed = try manifest(Sample.schema1.with("signatures", [[:]]))
        #expect(signed.mediaType == MediaTypes.dockerSignedSchema1)
        #expect(signed.neededBlobs == old.neededBlobs)
    }

    @Test func theSizesOfLayersAddUpToNoMoreThanFits() throws {
        let layer = Sample.descriptor(MediaTypes.ociLayer, "huge", size: Int.max)
        #expect(try manifest(Sample.image.with("layers", [layer, layer])).declaredSize == Int.max)
    }

    @Test func theArtifactTypeOfAnImageIsItsOwnOrElseItsConfigurations() throws {
        #expect(try manifest(Sample.image).artifactMediaType == MediaTypes.ociConfig)
        #expect(try manifest(Sample.image).artifactType == nil)
        #expect(try manifest(Sample.image.with("artifactType", "a/b")).artifactMediaType == "a/b")
        #expect(try manifest(Sample.index).artifactMediaType == "application/vnd.example+type")
        #expect(try manifest(Sample.index.with("artifactType", nil)).artifactMediaType == nil)
        #expect(try manifest(Sample.schema1).artifactMediaType == nil)
    }

    @Test func anArtifactWithTheEmptyConfigurationAndNoLayersIsAnImage() throws {
        let artifact = try manifest(
            [
                "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest), "config": Sample.empty, "layers": [],
                "artifactType": "application/vnd.example+type",
            ]
        )
        #expect(artifact.neededBlobs == [Digest.of(Array("{}".utf8))])
    }

    /// The type in the body, the one it is sent as, and the one it has.
    @Test(
        arguments: [
            (MediaTypes.ociManifest, nil, MediaTypes.ociManifest),
            (MediaTypes.ociManifest, MediaTypes.ociManifest, MediaTypes.ociManifest),
            (nil, MediaTypes.ociManifest, MediaTypes.ociManifest),
            (nil, MediaTypes.dockerManifest, MediaTypes.dockerManifest),
            (MediaTypes.dockerManifest, nil, MediaTypes.dockerManifest),
        ] as [(String?, String?, String)]
    )
    func theContentTypeOrElseTheBodySaysWhatItIs(_ own: String?, _ sent: String?, _ type: String) throws {
        let body = Sample.image.with("mediaType", own.map(JSONValue.string))
        #expect(try manifest(body, sent).mediaType == type)
    }

    @Test func membersThatAreNotKnownArePassedOver() throws {
        for sample in Sample.all {
            #expect(try manifest(sample.with("x", [.null])) == manifest(sample))
        }
    }

    @Test func ofTwoMembersWithOneNameTheLastCounts() throws {
        let text = String(decoding: Sample.image.serialized(), as: UTF8.self)
        let twice = text.dropLast() + #","mediaType":"text/plain"}"#
        #expect(throws: ManifestError.unknownMediaType("text/plain")) {
            try Manifest(Array(twice.utf8), contentType: nil)
        }
        // A name that is written otherwise is the same name.
        let escaped = text.dropLast() + #","layer\u0073":[]}"#
        #expect(try Manifest(Array(escaped.utf8), contentType: nil).neededBlobs == [Sample.digest("config")])
        // Case matters: what other readers may take for the member is not it.
        let cased = text.dropLast() + #","Layers":[],"MANIFESTS":[]}"#
        #expect(try Manifest(Array(cased.utf8), contentType: nil) == manifest(Sample.image))
    }

    @Test func aDocumentIsNamedByTheDigestOfItsVeryBytes() throws {
        let bytes = Array("  ".utf8) + Sample.image.serialized() + Array("\n".utf8)
        let document = try ManifestDocument(bytes, contentType: nil)
        #expect(document.bytes == bytes)
        #expect(document.digest == Digest.of(bytes))
        #expect(try ManifestDocument(bytes, contentType: nil, algorithm: .sha512).digest == Digest.of(bytes, .sha512))
    }
}

/// What a test did not expect.
struct Unexpected: Error {}
