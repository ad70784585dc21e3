import AWSProtocols
import World

/// Whether tags can be moved, and which tags are excepted: what CreateRepository, PutImageTagMutability and the creation
/// templates take (docs/aws/ecr-repositories.md, "Tag mutability").
struct MutabilitySetting: Sendable {
    private static let filtersMember = "imageTagMutabilityExclusionFilters"

    private let mode: TagMutability.Mode?
    /// The filters' patterns; nil where none were given.
    private let filters: [String]?

    init(_ input: inout ECRInput, isRequired: Bool = false) throws(ECRError) {
        let name = "imageTagMutability"
        mode =
            isRequired
            ? try input.requiredWord(name, of: TagMutability.Mode.self, placeholder: .mutable)
            : try input.word(name, of: TagMutability.Mode.self)
        filters = try input.structures(Self.filtersMember, length: TagMutability.filterCount) {
            (filter) throws(ECRError) in
            _ = try filter.requiredText("filterType", .values(["WILDCARD"]))
            return try filter.requiredText("filter", .tagFilter)
        }
    }

    /// Whether the input says anything of it.
    var isGiven: Bool { mode != nil || filters != nil }

    /// `MUTABLE` where nothing was given.
    var value: TagMutability {
        TagMutability(mode ?? .mutable, exclusionFilters: (filters ?? []).compactMap { TagFilter($0) })
    }

    /// - Throws: the error of a mode without the filters that it takes, or with filters that it does not.
    func check() throws(ECRError) {
        let mode = mode ?? .mutable
        guard mode.takesFilters != (filters != nil) else { return }
        let rule = mode.takesFilters ? "can't" : "must"
        throw .invalidParameter(
            Self.filtersMember,
            "ImageTagMutabilityExclusionFilters \(rule) be null when imageTagMutability is set as \(mode.rawValue)"
        )
    }
}

extension TagMutability {
    /// The filters as answers hold them; nil where there are none.
    var filtersJSON: JSONValue? {
        guard !exclusionFilters.isEmpty else { return nil }
        return .array(exclusionFilters.map { .object(["filterType": "WILDCARD", "filter": .string($0.text)]) })
    }

    /// The members of answers that tell it.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["imageTagMutability": .string(mode.rawValue)]
        if let filters = filtersJSON { members["imageTagMutabilityExclusionFilters"] = filters }
        return members
    }
}
