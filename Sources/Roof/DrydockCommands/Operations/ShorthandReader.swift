import AWSProtocols
import Emulator

/// Reads the AWS CLI's shorthand for a structure, `Key=team,Value=vision`: lists are `Keys=a,b` or `Keys=[a,b]`,
/// structures in structures `Filter={Name=x,Value=y}`, and what stands in quotes is taken as it is.
struct ShorthandReader {
    private let text: [Character]
    private var position = 0
    private let operation: OperatedOperation

    private init(_ text: String, _ operation: OperatedOperation) {
        self.text = Array(text)
        self.operation = operation
    }

    /// - Parameter path: the names that lead to the structure, its own included.
    /// - Throws: ``UsageError`` for what is not of this form, and for members that the structure does not have.
    static func structure(
        _ text: String,
        of operation: OperatedOperation,
        at path: [String]
    ) throws(UsageError) -> JSONValue {
        var reader = ShorthandReader(text, operation)
        let value = try reader.structure(at: path, until: nil)
        guard reader.isAtEnd else { throw reader.wrong }
        return value
    }

    private var isAtEnd: Bool { position == text.count }
    private var next: Character? { isAtEnd ? nil : text[position] }

    private var wrong: UsageError {
        UsageError(
            description: "'\(String(text))' cannot be read at character \(position + 1); "
                + "write Key=VALUE,Key=VALUE, or a JSON object"
        )
    }

    private mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        position += 1
        return true
    }

    private mutating func structure(at path: [String], until end: Character?) throws(UsageError) -> JSONValue {
        var members: [String: JSONValue] = [:]
        let known = operation.members(at: path)
        repeat {
            let name = word(until: "=")
            guard !name.isEmpty, take("=") else { throw wrong }
            guard let member = known.first(where: { $0.name == name }) else {
                let hint = SimilarNamesHint.text(for: name, among: known.map(\.name))
                throw UsageError(description: "'\(String(text))' has a member '\(name)' that there is not; \(hint)")
            }
            guard members.updateValue(try value(of: member, until: end), forKey: name) == nil else {
                throw UsageError(description: "'\(String(text))' has '\(name)' twice; give it once")
            }
        } while take(",")
        return .object(members)
    }

    private mutating func value(of member: InputDeclaration, until end: Character?) throws(UsageError) -> JSONValue {
        switch member.kind {
        case .structure:
            guard take("{") else { throw wrong }
            let value = try structure(at: member.path, until: "}")
            guard take("}") else { throw wrong }
            return value
        case .structures:
            guard take("[") else { throw wrong }
            var elements: [JSONValue] = []
            repeat {
                guard take("{") else { throw wrong }
                elements.append(try structure(at: member.path, until: "}"))
                guard take("}") else { throw wrong }
            } while take(",")
            guard take("]") else { throw wrong }
            return .array(elements)
        case .texts: return .array(try texts(until: end))
        case .text, .integer, .long, .boolean, .blob:
            let text = try scalar(until: end)
            return try OptionValue.scalar(text, member.kind, "'\(String(self.text))': \(member.name)")
        }
    }

    /// The elements of a list: in brackets, or up to the next `NAME=`.
    private mutating func texts(until end: Character?) throws(UsageError) -> [JSONValue] {
        var elements: [JSONValue] = []
        if take("[") {
            guard !take("]") else { return [] }
            repeat { elements.append(.string(try scalar(until: "]"))) } while take(",")
            guard take("]") else { throw wrong }
            return elements
        }
        while true {
            elements.append(.string(try scalar(until: end)))
            let comma = position
            guard take(",") else { return elements }
            if isAtName {
                position = comma
                return elements
            }
        }
    }

    /// Whether what follows is `NAME=`.
    private var isAtName: Bool {
        let rest = text[position...]
        let name = rest.prefix { $0.isLetter }
        return !name.isEmpty && rest.dropFirst(name.count).first == "="
    }

    private mutating func scalar(until end: Character?) throws(UsageError) -> String {
        guard let quote = next, quote == "\"" || quote == "'" else {
            return word(until: ",", end)
        }
        position += 1
        var value = ""
        while let character = next, character != quote {
            position += 1
            if character == "\\", let escaped = next {
                position += 1
                value.append(escaped)
            } else {
                value.append(character)
            }
        }
        guard take(quote) else { throw wrong }
        return value
    }

    private mutating func word(until ends: Character?...) -> String {
        let word = text[position...].prefix { !ends.contains($0) }
        position += word.count
        return String(word)
    }
}
