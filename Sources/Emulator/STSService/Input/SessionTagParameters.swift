import AWSProtocols
import IAM

/// `Tags` and `TransitiveTagKeys`, as a call passes them (docs/aws/sts.md, "Session tags").
struct SessionTagParameters: Sendable {
    struct Tag: Sendable, Equatable {
        let key: String
        let value: String
    }

    /// In the order in which they were passed.
    let tags: [Tag]
    let transitiveKeys: [String]

    var isEmpty: Bool { tags.isEmpty }

    /// - Parameter isChainable: whether the operation has `TransitiveTagKeys`, because other sessions can be made from
    ///   what it hands out.
    init(_ input: inout STSInput, isChainable: Bool = false) throws(STSError) {
        tags =
            try input.structures("Tags", length: 0...50) { (tag) throws(STSError) in
                Tag(
                    key: try tag.requiredText("Key", .tagKey + .length(1...128)),
                    value: try tag.requiredText("Value", .tagValue + .length(0...256))
                )
            } ?? []
        transitiveKeys =
            isChainable
            ? try input.texts("TransitiveTagKeys", .length(0...50), eachOf: .tagKey + .length(1...128)) ?? [] : []
    }

    /// Tags that an identity provider passes in its assertion.
    init(tags: [Tag], transitiveKeys: [String]) {
        self.tags = tags
        self.transitiveKeys = transitiveKeys
    }

    /// Checks tags that did not come as members of a call as if they had.
    func checkAsPassed() throws(STSError) {
        let tags = tags.enumerated().flatMap { index, tag in
            [("Tags.member.\(index + 1).Key", tag.key), ("Tags.member.\(index + 1).Value", tag.value)]
        }
        let keys = transitiveKeys.enumerated().map { ("TransitiveTagKeys.member.\($0 + 1)", $1) }
        var input = STSInput(query: QueryParameters(tags + keys))
        _ = try SessionTagParameters(&input, isChainable: true)
        try input.finish()
        try checkKeys()
    }

    /// What the shapes do not say; keys are compared without regard to case.
    func checkKeys() throws(STSError) {
        let keys = tags.map { $0.key.lowercased() }
        guard Set(keys).count == keys.count else { throw .duplicateTagKeys }
        guard !keys.contains(where: { $0.hasPrefix("aws:") }) else { throw .reservedTagKey }
        guard transitiveKeys.allSatisfy({ keys.contains($0.lowercased()) }) else { throw .transitiveKeyWithoutTag }
    }

    /// `aws:RequestTag/K`, `aws:TagKeys` and `sts:TransitiveTagKeys` of what is passed; tags that a chain inherits are
    /// the caller's principal tags and not among them (inferred).
    func add(to context: inout RequestContext) {
        guard !tags.isEmpty else { return }
        for tag in tags { context["aws:RequestTag/" + tag.key] = [tag.value] }
        context["aws:TagKeys"] = tags.map(\.key)
        if !transitiveKeys.isEmpty { context["sts:TransitiveTagKeys"] = transitiveKeys }
    }

}
