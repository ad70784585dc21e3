import AWSProtocols
import Images

/// How an input names an image: by digest, by tag, or by both (emulator.md D.2).
struct ImageIdentifier: Sendable, Hashable, CustomStringConvertible {
    let digest: String?
    let tag: String?

    init(digest: String?, tag: String?) {
        self.digest = digest
        self.tag = tag
    }

    init(_ members: InputMembers) throws(ECRError) {
        digest = try members.string("imageDigest")
        tag = try members.string("imageTag")
    }

    /// As inputs, answers and failures hold it; a missing half is left out.
    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        if let digest { members["imageDigest"] = .string(digest) }
        if let tag { members["imageTag"] = .string(tag) }
        return .object(members)
    }

    /// As ImageNotFoundException prints it.
    var description: String { "{imageDigest:'\(digest ?? "null")', imageTag:'\(tag ?? "null")'}" }
}

extension InputMembers {
    /// `imageIds` in the order given; nil where the member is absent.
    func imageIDs() throws(ECRError) -> [ImageIdentifier]? {
        guard let structures = try structures("imageIds") else { return nil }
        var identifiers: [ImageIdentifier] = []
        for structure in structures { identifiers.append(try ImageIdentifier(structure)) }
        return identifiers
    }
}

extension [ImageIdentifier] {
    /// What holds for the call as a whole. A digest or a tag of another form is a failure of its own image.
    ///
    /// - Throws: AWS's error unless there are 1 to 100, with tags of 1 to 300 characters.
    func check() throws(ECRError) {
        guard !isEmpty else { throw .tooShort("imageIds", 1) }
        guard count <= 100 else { throw .tooLong("imageIds", 100) }
        for tag in compactMap(\.tag) {
            guard !tag.isEmpty else { throw .tooShort("imageIds.imageTag", 1) }
            guard tag.utf16.count <= ImageNames.longestTag else {
                throw .tooLong("imageIds.imageTag", ImageNames.longestTag)
            }
        }
    }

    /// Each once, in the order given: what is asked twice is answered once (inferred).
    var unique: [ImageIdentifier] {
        var seen: Set<ImageIdentifier> = []
        return filter { seen.insert($0).inserted }
    }
}
