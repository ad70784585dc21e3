import World

/// The tags that a session gets: those passed, and those that a chain hands down (docs/aws/sts.md, "Session tags").
struct SessionTags: Sendable, Equatable {
    /// By key, as it was first written.
    private(set) var values: [String: String] = [:]
    private(set) var transitiveKeys: [String] = []

    static let none = SessionTags()

    private init() {}

    /// - Parameter session: the caller's, whose transitive tags go on.
    /// - Throws: where a tag that is passed would change one that is inherited.
    init(_ passed: SessionTagParameters, inheritedFrom session: Session? = nil) throws(STSError) {
        for tag in session?.transitiveTags ?? [] {
            values[tag.key] = tag.value
            transitiveKeys.append(tag.key)
        }
        let inherited = Set(transitiveKeys.map { $0.lowercased() })
        for tag in passed.tags {
            guard !inherited.contains(tag.key.lowercased()) else { throw .transitiveKeyConflict }
            values[tag.key] = tag.value
        }
        transitiveKeys += passed.tags.map(\.key).filter { key in
            passed.transitiveKeys.contains { $0.lowercased() == key.lowercased() }
        }
    }

    var isEmpty: Bool { values.isEmpty }
}
