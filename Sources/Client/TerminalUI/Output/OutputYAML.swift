/// Values as YAML, in the order in which they stand, never folded.
///
/// Texts stand in quotation marks: whether one looks like a number must not change how it is written.
enum OutputYAML {
    static func text(_ value: OutputValue) -> String {
        switch inline(value) {
        case let text?: text
        case nil: lines(value).joined(separator: "\n")
        }
    }

    /// A value that takes one line; nil where it takes several.
    private static func inline(_ value: OutputValue) -> String? {
        switch value {
        case .shown(_, let value): inline(value)
        case .list(let values): values.isEmpty ? "[]" : nil
        case .map(let members): members.isEmpty ? "{}" : nil
        case .null, .text, .number, .flag, .date: OutputJSON.text(value)
        }
    }

    private static func lines(_ value: OutputValue) -> [String] {
        switch value {
        case .shown(_, let value): lines(value)
        case .list(let values):
            values.flatMap { value -> [String] in
                let lines = inline(value).map { [$0] } ?? lines(value)
                return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
            }
        case .map(let members):
            OutputValue.distinct(members).flatMap { member -> [String] in
                let key = key(member.key) + ":"
                if let text = inline(member.value) { return [key + " " + text] }
                return [key] + lines(member.value).map { "  " + $0 }
            }
        case .null, .text, .number, .flag, .date: [OutputJSON.text(value)]
        }
    }

    /// A key without quotation marks where it is a plain word that means nothing else.
    private static func key(_ key: String) -> String {
        let isWord = key.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        let startsAsWord = key.first.map { $0.isLetter || $0 == "_" } ?? false
        let others: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
        return isWord && startsAsWord && !others.contains(key.lowercased()) ? key : OutputJSON.quoted(key)
    }
}
