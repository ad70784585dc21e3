import AWSProtocols

/// A statement as JSON, for people: blanks after colons and commas, members in the order in which AWS writes them.
enum StatementText {
    private static let order = [
        "Version", "Id", "Statement",
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]

    static func line(_ value: JSONValue) -> String {
        switch value {
        case .object(let members):
            return "{" + sorted(members).map { "\(quoted($0)): \(line($1))" }.joined(separator: ", ") + "}"
        case .array(let values):
            return "[" + values.map(line).joined(separator: ", ") + "]"
        case .null, .bool, .integer, .number, .string:
            return text(value)
        }
    }

    /// A line for each member, and for each element of a list, where the whole does not fit into `width` characters.
    static func lines(_ value: JSONValue, width: Int) -> [String] {
        let whole = line(value)
        guard whole.count > width else { return [whole] }
        switch value {
        case .object(let members) where !members.isEmpty:
            return block(sorted(members).map { ("\(quoted($0)): ", $1) }, "{", "}", width)
        case .array(let values) where !values.isEmpty:
            return block(values.map { ("", $0) }, "[", "]", width)
        case .object, .array, .null, .bool, .integer, .number, .string:
            return [whole]
        }
    }

    private static func block(_ parts: [(String, JSONValue)], _ open: String, _ close: String, _ width: Int) -> [String]
    {
        var lines = [open]
        for (name, value) in parts {
            let start = "  " + name
            let inner = self.lines(value, width: width - start.count - 1)
            lines.append(start + (inner.first ?? ""))
            lines += inner.dropFirst().map { "  " + $0 }
            lines[lines.count - 1] += ","
        }
        lines[lines.count - 1].removeLast()
        return lines + [close]
    }

    private static func sorted(_ members: [String: JSONValue]) -> [(String, JSONValue)] {
        members.map { ($0.key, $0.value) }.sorted { left, right in
            let places = (order.firstIndex(of: left.0) ?? order.count, order.firstIndex(of: right.0) ?? order.count)
            return places.0 == places.1 ? left.0 < right.0 : places.0 < places.1
        }
    }

    private static func quoted(_ name: String) -> String { text(.string(name)) }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.serialized(), as: UTF8.self) }
}
