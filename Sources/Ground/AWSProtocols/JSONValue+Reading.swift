import Text

/// What is wrong with a text that should be JSON.
package struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was found or missing.
    package let reason: String
    /// Where, in bytes from the start.
    package let offset: Int
    /// Whether it has more values than were asked for; it may be JSON all the same.
    package let hasTooManyValues: Bool

    package init(reason: String, offset: Int, hasTooManyValues: Bool = false) {
        self.reason = reason
        self.offset = offset
        self.hasTooManyValues = hasTooManyValues
    }

    package var description: String { "not JSON at byte \(offset): \(reason)" }
}

extension JSONValue {
    /// How many arrays and objects may stand in each other.
    package static let depthLimit = 128
    /// How many values a request may have, those that hold others among them: far more than any that means something,
    /// and so few that reading them takes no time to speak of.
    package static let requestLimit = 100_000

    /// Reads one JSON value (RFC 8259) and nothing after it.
    ///
    /// Strict: UTF-8 without byte order mark, no comments, no lone surrogates, no number beyond a `Double`. Of members
    /// with one name the last counts. The caller bounds the size.
    ///
    /// - Parameters:
    ///   - limit: how many values there may be in all; ``requestLimit`` for what strangers send.
    ///   - allowsDuplicates: whether a name may stand twice in one object.
    package static func parse(
        _ text: [UInt8],
        limit: Int = .max,
        allowsDuplicates: Bool = true
    ) throws(JSONError) -> JSONValue {
        let node: JSONNode
        do throws(JSONFault) {
            let rules = JSONRules(depth: depthLimit, values: limit, allowsDuplicates: allowsDuplicates)
            node = try JSONNode.parse(text, rules)
        } catch {
            throw JSONError(error, limit: limit)
        }
        return try JSONValue(node)
    }

    private init(_ node: JSONNode) throws(JSONError) {
        switch node.content {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .string(let text): self = .string(text)
        case .number(let literal):
            if let value = Int(literal) {
                self = .integer(value)
            } else if let value = Double(literal), value.isFinite {
                self = .number(value)
            } else {
                throw JSONError(reason: "a number is out of range", offset: node.range.upperBound)
            }
        case .array(let elements):
            var values: [JSONValue] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try JSONValue(element)) }
            self = .array(values)
        case .object(let members):
            var values: [String: JSONValue] = [:]
            for member in members { values[member.name] = try JSONValue(member.value) }
            self = .object(values)
        }
    }
}

extension JSONError {
    fileprivate init(_ fault: JSONFault, limit: Int) {
        let reason =
            switch fault.kind {
            case .tooDeep: "more than \(JSONValue.depthLimit) levels"
            case .tooManyValues: "more than \(limit) values"
            default: fault.reason
            }
        self.init(reason: reason, offset: fault.offset, hasTooManyValues: fault.kind == .tooManyValues)
    }
}
