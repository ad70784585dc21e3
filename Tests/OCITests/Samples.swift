import AWSProtocols
import OCI

/// Manifests to begin with.
enum Sample {
    /// The empty descriptor of OCI's image specification (manifest.md, "Guidance for an Empty Descriptor").
    static let empty: JSONValue = [
        "mediaType": "application/vnd.oci.empty.v1+json", "size": 2, "data": "e30=",
        "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    ]

    static func digest(_ name: String) -> Digest { Digest.of(Array(name.utf8)) }

    static func descriptor(_ type: String, _ name: String, size: Int = 10) -> JSONValue {
        ["mediaType": .string(type), "digest": .string(digest(name).description), "size": .integer(size)]
    }

    static let image: JSONValue = [
        "schemaVersion": 2, "mediaType": .string(MediaTypes.ociManifest),
        "config": descriptor(MediaTypes.ociConfig, "config", size: 7_023),
        "layers": [
            descriptor(MediaTypes.ociLayerGzip, "layer 1", size: 32_654),
            descriptor(MediaTypes.ociForeignLayerGzip, "foreign", size: 1_000),
            descriptor(MediaTypes.ociLayerGzip, "layer 2", size: 16_724),
            descriptor(MediaTypes.ociLayerGzip, "layer 1", size: 32_654),
        ],
        "subject": descriptor(MediaTypes.ociManifest, "subject"),
        "annotations": ["com.example.key1": "value1", "com.example.key2": "value2"],
    ]

    static let index: JSONValue = [
        "schemaVersion": 2, "mediaType": .string(MediaTypes.ociIndex),
        "artifactType": "application/vnd.example+type",
        "manifests": [
            descriptor(MediaTypes.ociManifest, "amd64").with(
                "platform",
                ["os": "windows", "architecture": "amd64", "os.version": "10.0.1", "os.features": ["win32k"]]
            ),
            descriptor(MediaTypes.ociIndex, "nested"),
            descriptor(MediaTypes.ociManifest, "amd64"),
        ],
    ]

    static let dockerImage: JSONValue = [
        "schemaVersion": 2, "mediaType": .string(MediaTypes.dockerManifest),
        "config": descriptor(MediaTypes.dockerConfig, "config"),
        "layers": [
            descriptor(MediaTypes.dockerForeignLayerGzip, "foreign").with("urls", ["https://example.com/foreign"]),
            descriptor(MediaTypes.dockerLayerGzip, "layer"),
        ],
    ]

    static let schema1: JSONValue = [
        "schemaVersion": 1, "name": "a", "tag": "t", "architecture": "amd64",
        "fsLayers": [
            ["blobSum": .string(digest("new").description)], ["blobSum": .string(digest("old").description)],
            ["blobSum": .string(digest("new").description)],
        ],
        "history": [],
    ]

    static let all = [image, index, dockerImage, schema1, schema1.with("signatures", [[:]])]
}

extension JSONValue {
    /// The object with one member set, or removed for nil.
    func with(_ name: String, _ value: JSONValue?) -> JSONValue {
        var members = object ?? [:]
        members[name] = value
        return .object(members)
    }
}

/// SplitMix64: chance that is the same on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
