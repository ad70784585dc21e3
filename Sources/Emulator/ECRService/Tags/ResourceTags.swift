import AWSProtocols
import IAM

/// The tags of a resource, in the order given (docs/aws/ecr.md, "Constraints").
struct ResourceTags: Sendable {
    /// How many tags a resource may have.
    static let limit = 50

    let pairs: [(key: String, value: String)]

    /// Reads `tags`; none where they are absent.
    init(_ input: inout ECRInput, isRequired: Bool = false) throws(ECRError) {
        pairs = try Self.read(&input, "tags", isRequired: isRequired) ?? []
    }

    /// Reads the member in which a repository creation template has the tags of its repositories; nil where it is absent.
    init?(ofTemplate input: inout ECRInput) throws(ECRError) {
        guard let pairs = try Self.read(&input, "resourceTags", isRequired: false) else { return nil }
        self.pairs = pairs
    }

    private static func read(
        _ input: inout ECRInput,
        _ name: String,
        isRequired: Bool
    ) throws(ECRError) -> [(key: String, value: String)]? {
        guard input.isPublic else {
            return try input.structures(name, isRequired: isRequired) { (tag) throws(ECRError) in
                (key: try tag.requiredText("Key"), value: try tag.requiredText("Value"))
            }
        }
        // No tag has an empty key.
        return try input.structures(name, length: 0...200, isRequired: isRequired) { (tag) throws(ECRError) in
            (key: try tag.text("Key", .tagKey) ?? "", value: try tag.text("Value", .length(0...256)) ?? "")
        }
    }

    /// - Throws: the error of the first rule that is broken.
    func check() throws(ECRError) {
        guard pairs.count <= Self.limit else { throw .tooManyTags }
        var keys: Set<String> = []
        for (key, value) in pairs {
            guard value.utf16.count <= 256 else { throw .invalidTag }
            try Self.checkKey(key)
            guard keys.insert(key).inserted else { throw .duplicateTag }
        }
    }

    /// - Throws: the error of a key that no tag of a user's can have.
    static func checkKey(_ key: String) throws(ECRError) {
        guard (1...128).contains(key.utf16.count) else { throw .invalidTag }
        guard !key.lowercased().hasPrefix("aws:") else { throw .reservedTag }
    }

    /// The tags as a resource holds them.
    var values: [String: String] { Dictionary(pairs.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 }) }

    /// `aws:RequestTag/K` and `aws:TagKeys` (docs/aws/iam.md, "Condition keys"); no keys without tags.
    var requestContext: RequestContext {
        var context = RequestContext()
        for (key, value) in pairs { context["aws:RequestTag/\(key)"] = [value] }
        if !pairs.isEmpty { context["aws:TagKeys"] = pairs.map(\.key) }
        return context
    }

    /// As the input has them.
    var json: JSONValue {
        .array(pairs.map { .object(["Key": .string($0.key), "Value": .string($0.value)]) })
    }
}
