import AWSProtocols
import IAM

/// `Tags`, as a call passes them.
struct TagParameters: Sendable {
    /// How many a user, a role or the like may have.
    static let most = 50

    /// In the order in which they were passed.
    private let tags: [(key: String, value: String)]

    /// - Parameter isRequired: whether the operation is about nothing else.
    init(_ input: inout IAMInput, isRequired: Bool = false) throws(IAMError) {
        tags =
            try input.structures("Tags", length: 0...Self.most, isRequired: isRequired) { (tag) throws(IAMError) in
                (
                    key: try tag.requiredText("Key", .tagKey + .length(1...128)),
                    value: try tag.requiredText("Value", .tagValue + .length(0...256))
                )
            } ?? []
    }

    var isEmpty: Bool { tags.isEmpty }

    /// Refuses what the shapes do not say; keys are compared without regard to case.
    func check() throws(IAMError) {
        let keys = tags.map { $0.key.lowercased() }
        guard Set(keys).count == keys.count else { throw .duplicateTagKeys }
        guard !keys.contains(where: { $0.hasPrefix("aws:") }) else { throw .reservedTagKey }
    }

    var values: [String: String] { Dictionary(tags.map { ($0.key, $0.value) }) { first, _ in first } }

    /// `aws:RequestTag/K` and `aws:TagKeys`.
    var conditions: RequestContext {
        var context = RequestContext()
        for tag in tags { context["aws:RequestTag/" + tag.key] = [tag.value] }
        if !tags.isEmpty { context["aws:TagKeys"] = tags.map(\.key) }
        return context
    }

    /// What there was, with these in place of those of the same keys, whatever their case.
    func merged(into old: [String: String]) throws(IAMError) -> [String: String] {
        let keys = Set(tags.map { $0.key.lowercased() })
        let all = old.filter { !keys.contains($0.key.lowercased()) }.merging(values) { $1 }
        guard all.count <= Self.most else { throw .tooManyTags }
        return all
    }
}
