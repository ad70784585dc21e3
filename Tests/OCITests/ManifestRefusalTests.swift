import AWSProtocols
import OCI
import Testing

@Suite struct ManifestRefusalTests {
    /// A sample, a member of it, what it is put to (nil: it is taken away), and the refusal.
    @Test(
        arguments: [
            (Sample.image, "schemaVersion", nil, "the manifest's schemaVersion must be 2"),
            (Sample.image, "schemaVersion", 1, "the manifest's schemaVersion must be 2"),
            (Sample.image, "schemaVersion", "2", "the manifest's schemaVersion must be 2"),
            (Sample.index, "schemaVersion", 3, "the manifest's schemaVersion must be 2"),
            (
                Sample.schema1.with("mediaType", .string(MediaTypes.dockerSchema1)), "schemaVersion", 2,
                "the manifest's schemaVersion must be 1"
            ),
            (
                Sample.image, "mediaType", nil,
                "the manifest's mediaType is missing, and it was sent without a content type"
            ),
            (Sample.image, "mediaType", .null, "the manifest's mediaType must be a string"),
            (Sample.image, "mediaType", "text/plain", "'text/plain' is not a media type of a manifest"),
            (Sample.image, "mediaType", "a\nb", "'a\\u{a}b' is not a media type of a manifest"),
            (
                Sample.image, "mediaType", .string(MediaTypes.ociManifest + "; charset=utf-8"),
                "'application/vnd.oci.image.manifest.v1+json; charset=utf-8' is not a media type of a manifest"
            ),
            (Sample.image, "config", nil, "the manifest's config is missing"),
            (Sample.image, "config", .null, "the manifest's config must be an object"),
            (Sample.image, "config", [:], "the manifest's config.mediaType is missing"),
            (Sample.image, "layers", nil, "the manifest's layers is missing"),
            (Sample.image, "layers", .null, "the manifest's layers must be an array"),
            (Sample.image, "layers", [Sample.empty, []], "the manifest's layers[1] must be an object"),
            (
                Sample.image, "layers", [Sample.empty, Sample.empty.with("size", -2)],
                "the manifest's layers[1].size must be an integer that is not negative"
            ),
            (
                Sample.image, "layers", [Sample.empty.with("mediaType", "a/b;c=d")],
                "the manifest's layers[0].mediaType must be a media type without parameters"
            ),
            (Sample.image, "artifactType", "a", "the manifest's artifactType must be a media type without parameters"),
            (Sample.image, "subject", .null, "the manifest's subject must be an object"),
            (Sample.image, "subject", [:], "the manifest's subject.mediaType is missing"),
            (
                Sample.image, "annotations", ["a": .null],
                "the manifest's annotations must be an object whose values are strings"
            ),
            (
                Sample.image, "manifests", [],
                "a manifest of type application/vnd.oci.image.manifest.v1+json must have no manifests"
            ),
            (
                Sample.index, "layers", [],
                "a manifest of type application/vnd.oci.image.index.v1+json must have no layers"
            ),
            (
                Sample.index, "config", .null,
                "a manifest of type application/vnd.oci.image.index.v1+json must have no config"
            ),
            (
                Sample.schema1, "layers", [],
                "a manifest of type application/vnd.docker.distribution.manifest.v1+json must have no layers"
            ),
            (
                Sample.dockerImage, "fsLayers", [],
                "a manifest of type application/vnd.docker.distribution.manifest.v2+json must have no fsLayers"
            ),
            (Sample.index, "manifests", nil, "the manifest's manifests is missing"),
            (Sample.index, "manifests", [[:]], "the manifest's manifests[0].mediaType is missing"),
            (Sample.schema1, "fsLayers", nil, "the manifest's fsLayers is missing"),
            (Sample.schema1, "fsLayers", [], "the manifest's fsLayers must be an array with a layer"),
            (Sample.schema1, "fsLayers", [["blobSum": "a"]], "the manifest's fsLayers[0].blobSum must be a digest"),
            (Sample.schema1, "signatures", [], "the manifest's signatures must be an array with a signature"),
        ] as [(JSONValue, String, JSONValue?, String)]
    )
    func aManifestIsRefusedByTheNameOfItsMember(
        _ sample: JSONValue,
        _ name: String,
        _ value: JSONValue?,
        _ refusal: String
    ) throws {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(sample.with(name, value).serialized(), contentType: nil)
        }
        #expect(try #require(error).description == refusal)
    }

    @Test(arguments: [
        (Sample.image, MediaTypes.dockerManifest), (Sample.image, MediaTypes.ociIndex), (Sample.image, ""),
        (Sample.image, MediaTypes.ociManifest + "; charset=utf-8"), (Sample.image, MediaTypes.ociManifest.uppercased()),
        (Sample.index, MediaTypes.dockerManifestList),
    ])
    func aBodyOfAnotherTypeThanItIsSentAsIsRefused(_ sample: JSONValue, _ contentType: String) throws {
        let own = try #require(sample["mediaType"]?.string)
        #expect(throws: ManifestError.typesDiffer(contentType: contentType, mediaType: own)) {
            try Manifest(sample.serialized(), contentType: contentType)
        }
        #expect(throws: ManifestError.self) {
            try Manifest(sample.with("mediaType", nil).serialized(), contentType: contentType + ";")
        }
    }

    @Test func aSignedManifestIsNotSentAsAnUnsignedOne() {
        let signed = Sample.schema1.with("signatures", [[:]]).serialized()
        #expect(throws: ManifestError.ambiguous(member: "signatures", mediaType: MediaTypes.dockerSchema1)) {
            try Manifest(signed, contentType: MediaTypes.dockerSchema1)
        }
        #expect(throws: ManifestError.missing(member: "signatures")) {
            try Manifest(Sample.schema1.serialized(), contentType: MediaTypes.dockerSignedSchema1)
        }
    }

    @Test(arguments: ["", " ", "{", "{}{}", "\u{FEFF}{}", "{'a':1}", "{\"a\":1,}", "nul"])
    func whatIsNoJSONIsNoManifest(_ text: String) throws {
        let error = #expect(throws: ManifestError.self) {
            try Manifest(Array(text.utf8), contentType: MediaTypes.ociManifest)
        }
        #expect(try #require(error).description.hasPrefix("the manifest is not JSON at byte "))
    }

    @Test(arguments: ["[]", "1", "null", "\"a\""])
    func whatIsNoObjectIsNoManifest(_ text: String) {
        #expect(throws: ManifestError.notAnObject) { try Manifest(Array(text.utf8), contentType: nil) }
    }

    @Test func lengthAndDepthAreBounded() throws {
        let image = Sample.image.serialized()
        let longest = image + [UInt8](repeating: 0x20, count: Manifest.longest - image.count)
        #expect(try Manifest(longest, contentType: nil) == Manifest(image, contentType: nil))
        #expect(throws: ManifestError.tooLong(Manifest.longest + 1)) {
            try Manifest(longest + [0x20], contentType: nil)
        }
        for byte in "[{".utf8 {
            let deep = [UInt8](repeating: byte, count: Manifest.longest)
            #expect(throws: ManifestError.self) { try Manifest(deep, contentType: nil) }
        }
        var nested: JSONValue = []
        for _ in 0...JSONValue.depthLimit { nested = [nested] }
        #expect(throws: ManifestError.self) {
            try Manifest(Sample.image.with("x", nested).serialized(), contentType: nil)
        }
    }
}
