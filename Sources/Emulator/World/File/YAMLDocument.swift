import Yams

/// A YAML text that holds one document.
enum YAMLDocument {
    /// The document's root.
    ///
    /// - Parameter lineOffset: the lines of the file that stand before the text.
    /// - Throws: ``WorldFileError`` for what is not YAML, has a key twice, or is empty.
    static func root(of yaml: String, fileName: String, lineOffset: Int = 0) throws(WorldFileError) -> YAMLField {
        let lastLine = lines(of: yaml)
        func error(_ line: Int, _ reason: String) -> WorldFileError {
            WorldFileError(file: fileName, line: min(max(1, line), lastLine) + lineOffset, reason: reason)
        }
        // Yams keeps a pointer into the text, which a text of up to 15 bytes does not outlive: it is stored in place.
        let text = yaml.utf8.count < 16 ? yaml + String(repeating: " ", count: 16) : yaml
        let parsed: Node?
        do {
            // Scalars are taken as they are written, so nothing is to be resolved; the encoding is given because Yams
            // would ask the process's environment for it.
            parsed = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch let failure as YamlError {
            switch failure {
            case .composer(.some, _, let mark, _):
                throw error(mark.line, "a second YAML document begins here; keep one")
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw error(mark.line, "not readable as YAML: \(problem); check indentation, quotes and brackets")
            case .duplicatedKeysInMapping(let keys, let context):
                let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
                throw error(context.mark.line, "the key \(names) stands more than once in one mapping; keep one")
            case .reader(let problem, let offset, _, _):
                let line = text.prefix(offset ?? 0).count(where: \.isNewline) + 1
                throw error(line, "not readable as YAML: \(problem); write plain UTF-8 text")
            default:
                throw error(1, "not readable as YAML: \(failure)")
            }
        } catch let other {
            throw error(1, "not readable as YAML: \(other)")
        }
        guard let parsed else { throw error(1, "the file is empty; write a mapping that begins with accounts:") }
        return YAMLField(
            node: parsed,
            fileName: fileName,
            lineOffset: lineOffset,
            line: (parsed.mark?.line ?? 1) + lineOffset,
            what: "the world"
        )
    }

    /// How many lines a text has, at least one. Its end is on the last line, not after it.
    static func lines(of text: String) -> Int {
        let ends = text.utf8.count { $0 == 0x0A }
        return max(1, text.utf8.last == 0x0A ? ends : ends + 1)
    }
}
