/// The condition keys of a request and their values (docs/aws/iam.md, "Condition keys"). Key names are compared without
/// regard to case; a key that is not set is absent, which is not the same as having no values.
package struct RequestContext: Sendable, Equatable {
    private struct Entry: Sendable, Equatable {
        let key: ContextKey
        let name: String
        let values: [String]
    }

    /// By the keys' hashes, ascending. A request has two dozen keys at most, and among so few a walk over numbers is
    /// quicker than a dictionary, which hashes a text for every question.
    private var entries: [Entry] = []

    package init() {}

    /// - Parameter values: key names as AWS spells them, such as `aws:PrincipalTag/team`.
    package init(_ values: [String: [String]]) {
        for (name, values) in values { self[name] = values }
    }

    /// The values of a key, whose name may be in any case; nil where it is absent.
    package subscript(name: String) -> [String]? {
        get { values(of: ContextKey(name)) }
        set {
            let key = ContextKey(name)
            let (place, isThere) = place(of: key)
            if isThere { entries.remove(at: place) }
            guard let newValue else { return }
            entries.insert(Entry(key: key, name: name, values: newValue), at: place)
        }
    }

    /// The values of a key as compiled policies hold it.
    func values(of key: ContextKey) -> [String]? {
        let (place, isThere) = place(of: key)
        return isThere ? entries[place].values : nil
    }

    /// Where a key stands or, where it is absent, would stand.
    private func place(of key: ContextKey) -> (place: Int, isThere: Bool) {
        let entries = entries.span
        var place = 0
        while place < entries.count, entries[place].key.hash < key.hash { place += 1 }
        let start = place
        while place < entries.count, entries[place].key.hash == key.hash {
            if entries[place].key.name == key.name { return (place, true) }
            place += 1
        }
        return (start, false)
    }

    /// Every key in its own spelling with its values, sorted by name.
    package var all: [(name: String, values: [String])] {
        entries.map { ($0.name, $0.values) }.sorted { $0.0 < $1.0 }
    }

    /// What the keys and values take in memory, in bytes, nearly.
    package var size: Int {
        entries.reduce(0) { size, entry in
            entry.values.reduce(size + 96 + 2 * entry.name.utf8.count) { $0 + 16 + $1.utf8.count }
        }
    }

    /// Takes over the keys of `other`, which replace keys of the same name.
    package mutating func merge(_ other: RequestContext) {
        guard !entries.isEmpty else {
            self = other
            return
        }
        for entry in other.entries {
            let (place, isThere) = place(of: entry.key)
            if isThere {
                entries[place] = entry
            } else {
                entries.insert(entry, at: place)
            }
        }
    }
}

/// A condition key by its name in lower case, with a hash that is found once: for a policy when it is compiled, for a
/// request when the key is set.
struct ContextKey: Sendable, Equatable {
    let name: String
    /// FNV-1a of the name. Names that share a hash are told apart by their text.
    fileprivate let hash: UInt64

    /// - Parameter name: in any case.
    init(_ name: some StringProtocol) {
        self.name = name.lowercased()
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in self.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.hash = hash
    }
}
