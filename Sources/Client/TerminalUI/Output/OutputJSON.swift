/// Values as JSON: indented, in the order in which they stand, never folded.
enum OutputJSON {
    static func text(_ value: OutputValue) -> String { text(value, indentation: "") }

    private static func text(_ value: OutputValue, indentation: String) -> String {
        switch value {
        case .null: return "null"
        case .text(let text): return quoted(text)
        case .number(let number): return String(number)
        case .flag(let flag): return flag ? "true" : "false"
        case .date(let date): return quoted(OutputDate(date).standard)
        case .shown(_, let value): return text(value, indentation: indentation)
        case .list(let values):
            let inner = indentation + "  "
            return enclosed(values.map { text($0, indentation: inner) }, "[", "]", indentation)
        case .map(let members):
            let inner = indentation + "  "
            let lines = OutputValue.distinct(members).map {
                quoted($0.key) + ": " + text($0.value, indentation: inner)
            }
            return enclosed(lines, "{", "}", indentation)
        }
    }

    private static func enclosed(_ parts: [String], _ open: String, _ close: String, _ indentation: String) -> String {
        guard !parts.isEmpty else { return open + close }
        let lines = parts.map { "\(indentation)  \($0)" }.joined(separator: ",\n")
        return "\(open)\n\(lines)\n\(indentation)\(close)"
    }

    /// `text` in quotation marks. YAML reads it as well.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\u{FEFF}": quoted += "\\ufeff"
            // Noncharacters: YAML's readers refuse them as they are.
            case "\u{FFFE}": quoted += "\\ufffe"
            case "\u{FFFF}": quoted += "\\uffff"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return VisibleText.of(quoted) + "\""
    }
}

extension OutputValue {
    /// The members with the last value of each key: a document must not have a key twice.
    static func distinct(_ members: [Member]) -> [Member] {
        var places: [String: Int] = [:]
        var result: [Member] = []
        for member in members {
            if let place = places[member.key] {
                result[place] = member
            } else {
                places[member.key] = result.count
                result.append(member)
            }
        }
        return result
    }
}
