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
    /// - Parameter limit: how many values there may be in all; ``requestLimit`` for what strangers send.
    package static func parse(_ text: [UInt8], limit: Int = .max) throws(JSONError) -> JSONValue {
        var parser = JSONParser(text, limit: limit)
        return try parser.document()
    }
}

/// A recursive descent over the bytes; every access is checked against the end.
private struct JSONParser {
    private let text: [UInt8]
    private let limit: Int
    private var position = 0
    private var values = 0

    init(_ text: [UInt8], limit: Int) {
        self.text = text
        self.limit = limit
    }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard position == text.count else { throw error("something follows the value") }
        return value
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= JSONValue.depthLimit else { throw error("more than \(JSONValue.depthLimit) levels") }
        values += 1
        guard values <= limit else {
            throw JSONError(reason: "more than \(limit) values", offset: position, hasTooManyValues: true)
        }
        skipBlanks()
        switch next {
        case nil: throw error("a value is missing")
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let end = position + word.utf8CodeUnitCount
        guard end <= text.count, text[position..<end].elementsEqual(word.description.utf8) else {
            throw error("a value is missing")
        }
        position = end
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if take(0x7D) { return .object(members) }
        while true {
            skipBlanks()
            guard next == 0x22 else { throw error("a member's name is missing") }
            let name = try string()
            skipBlanks()
            guard take(0x3A) else { throw error("a colon is missing") }
            members[name] = try value(depth: depth + 1)
            skipBlanks()
            if take(0x7D) { return .object(members) }
            guard take(0x2C) else { throw error("an object is not closed") }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take(0x5D) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(0x5D) { return .array(elements) }
            guard take(0x2C) else { throw error("an array is not closed") }
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        _ = take(0x2D)
        if !take(0x30) { try digits() }
        var isInteger = true
        if take(0x2E) {
            isInteger = false
            try digits()
        }
        if take(0x65) || take(0x45) {
            isInteger = false
            if !take(0x2B) { _ = take(0x2D) }
            try digits()
        }
        let literal = String(decoding: text[start..<position], as: UTF8.self)
        if isInteger, let value = Int(literal) { return .integer(value) }
        guard let value = Double(literal), value.isFinite else { throw error("a number is out of range") }
        return .number(value)
    }

    private mutating func digits() throws(JSONError) {
        guard let first = next, first >= 0x30, first <= 0x39 else {
            throw error(position == text.count ? "a number is not complete" : "a value is missing")
        }
        while let byte = next, byte >= 0x30, byte <= 0x39 { position += 1 }
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlain()
        // Most strings have no escapes and are taken in one piece.
        if next == 0x22 {
            let end = position
            position += 1
            return try validated(text[start..<end])
        }
        var bytes = Array(text[start..<position])
        while let byte = next {
            switch byte {
            case 0x22:
                position += 1
                return try validated(bytes[...])
            case 0x5C:
                position += 1
                try escape(into: &bytes)
            case 0x00..<0x20:
                throw error("a control character stands in a string")
            default:
                let start = position
                skipPlain()
                bytes += text[start..<position]
            }
        }
        throw error("a string is not closed")
    }

    /// Goes on to the next byte that means something in a string, or to the end: over many bytes at once, for a layer's
    /// part is a string of millions.
    private mutating func skipPlain() {
        position = text.withUnsafeBufferPointer { text in
            var end = position
            while end < text.count, text[end] >= 0x20, text[end] != 0x22, text[end] != 0x5C { end += 1 }
            return end
        }
    }

    private func validated(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else { throw error("a string is not UTF-8") }
        return string
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("a string is not closed") }
        position += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: bytes.append(byte)
        case 0x62: bytes.append(0x08)
        case 0x66: bytes.append(0x0C)
        case 0x6E: bytes.append(0x0A)
        case 0x72: bytes.append(0x0D)
        case 0x74: bytes.append(0x09)
        case 0x75: bytes.append(contentsOf: try escapedScalar().utf8)
        default: throw error("an unknown escape")
        }
    }

    /// What follows `\u`: one scalar, of two units where it is beyond U+FFFF.
    private mutating func escapedScalar() throws(JSONError) -> String {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
        guard first < 0xDC00, take(0x5C), take(0x75) else { throw error("half of a surrogate pair") }
        let second = try unit()
        guard second >= 0xDC00, second <= 0xDFFF,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("half of a surrogate pair") }
        return String(Character(scalar))
    }

    private mutating func unit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = byte.hexDigitValue else { throw error("\\u takes four hex digits") }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }
}
