import AWSCore
import AWSProtocols

/// Whether tags can be moved, and which tags are excepted: what CreateRepository and PutImageTagMutability take
/// (emulator.md D.2).
struct MutabilitySetting: Sendable {
    private static let values = ["IMMUTABLE", "MUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"]

    /// Nil where the member is absent.
    let given: String?
    /// The filters' patterns; nil where none were given.
    let filters: [String]?
    private let filterTypes: [String]

    init(_ members: InputMembers) throws(ECRError) {
        given = try members.string("imageTagMutability")
        var filters: [String] = []
        var types: [String] = []
        let structures = try members.structures("imageTagMutabilityExclusionFilters")
        for structure in structures ?? [] {
            types.append(try structure.required("filterType"))
            filters.append(try structure.required("filter"))
        }
        self.filters = structures == nil ? nil : filters
        filterTypes = types
    }

    /// `MUTABLE` where nothing was given.
    var value: String { given ?? "MUTABLE" }

    /// The filters as answers hold them; nil where there are none.
    static func json(ofFilters filters: [String]) -> JSONValue? {
        filters.isEmpty
            ? nil : .array(filters.map { .object(["filterType": .string("WILDCARD"), "filter": .string($0)]) })
    }

    /// - Throws: the error of the first rule that is broken.
    func check() throws(ECRError) {
        guard Self.values.contains(value) else { throw .notOneOf(Self.values, at: "imageTagMutability") }
        let member = "imageTagMutabilityExclusionFilters"
        let takesFilters = value.hasSuffix("_WITH_EXCLUSION")
        guard let filters else {
            guard !takesFilters else {
                throw .invalidParameter(
                    member,
                    "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as \(value)"
                )
            }
            return
        }
        guard takesFilters else {
            throw .invalidParameter(
                member,
                "ImageTagMutabilityExclusionFilters must be null when imageTagMutability is set as \(value)"
            )
        }
        guard !filters.isEmpty else { throw .tooShort(member, 1) }
        guard filters.count <= 5 else { throw .tooLong(member, 5) }
        guard filterTypes.allSatisfy({ $0 == "WILDCARD" }) else {
            throw .notOneOf(["WILDCARD"], at: member + ".filterType")
        }
        guard filters.allSatisfy(Self.isFilter) else {
            throw .invalidParameter(member + ".filter", "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'")
        }
        guard filters.allSatisfy({ $0.utf8.count(where: { $0 == 0x2A }) <= 2 }) else {
            throw .invalidParameter(member + ".filter", "must have at most two wildcards")
        }
    }

    private static func isFilter(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                byte.isWordCharacter || byte == 0x2E || byte == 0x2A || byte == 0x2D
            }
    }
}
