import AWSProtocols
import IAM

/// `Tags`, as a call passes them.
struct OrganizationsTagParameters: Sendable {
    /// How many an entity may have.
    static let most = 50

    private let tags: [(key: String, value: String)]

    init(_ input: inout OrganizationsInput, isRequired: Bool = false) throws(OrganizationsError) {
        tags =
            try input.structures("Tags", isRequired: isRequired) { (tag) throws(OrganizationsError) in
                (
                    key: try tag.requiredText("Key", .tagKey + .length(1...128)),
                    value: try tag.requiredText("Value", .tagValue + .length(0...256))
                )
            } ?? []
    }

    var isEmpty: Bool { tags.isEmpty }

    /// What there was, with these in place of those of the same keys.
    func merged(into old: [String: String]) throws(OrganizationsError) -> [String: String] {
        guard Set(tags.map(\.key)).count == tags.count else { throw .duplicateTagKey }
        guard !tags.contains(where: { $0.key.lowercased().hasPrefix("aws:") }) else { throw .reservedTagKey }
        let all = old.merging(tags.map { ($0.key, $0.value) }) { $1 }
        guard all.count <= Self.most else { throw .tooManyTags }
        return all
    }

    /// `aws:RequestTag/K` and `aws:TagKeys`.
    var conditions: RequestContext {
        var context = RequestContext()
        for tag in tags { context["aws:RequestTag/" + tag.key] = [tag.value] }
        if !tags.isEmpty { context["aws:TagKeys"] = tags.map(\.key) }
        return context
    }
}
