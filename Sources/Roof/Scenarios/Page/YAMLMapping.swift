import Yams

/// One mapping of a YAML document, read key by key: an unknown key, a repeated key or a value of the wrong kind is an
/// error with its place.
struct YAMLMapping {
    /// A value and where it stands.
    struct Entry {
        let key: String
        let node: Node
        let line: Int
        let column: Int
    }

    let file: String
    /// Where the mapping starts, for what is missing in it.
    let line: Int
    let column: Int
    /// The values that stand for names in the mapping's texts; nil where there are none.
    var row: MatrixRow?
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
            self.init(file: file, line: firstLine, column: 1, offset: firstLine - 1, entries: [])
            return
        }
        try self.init(node: root, file: file, offset: firstLine - 1)
    }

    /// - Parameter offset: what is added to a node's line to get the file's.
    init(node: Node, file: String, offset: Int) throws(PageError) {
        let (line, column) = ((node.mark?.line ?? 1) + offset, node.mark?.column ?? 1)
        guard case .mapping(let mapping) = node else {
            throw PageError(
                file: file,
                line: line,
                column: column,
                reason: "keys and values are expected here, as in `key: value`"
            )
        }
        var entries: [Entry] = []
        for (key, value) in mapping {
            let (line, column) = ((key.mark?.line ?? 1) + offset, key.mark?.column ?? 1)
            guard case .scalar(let scalar) = key else {
                throw PageError(file: file, line: line, column: column, reason: "a key must be a plain text")
            }
            if entries.contains(where: { $0.key == scalar.string }) {
                throw PageError(
                    file: file,
                    line: line,
                    column: column,
                    reason: "the key '\(scalar.string)' stands here twice"
                )
            }
            entries.append(Entry(key: scalar.string, node: value, line: line, column: column))
        }
        self.init(file: file, line: line, column: column, offset: offset, entries: entries)
    }

    private init(file: String, line: Int, column: Int, offset: Int, entries: [Entry]) {
        self.file = file
        self.line = line
        self.column = column
        self.offset = offset
        self.entries = entries
    }

    var keys: [Entry] { entries }

    func entry(_ key: String) -> Entry? {
        entries.first { $0.key == key }
    }

    func error(_ entry: Entry, _ reason: String) -> PageError {
        PageError(file: file, line: entry.line, column: entry.column, reason: reason)
    }

    /// An error about the mapping as a whole.
    func error(_ reason: String) -> PageError {
        PageError(file: file, line: line, column: column, reason: reason)
    }

    func error(_ node: Node, _ reason: String) -> PageError {
        PageError(file: file, line: (node.mark?.line ?? 1) + offset, column: node.mark?.column ?? 1, reason: reason)
    }

    /// What is wrong with the keys that are not among `known`.
    func unknownKeys(_ known: [String]) -> [PageError] {
        entries.filter { !known.contains($0.key) }.map { entry in
            error(
                entry,
                "'\(entry.key)' is not a key here: there are \(known.joined(separator: ", "))"
                    + Suggestion.text(for: entry.key, among: known)
            )
        }
    }

    /// Throws for the first key that is not among `known`.
    func allowOnly(_ known: [String]) throws(PageError) {
        if let error = unknownKeys(known).first { throw error }
    }

    /// The text of a scalar; nil where the key is missing or has no value.
    func text(_ key: String) throws(PageError) -> String? {
        guard let entry = entry(key), !isNull(entry.node) else { return nil }
        return try text(of: entry.node, for: key)
    }

    /// The texts of a sequence, or of one scalar.
    func texts(_ key: String) throws(PageError) -> [PlacedText] {
        guard let entry = entry(key), !isNull(entry.node) else { return [] }
        guard case .sequence(let sequence) = entry.node else { return [try placed(entry.node, for: key)] }
        var texts: [PlacedText] = []
        for node in sequence { texts.append(try placed(node, for: key)) }
        return texts
    }

    private func placed(_ node: Node, for key: String) throws(PageError) -> PlacedText {
        PlacedText(
            text: try text(of: node, for: key),
            line: (node.mark?.line ?? 1) + offset,
            column: node.mark?.column ?? 1
        )
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

    /// Whether a mapping stands under a key.
    func isMapping(_ key: String) -> Bool {
        if case .mapping? = entry(key)?.node { true } else { false }
    }

    /// The mapping under a key.
    func mapping(_ key: String) throws(PageError) -> YAMLMapping? {
        guard let entry = entry(key), !isNull(entry.node) else { return nil }
        return try YAMLMapping(node: entry.node, file: file, offset: offset)
    }

    private func text(of node: Node, for key: String) throws(PageError) -> String {
        guard case .scalar(let scalar) = node else { throw error(node, "'\(key)' takes a text") }
        guard let row else { return scalar.string }
        let line = (node.mark?.line ?? 1) + offset
        return try row.fill(scalar.string, file: file, line: line, column: node.mark?.column ?? 1)
    }

    private func isNull(_ node: Node) -> Bool {
        guard case .scalar(let scalar) = node else { return false }
        return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
    }

    private static func error(_ error: any Error, file: String, firstLine: Int) -> PageError {
        let line: Int
        var column = 1
        let problem: String
        switch error {
        case YamlError.scanner(_, let text, let mark, _), YamlError.parser(_, let text, let mark, _),
            YamlError.composer(_, let text, let mark, _):
            (line, column, problem) = (mark.line, mark.column, text + (text.contains("token") ? tabs : ""))
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            (line, problem) = (context.mark.line, "a key stands here twice: \(duplicates.joined(separator: ", "))")
        default:
            (line, problem) = (1, "it cannot be read")
        }
        return PageError(
            file: file,
            line: max(0, line - 1) + firstLine,
            column: max(1, column),
            reason: "this is not YAML: \(problem)"
        )
    }

    private static let tabs = "; YAML is indented by spaces, not by tabs, and a text that begins with a mark is quoted"
}

/// A text of a YAML document, and where it stands.
package struct PlacedText: Sendable, Equatable {
    package let text: String
    /// Counted from 1.
    package let line: Int
    package let column: Int
}
