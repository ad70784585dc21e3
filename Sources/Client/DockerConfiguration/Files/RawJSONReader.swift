import AWSCore

/// Reads a ``RawJSON`` document (RFC 8259), no deeper than 200 levels.
struct RawJSONReader {
    /// What is wrong with a document, and in which line.
    struct Malformed: Error, Equatable {
        let line: Int
        let reason: String
    }

    private static let depthLimit = 200
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The whole of a text as one value.
    static func document(of text: String) throws(Malformed) -> RawJSON {
        var reader = RawJSONReader(text)
        return try reader.document()
    }

    /// The whole text as one value.
    mutating func document() throws(Malformed) -> RawJSON {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw malformed("something follows the end of the document") }
        return value
    }

    /// The text of a string, with its escapes resolved; nil where none stands here or an escape is wrong.
    mutating func stringText() -> String? {
        guard let range = try? stringRange() else { return nil }
        return RawJSONReader.resolve(bytes[range].dropFirst().dropLast())
    }

    private mutating func value(depth: Int) throws(Malformed) -> RawJSON {
        guard depth < RawJSONReader.depthLimit else { throw malformed("it is nested too deep") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .scalar(text(try stringRange()))
        default: return .scalar(try literal())
        }
    }

    private mutating func object(depth: Int) throws(Malformed) -> RawJSON {
        position += 1
        var members: [RawJSON.Member] = []
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw malformed("a member's name is missing") }
            let range = try stringRange()
            guard let name = RawJSONReader.resolve(bytes[range].dropFirst().dropLast()) else {
                throw malformed("a name has a wrong escape")
            }
            skipSpace()
            guard take(":") else { throw malformed("a colon is missing") }
            let value = try value(depth: depth + 1)
            members.append(RawJSON.Member(rawName: text(range), name: name, value: value))
            skipSpace()
            if take(",") { continue }
            guard take("}") else { throw malformed("a comma or a closing brace is missing") }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(Malformed) -> RawJSON {
        position += 1
        var elements: [RawJSON] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(",") { continue }
            guard take("]") else { throw malformed("a comma or a closing bracket is missing") }
            return .array(elements)
        }
    }

    /// A string from quote to quote.
    private mutating func stringRange() throws(Malformed) -> Range<Int> {
        let start = position
        guard take("\"") else { throw malformed("a string is missing") }
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard RawJSONReader.resolve(bytes[start + 1..<position - 1]) != nil else {
                    throw malformed("a string has a wrong escape")
                }
                return start..<position
            case UInt8(ascii: "\\"): position += 1
            case 0..<0x20:
                position -= 1
                throw malformed("a string holds a line break or another control character")
            default: break
            }
        }
        throw malformed("a string does not end")
    }

    /// A number, `true`, `false` or `null`.
    private mutating func literal() throws(Malformed) -> String {
        let start = position
        while let byte = peek, byte.isWordCharacter || [0x2B, 0x2D, 0x2E].contains(byte) { position += 1 }
        let word = text(start..<position)
        guard ["true", "false", "null"].contains(word) || RawJSONReader.isNumber(bytes[start..<position]) else {
            position = start
            throw malformed("a value is missing or misspelt")
        }
        return word
    }

    private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func digits() -> Int {
            let count = rest.prefix(while: \.isDigit).count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let startsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, whole == 1 || !startsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let exponent = rest.first, exponent.lowercasedASCII == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }

    /// A string's content with its escapes resolved.
    private static func resolve(_ content: ArraySlice<UInt8>) -> String? {
        var units: [UInt16] = []
        var text = ""
        var plain: [UInt8] = []
        func flush() {
            text += String(decoding: plain, as: UTF8.self)
            plain = []
            text += String(decoding: units, as: UTF16.self)
            units = []
        }
        var rest = content
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                if !units.isEmpty { flush() }
                plain.append(byte)
                continue
            }
            guard let escape = rest.popFirst() else { return nil }
            if escape == UInt8(ascii: "u") {
                let digits = rest.prefix(4)
                guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                    let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                rest = rest.dropFirst(4)
                if !plain.isEmpty { flush() }
                units.append(unit)
                continue
            }
            let escapes: [UInt8: UInt8] = [
                0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
            ]
            guard let resolved = escapes[escape] else { return nil }
            if !units.isEmpty { flush() }
            plain.append(resolved)
        }
        flush()
        return text
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func malformed(_ reason: String) -> Malformed {
        let line = bytes.prefix(position).count { $0 == 0x0A } + 1
        return Malformed(line: line, reason: reason)
    }
}
