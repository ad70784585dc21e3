import Foundation

/// Where an input's members come from, and how their types are told from the form in which they are sent.
enum InputSource<Failure: InputFailure>: Sendable {
    /// A structure of the AWS JSON protocol. Unknown members are ignored and null counts as absent.
    case json([String: JSONValue])
    /// The parameters of the AWS Query protocol whose names begin with `prefix`. What is written otherwise than the
    /// protocol has it is refused, never passed over: a session policy that goes unread would make a session that may do
    /// too much.
    case query(QueryParameters, prefix: String)
    /// No input: all members are absent, and each is declared.
    case declarations

    /// A member's name as errors and the journal have it: of the Query protocol with a small first letter.
    func shownName(_ name: String) -> String {
        guard case .query = self else { return name }
        return name.prefix(1).lowercased() + name.dropFirst()
    }

    func text(_ name: String) throws(Failure) -> String? {
        switch self {
        case .json(let members): try members[name].flatMap { (value) throws(Failure) in try Self.text(value) }
        case .query(let parameters, let prefix): parameters[prefix + name]
        case .declarations: nil
        }
    }

    /// - Parameter type: the type as AWS's error calls it: `Integer` has 32 bits, `Long` has 64.
    func integer<Number: FixedWidthInteger>(_ name: String, as _: Number.Type, type: String) throws(Failure) -> Int? {
        switch self {
        case .json(let members):
            switch members[name] {
            case nil, .null: return nil
            case .integer(let value):
                guard let value = Number(exactly: value) else { throw Self.cannotConvert("NUMBER", to: type) }
                return Int(value)
            case .number(let value):
                guard let value = Number(exactly: value) else { throw Self.cannotConvert("DECIMAL", to: type) }
                return Int(value)
            case .some(let value): throw Self.mismatch(value, type)
            }
        case .query(let parameters, let prefix):
            guard let text = parameters[prefix + name], !text.isEmpty else { return nil }
            guard let number = Number(text) else { throw Self.cannotConvert("STRING", to: type) }
            return Int(number)
        case .declarations: return nil
        }
    }

    func boolean(_ name: String) throws(Failure) -> Bool? {
        switch self {
        case .json(let members):
            switch members[name] {
            case nil, .null: return nil
            case .bool(let value): return value
            case .some(let value): throw Self.mismatch(value, "Boolean")
            }
        case .query(let parameters, let prefix):
            guard let text = parameters[prefix + name], !text.isEmpty else { return nil }
            switch text.lowercased() {
            case "true": return true
            case "false": return false
            default: throw Self.cannotConvert("STRING", to: "Boolean")
            }
        case .declarations: return nil
        }
    }

    /// The elements of a list of texts; one that is null is nil.
    func texts(_ name: String) throws(Failure) -> [String?]? {
        switch self {
        case .json(let members):
            guard let values = try Self.list(members[name]) else { return nil }
            var texts: [String?] = []
            for value in values { texts.append(try Self.text(value)) }
            return texts
        case .query(let parameters, let prefix):
            guard try Self.elements(of: prefix + name, in: parameters, areStructures: false) != nil else { return nil }
            return parameters.list(prefix + name)
        case .declarations: return nil
        }
    }

    func structure(_ name: String) throws(Failure) -> InputSource? {
        switch self {
        case .json(let members):
            return try members[name].flatMap { (value) throws(Failure) in try Self.structure(value) }
        case .query(let parameters, let prefix):
            let begin = prefix + name + "."
            guard parameters.pairs.contains(where: { $0.name.hasPrefix(begin) }) else { return nil }
            return .query(parameters, prefix: begin)
        case .declarations: return .declarations
        }
    }

    /// The elements of a list of structures; one that is null is nil.
    func structures(_ name: String) throws(Failure) -> [InputSource?]? {
        switch self {
        case .json(let members):
            guard let values = try Self.list(members[name]) else { return nil }
            var structures: [InputSource?] = []
            for value in values { structures.append(try Self.structure(value)) }
            return structures
        case .query(let parameters, let prefix):
            let list = prefix + name
            return try Self.elements(of: list, in: parameters, areStructures: true)?
                .map { .query(parameters, prefix: "\(list).member.\($0).") }
        case .declarations: return [.declarations]
        }
    }

    /// - Throws: where a structure of the Query protocol has members that it does not declare.
    func refuseOthers(than names: Set<String>) throws(Failure) {
        guard case .query(let parameters, let prefix) = self else { return }
        for pair in parameters.pairs where pair.name.hasPrefix(prefix) {
            let rest = pair.name.dropFirst(prefix.count)
            guard names.contains(String(rest.prefix { $0 != "." })) else { throw Self.startOfStructure }
        }
    }

    // MARK: JSON's types

    // The texts are those of DynamoDB, which has the same front end (inferred).

    private static func text(_ value: JSONValue) throws(Failure) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text
        default: throw mismatch(value, "String")
        }
    }

    private static func list(_ value: JSONValue?) throws(Failure) -> [JSONValue]? {
        switch value {
        case nil, .null: nil
        case .array(let values): values
        case .object: throw startOfStructure
        case .string, .bool, .integer, .number: throw .malformed("Unexpected field type")
        }
    }

    private static func structure(_ value: JSONValue) throws(Failure) -> InputSource? {
        switch value {
        case .null: nil
        case .object(let members): .json(members)
        case .array: throw .malformed("Start of list found where not expected")
        case .string, .bool, .integer, .number: throw .malformed("Unexpected field type")
        }
    }

    private static func mismatch(_ value: JSONValue, _ type: String) -> Failure {
        switch value {
        case .bool(let value): cannotConvert(value ? "TRUE" : "FALSE", to: type)
        case .integer: cannotConvert("NUMBER", to: type)
        // A number where a truth value should be has one name.
        case .number: cannotConvert(type == "Boolean" ? "NUMBER" : "DECIMAL", to: type)
        case .string: cannotConvert("STRING", to: type)
        case .array: .malformed("Start of list found where not expected")
        case .object, .null: startOfStructure
        }
    }

    private static func cannotConvert(_ value: String, to type: String) -> Failure {
        .malformed("\(value)_VALUE cannot be converted to \(type)")
    }

    private static var startOfStructure: Failure {
        .malformed("Start of structure or map found where not expected.")
    }

    // MARK: The lists of the Query protocol

    /// The numbers of a list's elements in ascending order, as they are written; nil where nothing of it was sent. An
    /// empty list is written `NAME=`.
    private static func elements(
        of list: String,
        in parameters: QueryParameters,
        areStructures: Bool
    ) throws(Failure) -> [String]? {
        var isSent = false
        var numbers: [Int: String] = [:]
        for pair in parameters.pairs where pair.name == list || pair.name.hasPrefix(list + ".") {
            isSent = true
            guard pair.name != list else {
                guard pair.value.isEmpty else { throw startOfStructure }
                continue
            }
            let parts = pair.name.dropFirst(list.count + 1).split(separator: ".", omittingEmptySubsequences: false)
            guard areStructures ? parts.count > 2 : parts.count == 2, parts[0] == "member",
                parts[1].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(parts[1]),
                numbers[number].map({ $0 == parts[1] }) ?? true
            else { throw startOfStructure }
            numbers[number] = String(parts[1])
        }
        return isSent ? numbers.sorted { $0.key < $1.key }.map(\.value) : nil
    }
}
