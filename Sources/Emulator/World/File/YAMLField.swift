import Yams

/// A value in a world's file, which knows where it stands and what it is called in messages.
struct YAMLField {
    let node: Node
    let fileName: String
    /// The lines of the file that stand before the YAML text that the node is of.
    let lineOffset: Int
    let line: Int
    /// Such as `path of user 'stefan'`.
    let what: String

    /// A key of a mapping with its value.
    struct Member {
        let key: String
        let line: Int
        let value: YAMLField
    }

    func error(_ reason: String) -> WorldFileError { WorldFileError(file: fileName, line: line, reason: reason) }

    func error(at line: Int, _ reason: String) -> WorldFileError {
        WorldFileError(file: fileName, line: line, reason: reason)
    }

    func named(_ what: String) -> YAMLField { field(node, line: line, what: what) }

    /// Whether nothing is written, as after `key:` at the end of a line, or `~` or `null`.
    var isNothing: Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The text as written, whatever YAML would take it for: `012` is `012`, `yes` is `yes`.
    func text() throws(WorldFileError) -> String {
        try refuseTag()
        guard case .scalar(let scalar) = node else { throw error("\(what) takes a single value; write one") }
        guard !isNothing, !scalar.string.isEmpty else { throw error("\(what) has no value; write one or take it out") }
        return scalar.string
    }

    /// `true` or `false`.
    func flag() throws(WorldFileError) -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        case let other: throw error("\(what) is '\(other)'; write true or false")
        }
    }

    func integer(in range: ClosedRange<Int>) throws(WorldFileError) -> Int {
        let text = try text()
        guard let number = Int(text), range.contains(number) else {
            throw error("\(what) is '\(text)'; write a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A text that may be empty, where others may not.
    func possiblyEmptyText() throws(WorldFileError) -> String {
        if isNothing { return "" }
        if let scalar = node.scalar, scalar.string.isEmpty { return "" }
        return try text()
    }

    /// Keys with their texts, which may be empty.
    func dictionary() throws(WorldFileError) -> [String: String] {
        var texts: [String: String] = [:]
        for member in try members() { texts[member.key] = try member.value.possiblyEmptyText() }
        return texts
    }

    /// One of `choices`.
    func choice(of choices: [String]) throws(WorldFileError) -> String {
        let text = try text()
        guard choices.contains(text) else {
            throw error("\(what) is '\(text)'; write one of \(choices.joined(separator: ", "))")
        }
        return text
    }

    /// One of the words of an enumeration.
    func choice<Word: CaseIterable & RawRepresentable>(of _: Word.Type) throws(WorldFileError) -> Word
    where Word.RawValue == String {
        let text = try choice(of: Word.allCases.map(\.rawValue))
        guard let word = Word(rawValue: text) else { throw error("\(what) is '\(text)'") }
        return word
    }

    /// Throws what a rule says is wrong.
    func refuse(_ problem: String?, at line: Int? = nil) throws(WorldFileError) {
        if let problem { throw error(at: line ?? self.line, problem) }
    }

    /// The texts of a list.
    func texts() throws(WorldFileError) -> [String] {
        var texts: [String] = []
        for entry in try list() { texts.append(try entry.text()) }
        return texts
    }

    /// The elements of a list. Nothing at all is an empty list.
    func list() throws(WorldFileError) -> [YAMLField] {
        try refuseTag()
        if isNothing { return [] }
        guard case .sequence(let sequence) = node else {
            throw error("\(what) takes a list; write - before each entry")
        }
        return sequence.enumerated().map { index, element in
            field(element, line: lineOf(element) ?? line, what: "entry \(index + 1) of \(what)")
        }
    }

    /// The members of a mapping, in order. Nothing at all is an empty mapping.
    func members() throws(WorldFileError) -> [Member] {
        try refuseTag()
        if isNothing { return [] }
        guard case .mapping(let mapping) = node else { throw error("\(what) takes a mapping; write key: value lines") }
        var members: [Member] = []
        members.reserveCapacity(mapping.count)
        var keys: Set<String> = []
        for (key, value) in mapping {
            let keyLine = lineOf(key) ?? line
            guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
                throw error(at: keyLine, "a key of \(what) is not a text; write key: value lines")
            }
            // Yams counts '1' and "1" as different keys.
            guard keys.insert(scalar.string).inserted else {
                throw error(at: keyLine, "the key '\(scalar.string)' stands more than once in \(what); keep one")
            }
            // A value that is not written stands, to YAML, where the next thing begins.
            let valueLine = (value.scalar?.string.isEmpty ?? false) ? keyLine : lineOf(value) ?? keyLine
            let value = field(value, line: valueLine, what: "'\(scalar.string)' of \(what)")
            members.append(Member(key: scalar.string, line: keyLine, value: value))
        }
        return members
    }

    /// The members of a mapping that takes the keys of one kind, by key.
    ///
    /// - Parameter unsupported: keys that are refused because what they ask for does not exist yet.
    func record<Key: WorldFileKey>(
        _: Key.Type,
        unsupported: [String] = []
    ) throws(WorldFileError) -> [Key: YAMLField] {
        Self.record(try record(Key.allCases.map(\.rawValue), unsupported))
    }

    /// The members of a mapping that takes the keys of two kinds, each by key.
    func record<Key: WorldFileKey, OtherKey: WorldFileKey>(
        _: Key.Type,
        _: OtherKey.Type
    ) throws(WorldFileError) -> ([Key: YAMLField], [OtherKey: YAMLField]) {
        let record = try record(Key.allCases.map(\.rawValue) + OtherKey.allCases.map(\.rawValue), [])
        return (Self.record(record), Self.record(record))
    }

    private static func record<Key: WorldFileKey>(_ fields: [String: YAMLField]) -> [Key: YAMLField] {
        var record: [Key: YAMLField] = [:]
        for key in Key.allCases { record[key] = fields[key.rawValue] }
        return record
    }

    /// The members of a mapping whose keys are all known.
    private func record(_ known: [String], _ unsupported: [String]) throws(WorldFileError) -> [String: YAMLField] {
        var record: [String: YAMLField] = [:]
        for member in try members() {
            guard !unsupported.contains(member.key) else {
                throw error(
                    at: member.line,
                    "'\(member.key)' of \(what) is not supported yet, so it is refused; take it out"
                )
            }
            guard known.contains(member.key) else {
                throw error(
                    at: member.line,
                    "unknown key '\(member.key)' in \(what); it takes \(known.joined(separator: ", "))"
                )
            }
            record[member.key] = member.value
        }
        return record
    }

    private func lineOf(_ node: Node) -> Int? { node.mark.map { $0.line + lineOffset } }

    private func field(_ node: Node, line: Int, what: String) -> YAMLField {
        YAMLField(node: node, fileName: fileName, lineOffset: lineOffset, line: line, what: what)
    }

    private func refuseTag() throws(WorldFileError) {
        let tag = node.tag.description
        guard ["tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"].contains(tag) else {
            throw error("\(what) carries the YAML tag \(tag), which means nothing here; take it out")
        }
    }
}
