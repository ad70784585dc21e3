import AWSProtocols
import OCI
import Testing

@Suite struct DescriptorTests {
    @Test func theEmptyDescriptorOfTheSpecificationIsRead() throws {
        let empty = try Descriptor(Sample.empty, at: "config")
        #expect(empty.mediaType == MediaTypes.ociEmpty)
        #expect(empty.digest == Digest.of(Array("{}".utf8)))
        #expect(empty.data == Array("{}".utf8))
        #expect(empty.json == Sample.empty)
    }

    @Test func everyMemberIsWrittenAsItWasRead() throws {
        let value: JSONValue = [
            "mediaType": "application/vnd.oci.image.manifest.v1+json", "size": 0,
            "digest": .string("sha512:" + String(repeating: "ab", count: 64)),
            "urls": ["https://example.com/a", "https://example.com/b"], "annotations": ["a": "b", "": ""],
            "artifactType": "application/vnd.example",
            "platform": [
                "os": "linux", "architecture": "arm64", "variant": "v8", "os.version": "1", "os.features": ["x"],
            ],
        ]
        let descriptor = try Descriptor(value, at: "manifests[0]")
        #expect(descriptor.json == value)
        #expect(descriptor.platform?.description == "linux/arm64/v8")
        #expect(try Descriptor(value.with("later", [1]), at: "x") == descriptor)
    }

    /// A member, what it is put to (nil: it is taken away), and how the refusal begins.
    @Test(
        arguments: [
            ("mediaType", nil, "c.mediaType is missing"), ("mediaType", "a", "c.mediaType must be a media type"),
            ("mediaType", "a/b; c=d", "c.mediaType must be a media type"),
            ("mediaType", 1, "c.mediaType must be a string"),
            ("digest", nil, "c.digest is missing"), ("digest", "sha256:abc", "c.digest must be a digest"),
            ("digest", "../../etc/passwd", "c.digest must be a digest"), ("digest", .null, "c.digest must be a string"),
            ("size", nil, "c.size is missing"), ("size", -1, "c.size must be an integer"),
            ("size", "2", "c.size must be an integer"), ("size", .number(2), "c.size must be an integer"),
            ("size", 3, "c.data must be"), ("data", "e30", "c.data must be"), ("data", "e31=", "c.data must be"),
            ("data", "e2E=", "c.data must be"), ("urls", "a", "c.urls must be an array of strings"),
            ("urls", [1], "c.urls must be"), ("annotations", [], "c.annotations must be an object whose values"),
            ("annotations", ["a": 1], "c.annotations must be"), ("annotations", .null, "c.annotations must be"),
            ("artifactType", "", "c.artifactType must be a media type"),
            ("platform", "linux", "c.platform must be an object"),
            ("platform", ["os": "linux"], "c.platform.architecture is missing"),
            ("platform", ["os": 1, "architecture": "a"], "c.platform.os must be a string"),
            ("platform", ["os": "l", "architecture": "a", "os.features": "f"], "c.platform.os.features must be"),
        ] as [(String, JSONValue?, String)]
    )
    func aMemberOfAnotherFormIsRefusedByItsName(_ name: String, _ value: JSONValue?, _ refusal: String) throws {
        let error = #expect(throws: ManifestError.self) {
            try Descriptor(Sample.empty.with(name, value), at: "c")
        }
        #expect(try #require(error).description.hasPrefix("the manifest's " + refusal))
    }

    @Test(arguments: [
        ("application/vnd.oci.image.config.v1+json", true), ("a/b", true), ("A1/!#$&-^_.+", false),
        ("a/b!#$&-^_.+", true),
        ("", false), ("a", false), ("a/", false), ("/b", false), ("a/b/c", false), ("a/b;c=d", false), ("a/b c", false),
        ("a /b", false), ("a/.b", false), ("*/*", false), ("a/é", false), ("a/b\n", false),
        ("a/" + String(repeating: "b", count: 127), true), ("a/" + String(repeating: "b", count: 128), false),
    ])
    func aMediaTypeIsTwoNamesWithoutParameters(_ text: String, _ isMediaType: Bool) {
        #expect(MediaTypes.isMediaType(text) == isMediaType)
    }

    @Test(arguments: [
        (MediaTypes.ociForeignLayer, true), (MediaTypes.ociForeignLayerGzip, true),
        (MediaTypes.ociForeignLayerZstd, true), (MediaTypes.dockerForeignLayerGzip, true),
        (MediaTypes.ociLayer, false), (MediaTypes.ociLayerGzip, false), (MediaTypes.ociLayerZstd, false),
        (MediaTypes.dockerLayer, false), (MediaTypes.dockerLayerGzip, false),
        ("application/vnd.example.foreign.thing", false), ("application/vnd.example.nondistributable.v1.tar", false),
    ])
    func aLayerIsForeignByItsType(_ type: String, _ isForeign: Bool) throws {
        #expect(try Descriptor(Sample.descriptor(type, "x"), at: "layers[0]").isForeignLayer == isForeign)
    }

    @Test(arguments: [
        ("linux/amd64", true), ("linux/arm/v7", true), ("", false), ("linux", false), ("linux/", false),
        ("/amd64", false),
        ("linux/arm64/v8/x", false), ("Linux/amd64", false), ("linux/amd 64", false),
    ])
    func aPlatformIsReadAsDockerWritesIt(_ text: String, _ isPlatform: Bool) {
        #expect(Platform(text)?.description == (isPlatform ? text : nil))
    }
}
