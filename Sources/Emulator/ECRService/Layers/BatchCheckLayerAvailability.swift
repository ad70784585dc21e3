package import AWSProtocols
import Images
import OCI
import Storage
import World

/// Whether a repository has layers (docs/aws/ecr-images.md, "Layers"): one that is absent is not a failure.
package struct BatchCheckLayerAvailability: RepositoryOperation {
    package static let name = "BatchCheckLayerAvailability"

    package let repository: RepositoryReference
    private let digests: [String]

    package init(_ input: inout ECRInput) throws(ECRError) {
        repository = try RepositoryReference(&input, takesAlias: true)
        digests = try input.layerDigests(.elements(.length(0...1_000)))
    }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let repository = try repository.repository(call)
        var layers: [JSONValue] = []
        var failures: [JSONValue] = []
        var mediaTypes = LayerMediaTypes()
        for text in digests {
            guard !text.isEmpty else {
                failures.append(Self.failure(text, "MissingLayerDigest", "Layer digest cannot be empty"))
                continue
            }
            guard ImageNames.isDigest(text) else {
                let reason =
                    "Invalid request parameters: layer digest should satisfy the regex '\(ImageNames.digestPattern)'"
                failures.append(Self.failure(text, "InvalidLayerDigest", reason))
                continue
            }
            let (layer, mediaType, isArchived) = try await call.stored { store in
                let layer = try Digest(text).flatMap { try store.layer($0, in: repository.id) }
                return (
                    layer, try layer.flatMap { try mediaTypes.mediaType(of: $0.digest, in: repository, store) },
                    try layer.map { try store.isArchived(layer: $0.digest, in: repository.id) } ?? false
                )
            }
            layers.append(Self.shape(text, layer, mediaType, isArchived))
        }
        return .object(["layers": .array(layers), "failures": .array(failures)])
    }

    private static func shape(
        _ digest: String,
        _ layer: StoredLayer?,
        _ mediaType: String?,
        _ isArchived: Bool
    ) -> JSONValue {
        var members: [String: JSONValue] = [
            "layerDigest": .string(digest),
            "layerAvailability": layer == nil ? "UNAVAILABLE" : isArchived ? "ARCHIVED" : "AVAILABLE",
        ]
        if let layer { members["layerSize"] = .integer(layer.size) }
        if let mediaType { members["mediaType"] = .string(mediaType) }
        return .object(members)
    }

    private static func failure(_ digest: String, _ code: String, _ reason: String) -> JSONValue {
        .object(["layerDigest": .string(digest), "failureCode": .string(code), "failureReason": .string(reason)])
    }
}

extension ECRInput {
    /// `layerDigests`, which every call about layers requires: 1 to 100.
    ///
    /// - Parameter rules: what holds for the list besides.
    mutating func layerDigests(_ rules: InputRules<[String]>) throws(ECRError) -> [String] {
        try requiredTexts("layerDigests", .length(1...100) + rules)
    }
}
