package import AWSProtocols
import Cryptography
import Text

/// What a manifest says of content that it refers to (OCI image specification, descriptor.md).
package struct Descriptor: Sendable, Hashable {
    /// Without parameters.
    package let mediaType: String
    package let digest: Digest
    /// In bytes; never negative.
    package let size: Int
    /// Where else the content is.
    package let urls: [String]
    package let annotations: [String: String]
    /// Of a manifest, what kind of artifact it is.
    package let artifactType: String?
    /// Of an index's image, where it runs.
    package let platform: Platform?
    /// The content itself, where the descriptor carries it.
    package let data: [UInt8]?

    package init(
        mediaType: String,
        digest: Digest,
        size: Int,
        urls: [String] = [],
        annotations: [String: String] = [:],
        artifactType: String? = nil,
        platform: Platform? = nil,
        data: [UInt8]? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.urls = urls
        self.annotations = annotations
        self.artifactType = artifactType
        self.platform = platform
        self.data = data
    }

    /// Reads a descriptor. Members that are not known are passed over.
    ///
    /// - Parameter path: what errors call it, as `layers[0]`.
    /// - Throws: ``ManifestError``, for `data` too that is not the content of the digest.
    package init(_ value: JSONValue, at path: String) throws(ManifestError) {
        try self.init(ManifestMembers(value, at: path))
    }

    init(_ members: ManifestMembers) throws(ManifestError) {
        mediaType = try members.mediaType("mediaType")
        digest = try members.digest("digest")
        size = try members.size("size")
        urls = try members.optionalStrings("urls") ?? []
        annotations = try members.annotations()
        artifactType = try members.optionalMediaType("artifactType")
        platform = try members.optionalObject("platform").map { (members) throws(ManifestError) in
            try Platform(members)
        }
        guard let text = try members.optionalString("data") else {
            data = nil
            return
        }
        guard let data = Base64.decode(text), data.count == size, Digest.of(data, digest.algorithm) == digest else {
            throw .form(member: members.path("data"), expected: "the content of its digest and size in base64")
        }
        self.data = data
    }

    /// Whether a layer of this type is fetched from elsewhere, so that a repository need not have it.
    package var isForeignLayer: Bool { MediaTypes.isForeignLayer(mediaType) }

    /// The descriptor's members; what is not set is left out.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "mediaType": .string(mediaType), "digest": .string(digest.description), "size": .integer(size),
        ]
        if !urls.isEmpty { members["urls"] = .array(urls.map(JSONValue.string)) }
        if !annotations.isEmpty { members["annotations"] = .object(annotations.mapValues(JSONValue.string)) }
        members["artifactType"] = artifactType.map(JSONValue.string)
        members["platform"] = platform?.json
        members["data"] = data.map { .string(Base64.encode($0)) }
        return .object(members)
    }
}
