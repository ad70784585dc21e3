import AWSProtocols
import Images
import OCI
import Storage

/// How an input names an image: by digest, by tag, or by both (docs/aws/ecr.md, "Constraints").
struct ImageIdentifier: Sendable, Hashable, CustomStringConvertible {
    let digest: String?
    let tag: String?

    init(digest: String?, tag: String?) {
        self.digest = digest
        self.tag = tag
    }

    /// An image that was found, under the tag that it was asked for by.
    init(of image: StoredImage, tag: String?) {
        self.init(digest: image.digest.description, tag: tag)
    }

    /// - Parameters:
    ///   - digest: the constraints of `imageDigest`.
    ///   - tag: the constraints of `imageTag`.
    init(
        _ input: inout ECRInput,
        digest: InputRules<String> = [],
        tag: InputRules<String> = .length(1...ImageNames.longestTag)
    ) throws(ECRError) {
        self.digest = try input.text("imageDigest", digest)
        self.tag = try input.text("imageTag", tag)
    }

    /// Reads `imageId`, by which an operation names the one image that it is about.
    init(ofOne input: inout ECRInput) throws(ECRError) {
        self = try input.requiredStructure("imageId") { (image) throws(ECRError) in try ImageIdentifier(&image) }
    }

    /// As inputs, answers and failures hold it; a missing half is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        if let digest { members["imageDigest"] = .string(digest) }
        if let tag { members["imageTag"] = .string(tag) }
        return .object(members)
    }

    /// What the storage finds it by: the digest, or else the tag. Nil for a digest of another form.
    var key: ImageKey? {
        if let digest { return Digest(digest).map { .digest($0) } }
        return tag.map { .tag($0) }
    }

    /// As ImageNotFoundException prints it.
    var description: String { "{imageDigest:'\(digest ?? "null")', imageTag:'\(tag ?? "null")'}" }
}

extension ECRInput {
    /// `imageIds`, 1 to 100, in the order given; nil where the member is absent. Where nothing else is said, a digest or a
    /// tag of another form is a failure of its own image.
    mutating func imageIDs(
        isRequired: Bool = false,
        digest: InputRules<String> = [],
        tag: InputRules<String> = .length(1...ImageNames.longestTag)
    ) throws(ECRError) -> [ImageIdentifier]? {
        try structures("imageIds", length: 1...100, isRequired: isRequired) { (image) throws(ECRError) in
            try ImageIdentifier(&image, digest: digest, tag: tag)
        }
    }
}

extension [ImageIdentifier] {
    /// Each once, in the order given: what is asked twice is answered once (inferred).
    var unique: [ImageIdentifier] {
        var seen: Set<ImageIdentifier> = []
        return filter { seen.insert($0).inserted }
    }
}
