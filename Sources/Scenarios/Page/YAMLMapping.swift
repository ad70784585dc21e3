import Yams

/// One mapping of a YAML document, read key by key: an unknown key, a repeated key or a value of the wrong kind is an
/// error with its place.
struct YAMLMapping {
    /// A value and where it stands.
    struct Entry {
        let key: String
        let node: Node
        let line: Int
    }

    let file: String
    /// The line at which the mapping starts, for what is missing in it.
    let line: Int
    private let offset: Int
    private let entries: [Entry]

    /// - Parameters:
    ///   - text: the document.
    ///   - firstLine: the line of the file at which `text` starts.
    init(text: String, file: String, firstLine: Int) throws(PageError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Self.error(error, file: file, firstLine: firstLine)
        }
        guard let root, root != Node.scalar(.init("")) else {
            self.init(file: file, line: firstLine, offset: firstLine - 1, entries: [])
            return
        }
        try self.init(node: root, file: file, offset: firstLine - 1)
    }

    /// - Parameter offset: what is added to a node's line to get the file's.
    init(node: Node, file: String, offset: Int) throws(PageError) {
        let line = (node.mark?.line ?? 1) + offset
        guard case .mapping(let mapping) = node else {
            throw PageError(file: file, line: line, reason: "keys and values are expected here, as in `key: value`")
        }
        var entries: [Entry] = []
        for (key, value) in mapping {
            let line = (key.mark?.line ?? 1) + offset
            guard case .scalar(let scalar) = key else {
                throw PageError(file: file, line: line, reason: "a key must be a plain text")
            }
            if entries.contains(where: { $0.key == scalar.string }) {
                throw PageError(file: file, line: line, reason: "the key '\(scalar.string)' stands here twice")
            }
            entries.append(Entry(key: scalar.string, node: value, line: line))
        }
        self.init(file: file, line: line, offset: offset, entries: entries)
    }

    private init(file: String, line: Int, offset: Int, entries: [Entry]) {
        self.file = file
        self.line = line
        self.offset = offset
        self.entries = entries
    }

    var keys: [Entry] { entries }

    func entry(_ key: String) -> Entry? {
        entries.first { $0.key == key }
    }

    func error(_ entry: Entry, _ reason: String) -> PageError {
        PageError(file: file, line: entry.line, reason: reason)
    }

    func error(_ node: Node, _ reason: String) -> PageError {
        PageError(file: file, line: (node.mark?.line ?? 1) + offset, reason: reason)
    }

    /// Throws for the first key that is not among `known`.
    func allowOnly(_ known: [String]) throws(PageError) {
        for entry in entries where !known.contains(entry.key) {
            throw error(entry, "'\(entry.key)' is not a key here: there are \(known.joined(separator: ", "))")
        }
    }

    /// The text of a scalar; nil where the key is missing or has no value.
    func text(_ key: String) throws(PageError) -> String? {
        guard let entry = entry(key), !isNull(entry.node) else { return nil }
        return try text(of: entry.node, for: key)
    }

    /// The texts of a sequence, or of one scalar.
    func texts(_ key: String) throws(PageError) -> [(text: String, line: Int)] {
        guard let entry = entry(key), !isNull(entry.node) else { return [] }
        guard case .sequence(let sequence) = entry.node else {
            return [(try text(of: entry.node, for: key), (entry.node.mark?.line ?? 1) + offset)]
        }
        var texts: [(String, Int)] = []
        for node in sequence { texts.append((try text(of: node, for: key), (node.mark?.line ?? 1) + offset)) }
        return texts
    }

    /// The mappings of a sequence.
    func mappings(_ key: String) throws(PageError) -> [YAMLMapping] {
        guard let entry = entry(key), !isNull(entry.node) else { return [] }
        guard case .sequence(let sequence) = entry.node else {
            throw error(entry, "'\(key)' takes a list")
        }
        var mappings: [YAMLMapping] = []
        for node in sequence { mappings.append(try YAMLMapping(node: node, file: file, offset: offset)) }
        return mappings
    }

    /// The mapping under a key.
    func mapping(_ key: String) throws(PageError) -> YAMLMapping? {
        guard let entry = entry(key), !isNull(entry.node) else { return nil }
        return try YAMLMapping(node: entry.node, file: file, offset: offset)
    }

    private func text(of node: Node, for key: String) throws(PageError) -> String {
        guard case .scalar(let scalar) = node else { throw error(node, "'\(key)' takes a text") }
        return scalar.string
    }

    private func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }

    private static func error(_ error: any Error, file: String, firstLine: Int) -> PageError {
        let line: Int
        let problem: String
        switch error {
        case YamlError.scanner(_, let text, let mark, _), YamlError.parser(_, let text, let mark, _),
            YamlError.composer(_, let text, let mark, _):
            (line, problem) = (mark.line, text)
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            (line, problem) = (context.mark.line, "a key stands here twice: \(duplicates.joined(separator: ", "))")
        default:
            (line, problem) = (1, "it cannot be read")
        }
        return PageError(file: file, line: max(0, line - 1) + firstLine, reason: "this is not YAML: \(problem)")
    }
}
