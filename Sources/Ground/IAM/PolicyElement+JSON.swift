import AWSCore

extension PolicyElement {
    /// How many objects and lists may stand in each other; a policy needs six.
    static let depthLimit = 32
    /// How many bytes a document may have: the longest that IAM's API takes, white space included.
    static let sizeLimit = 131_072

    /// Reads a policy document from JSON (RFC 8259). Strict: nothing before or after the one value, no comments, no name
    /// twice in one object.
    ///
    /// - Throws: ``PolicyTextError`` with the first place at which the text is not JSON, or where it is larger than any
    ///   policy.
    static func parse(json: String) throws(PolicyTextError) -> PolicyElement {
        var reader = PolicyTextReader(json)
        return try reader.document()
    }

    /// The element as JSON without blanks, members in their order. A literal is written as it was; a missing value as
    /// `null`.
    var json: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .text(let value, _): Self.write(value, to: &text)
        case .literal(let value, _): text += value
        case .nothing: text += "null"
        case .list(let elements, _):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .mapping(let members, _):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

/// Why a text is not a policy document before its grammar is looked at.
struct PolicyTextError: Error, Equatable {
    let problem: PolicyError.Problem
    let line: Int
    /// ``PolicyError/column``.
    let column: Int
    /// What is wrong, in Drydock's words.
    let reason: String
    /// What AWS's JSON reader says, without the place.
    let sentence: String
}
