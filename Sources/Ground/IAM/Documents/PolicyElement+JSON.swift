import Text

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
        guard json.utf8.count <= sizeLimit else {
            throw PolicyTextError(
                problem: .size,
                line: 1,
                column: 1,
                reason: "it has more than \(sizeLimit) bytes; no policy is that large",
                sentence: "Syntax errors in policy."
            )
        }
        do throws(JSONFault) {
            let rules = JSONRules(depth: depthLimit, allowsDuplicates: false)
            return PolicyElement(try JSONNode.parse(Array(json.utf8), rules))
        } catch {
            throw PolicyTextError(error)
        }
    }

    private init(_ node: JSONNode) {
        let line = node.line
        switch node.content {
        case .null: self = .nothing(line: line)
        case .bool(let value): self = .literal(value ? "true" : "false", line: line)
        case .number(let literal): self = .literal(literal, line: line)
        case .string(let text): self = .text(text, line: line)
        case .array(let elements): self = .list(elements.map { PolicyElement($0) }, line: line)
        case .object(let members):
            let members = members.map { Member(key: $0.name, line: $0.line, value: PolicyElement($0.value)) }
            self = .mapping(members, line: line)
        }
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
