/// The tags of a resource, in the order given (emulator.md D.2).
struct ResourceTags: Sendable {
    let pairs: [(key: String, value: String)]

    init(_ members: InputMembers) throws(ECRError) {
        var pairs: [(key: String, value: String)] = []
        for tag in try members.structures("tags") ?? [] {
            guard let key = try tag.string("Key") else { throw .missing("tags.Key") }
            guard let value = try tag.string("Value") else { throw .missing("tags.Value") }
            pairs.append((key, value))
        }
        self.pairs = pairs
    }

    /// - Throws: the error of the first rule that is broken.
    func check() throws(ECRError) {
        guard pairs.count <= 50 else { throw .tooManyTags }
        var keys: Set<String> = []
        for (key, value) in pairs {
            guard (1...128).contains(key.utf16.count), value.utf16.count <= 256 else { throw .invalidTag }
            guard !key.lowercased().hasPrefix("aws:") else { throw .reservedTag }
            guard keys.insert(key).inserted else { throw .duplicateTag }
        }
    }
}
