import AWSCore

/// Reads JSON by recursive descent, depth and size bounded, and keeps lines. Errors are in the words of the reader that
/// AWS uses (Jackson; the first sentence was recorded there, docs/aws/sts.md, "Errors"; the others are what that reader
/// says).
struct PolicyTextReader {
    private let text: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    mutating func document() throws(PolicyTextError) -> PolicyElement {
        guard text.count <= PolicyElement.sizeLimit else {
            throw tooLarge("it has more than \(PolicyElement.sizeLimit) bytes")
        }
        skipBlanks()
        guard next != nil else { throw error("it is empty", "No content to map to Object due to end of input") }
        let element = try value(depth: 0)
        skipBlanks()
        guard next == nil else { throw unexpected("the document has ended", "expected end of input") }
        return element
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next {
            switch byte {
            case 0x20, 0x09, 0x0D: position += 1
            case 0x0A:
                position += 1
                line += 1
                lineStart = position
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws(PolicyTextError) -> PolicyElement {
        guard depth <= PolicyElement.depthLimit else {
            throw tooLarge("more than \(PolicyElement.depthLimit) lists and objects stand in each other")
        }
        switch next {
        case nil: throw endOfInput("a value is missing", "expected a value")
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""):
            let line = line
            return .text(try string(), line: line)
        case UInt8(ascii: "t"): return try word("true") { .literal("true", line: $0) }
        case UInt8(ascii: "f"): return try word("false") { .literal("false", line: $0) }
        case UInt8(ascii: "n"): return try word("null") { .nothing(line: $0) }
        case .some(let byte) where byte.isDigit || byte == UInt8(ascii: "-"): return try number()
        default:
            throw unexpected(
                "no value begins with it",
                "expected a valid value (number, String, array, object, 'true', 'false' or 'null')"
            )
        }
    }

    private mutating func word(
        _ word: StaticString,
        _ element: (Int) -> PolicyElement
    ) throws(PolicyTextError) -> PolicyElement {
        let start = position
        while let byte = next, byte.isWordCharacter { position += 1 }
        let found = String(decoding: text[start..<position], as: UTF8.self)
        guard found == word.description else {
            throw error("'\(Self.shortened(found))' is not a value; write texts in double quotes", Self.unknown(found))
        }
        return element(line)
    }

    private static func unknown(_ token: String) -> String {
        "Unrecognized token '\(shortened(token))': was expecting 'null', 'true', 'false' or NaN"
    }

    private static func shortened(_ text: String) -> String { text.count <= 64 ? text : text.prefix(64) + "…" }

    private mutating func object(depth: Int) throws(PolicyTextError) -> PolicyElement {
        let start = line
        position += 1
        var members: [PolicyElement.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .mapping(members, line: start) }
        while true {
            skipBlanks()
            guard next != nil else { throw unclosed("OBJECT", start) }
            guard next == UInt8(ascii: "\"") else {
                throw unexpected("a name in double quotes goes here", "was expecting double-quote to start field name")
            }
            let line = line
            let name = try string()
            guard names.insert(name).inserted else {
                throw error("'\(Self.shortened(name))' stands twice; keep one", "Duplicate field '\(name)'")
            }
            skipBlanks()
            guard next != nil else { throw unclosed("OBJECT", start) }
            guard take(UInt8(ascii: ":")) else {
                throw unexpected("a colon goes here", "was expecting a colon to separate field name and value")
            }
            skipBlanks()
            guard next != nil else { throw unclosed("OBJECT", start) }
            let value = try value(depth: depth + 1)
            members.append(PolicyElement.Member(key: name, line: line, value: value))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .mapping(members, line: start) }
            guard next != nil else { throw unclosed("OBJECT", start) }
            guard take(UInt8(ascii: ",")) else {
                throw unexpected("a comma or } goes here", "was expecting comma to separate OBJECT entries")
            }
        }
    }

    private mutating func list(depth: Int) throws(PolicyTextError) -> PolicyElement {
        let start = line
        position += 1
        var elements: [PolicyElement] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .list(elements, line: start) }
        while true {
            skipBlanks()
            guard next != nil else { throw unclosed("ARRAY", start) }
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .list(elements, line: start) }
            guard next != nil else { throw unclosed("ARRAY", start) }
            guard take(UInt8(ascii: ",")) else {
                throw unexpected("a comma or ] goes here", "was expecting comma to separate ARRAY entries")
            }
        }
    }

    private mutating func number() throws(PolicyTextError) -> PolicyElement {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if let byte = next, byte.isDigit {
                throw error("a number begins with 0", "Invalid numeric value: Leading zeroes not allowed")
            }
        } else {
            try digits("expected digit (0-9) to follow minus sign, for valid numeric value")
        }
        if take(UInt8(ascii: ".")) { try digits("Decimal point not followed by a digit") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits("Exponent indicator not followed by a digit")
        }
        return .literal(String(decoding: text[start..<position], as: UTF8.self), line: line)
    }

    private mutating func digits(_ expectation: String) throws(PolicyTextError) {
        guard let first = next else { throw endOfInput("a number is not complete", expectation) }
        guard first.isDigit else { throw unexpected("a digit goes here", expectation) }
        while let byte = next, byte.isDigit { position += 1 }
    }

    private mutating func string() throws(PolicyTextError) -> String {
        position += 1
        var bytes: [UInt8] = []
        while true {
            let start = position
            while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                position += 1
            }
            bytes += text[start..<position]
            switch next {
            case nil: throw endOfInput("a text is not closed", "was expecting closing quote for a string value")
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &bytes)
            case .some(let byte):
                throw error(
                    "a control character stands in a text; write it as \\n or \\u00XX",
                    "Illegal unquoted character ((CTRL-CHAR, code \(byte))): has to be escaped using backslash to be "
                        + "included in string value"
                )
            }
        }
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(PolicyTextError) {
        guard let byte = next else {
            throw endOfInput("a text is not closed", "expected an escape sequence in string value")
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            bytes += try escapedScalar().utf8
            return
        default:
            throw error(
                "no escape is written so; write \\\\ for a backslash",
                "Unrecognized character escape \(described)"
            )
        }
        position += 1
    }

    /// What follows `\u`: one character, of two units where it is beyond U+FFFF.
    private mutating func escapedScalar() throws(PolicyTextError) -> String {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw halfPair() }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw halfPair() }
        return String(Character(scalar))
    }

    private mutating func unit() throws(PolicyTextError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next else {
                throw endOfInput("\\u takes four hex digits", "expected a hex-digit for character escape sequence")
            }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected("\\u takes four hex digits", "expected a hex-digit for character escape sequence")
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    // MARK: Errors

    private func halfPair() -> PolicyTextError {
        error("half of a surrogate pair stands in a text", "Invalid surrogate pair in string value")
    }

    /// The character at the position, as AWS's reader names it.
    private var described: String {
        var end = position + 1
        while end < text.count, text[end].isUTF8Continuation { end += 1 }
        guard let scalar = String(decoding: text[position..<end], as: UTF8.self).unicodeScalars.first else { return "" }
        let code = scalar.value
        return code < 0x20 ? "((CTRL-CHAR, code \(code)))" : "('\(scalar)' (code \(code)))"
    }

    /// What stands at the position is not what goes there.
    private func unexpected(_ reason: String, _ expectation: String) -> PolicyTextError {
        error("unexpected \(described): \(reason)", "Unexpected character \(described): \(expectation)")
    }

    private func endOfInput(_ reason: String, _ expectation: String) -> PolicyTextError {
        error("the text ends too early: \(reason)", "Unexpected end-of-input: \(expectation)")
    }

    private func unclosed(_ type: String, _ start: Int) -> PolicyTextError {
        error(
            "the text ends too early: what begins on line \(start) is not closed",
            "Unexpected end-of-input: expected close marker for \(type)"
        )
    }

    private func tooLarge(_ reason: String) -> PolicyTextError {
        PolicyTextError(
            problem: .size,
            line: line,
            column: column(at: position),
            reason: "\(reason); no policy is that large",
            sentence: "Syntax errors in policy."
        )
    }

    private func error(_ reason: String, _ sentence: String) -> PolicyTextError {
        PolicyTextError(
            problem: .json,
            line: line,
            column: column(at: position) + 1,
            reason: reason,
            sentence: sentence
        )
    }

    /// From 1, in UTF-16 units.
    private func column(at position: Int) -> Int {
        String(decoding: text[lineStart..<min(position, text.count)], as: UTF8.self).utf16.count + 1
    }
}
