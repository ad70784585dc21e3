/// A JSON document whose every part that is not replaced stays as it was written: numbers with all their digits, strings
/// with their escapes, members in their order.
///
/// The docker configuration belongs to other programs too, so what this one does not know must come back exact.
enum RawJSON: Sendable, Equatable {
    /// A string, number, `true`, `false` or `null`, as written.
    case scalar(String)
    case array([RawJSON])
    case object([Member])

    /// A member of an object.
    struct Member: Sendable, Equatable {
        /// The name as written, quotes included.
        let rawName: String
        /// The name with its escapes resolved.
        let name: String
        var value: RawJSON
    }

    static let empty = RawJSON.object([])

    /// A string with the escapes that JSON demands.
    static func string(_ text: String) -> RawJSON { .scalar(RawJSON.quoted(text)) }

    /// The member of that name; of several the last, as most readers have it. Nil for anything but an object.
    subscript(name: String) -> RawJSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var isObject: Bool {
        if case .object = self { true } else { false }
    }

    /// Sets a member: in its place where it stands already, else at the end. Repeats of the name go.
    mutating func set(_ name: String, _ value: RawJSON) {
        guard case .object(var members) = self else { return }
        if let index = members.lastIndex(where: { $0.name == name }) {
            members[index].value = value
            let kept = members[index]
            members = members.enumerated().filter { $0.offset == index || $0.element.name != kept.name }.map(\.element)
        } else {
            members.append(Member(rawName: RawJSON.quoted(name), name: name, value: value))
        }
        self = .object(members)
    }

    /// Removes every member of that name.
    mutating func remove(_ name: String) {
        guard case .object(let members) = self else { return }
        self = .object(members.filter { $0.name != name })
    }

    /// The document with a tab for each level, as docker writes it, without a newline at the end.
    func serialized() -> String {
        var text = ""
        write(into: &text, indent: "\n")
        return text
    }

    private func write(into text: inout String, indent: String) {
        let inner = indent + "\t"
        switch self {
        case .scalar(let raw):
            text += raw
        case .array(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                text += index == 0 ? inner : "," + inner
                element.write(into: &text, indent: inner)
            }
            text += elements.isEmpty ? "]" : indent + "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                text += (index == 0 ? inner : "," + inner) + member.rawName + ": "
                member.value.write(into: &text, indent: inner)
            }
            text += members.isEmpty ? "}" : indent + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
