/// The condition keys of a request and their values (docs/aws/iam.md, "Condition keys"). Key names are compared without
/// regard to case; a key that is not set is absent, which is not the same as having no values.
package struct RequestContext: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let name: String
        let values: [String]
    }

    /// By lower-case name.
    private var entries: [String: Entry] = [:]

    package init() {}

    /// - Parameter values: key names as AWS spells them, such as `aws:PrincipalTag/team`.
    package init(_ values: [String: [String]]) {
        for (name, values) in values { self[name] = values }
    }

    /// The values of a key, whose name may be in any case; nil where it is absent.
    package subscript(name: String) -> [String]? {
        get { entries[name.lowercased()]?.values }
        set { entries[name.lowercased()] = newValue.map { Entry(name: name, values: $0) } }
    }

    /// The values of a key whose name is in lower case already, as compiled policies hold it.
    func values(lowercased name: String) -> [String]? { entries[name]?.values }

    /// Every key in its own spelling with its values, sorted by name.
    package var all: [(name: String, values: [String])] {
        entries.values.map { ($0.name, $0.values) }.sorted { $0.0 < $1.0 }
    }

    /// What the keys and values take in memory, in bytes, nearly.
    package var size: Int {
        entries.values.reduce(0) { size, entry in
            entry.values.reduce(size + 96 + 2 * entry.name.utf8.count) { $0 + 16 + $1.utf8.count }
        }
    }

    /// Takes over the keys of `other`, which replace keys of the same name.
    package mutating func merge(_ other: RequestContext) {
        entries.merge(other.entries) { $1 }
    }
}
