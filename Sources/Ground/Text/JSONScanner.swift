import AWSCore

/// A recursive descent over the bytes; every access is checked against the end.
struct JSONScanner {
    private let text: [UInt8]
    private let rules: JSONRules
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var values = 0

    init(_ text: [UInt8], _ rules: JSONRules) {
        self.text = text
        self.rules = rules
    }

    mutating func document() throws(JSONFault) -> JSONNode {
        skipBlanks()
        guard next != nil else { throw fault(.empty) }
        let value = try value(depth: 0)
        skipBlanks()
        guard next == nil else { throw fault(.trailing) }
        return value
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

    private mutating func value(depth: Int) throws(JSONFault) -> JSONNode {
        guard depth <= rules.depth else { throw fault(.tooDeep) }
        values += 1
        guard values <= rules.values else { throw fault(.tooManyValues) }
        skipBlanks()
        let start = position
        let line = line
        let content = try content(depth: depth)
        return JSONNode(content: content, range: start..<position, line: line)
    }

    private mutating func content(depth: Int) throws(JSONFault) -> JSONNode.Content {
        switch next {
        case UInt8(ascii: "{"): .object(try members(depth: depth))
        case UInt8(ascii: "["): .array(try elements(depth: depth))
        case UInt8(ascii: "\""): .string(try string())
        case .some(let byte) where byte.isDigit || byte == UInt8(ascii: "-"): .number(try number())
        default: try word()
        }
    }

    private mutating func word() throws(JSONFault) -> JSONNode.Content {
        switch next {
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): break
        default: throw fault(.valueMissing)
        }
        let start = position
        while let byte = next, byte.isWordCharacter { position += 1 }
        switch String(decoding: text[start..<position], as: UTF8.self) {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case let word: throw fault(.unknownWord(Self.shortened(word)))
        }
    }

    private mutating func members(depth: Int) throws(JSONFault) -> [JSONNode.Member] {
        let start = line
        position += 1
        var members: [JSONNode.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            skipBlanks()
            try requireMore(in: .object, from: start)
            guard next == UInt8(ascii: "\"") else { throw fault(.nameMissing) }
            let line = line
            let nameStart = position
            let name = try string()
            let nameRange = nameStart..<position
            guard rules.allowsDuplicates || names.insert(name).inserted else {
                throw fault(.duplicateName(Self.shortened(name)))
            }
            skipBlanks()
            try requireMore(in: .object, from: start)
            guard take(UInt8(ascii: ":")) else { throw fault(.colonMissing) }
            skipBlanks()
            try requireMore(in: .object, from: start)
            let value = try value(depth: depth + 1)
            members.append(JSONNode.Member(name: name, nameRange: nameRange, line: line, value: value))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return members }
            try requireMore(in: .object, from: start)
            guard take(UInt8(ascii: ",")) else { throw fault(.commaMissing(.object)) }
        }
    }

    private mutating func elements(depth: Int) throws(JSONFault) -> [JSONNode] {
        let start = line
        position += 1
        var elements: [JSONNode] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            skipBlanks()
            try requireMore(in: .array, from: start)
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return elements }
            try requireMore(in: .array, from: start)
            guard take(UInt8(ascii: ",")) else { throw fault(.commaMissing(.array)) }
        }
    }

    private func requireMore(in container: JSONFault.Container, from line: Int) throws(JSONFault) {
        guard next != nil else { throw fault(.unclosed(container, fromLine: line)) }
    }

    // MARK: Numbers

    private mutating func number() throws(JSONFault) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if let byte = next, byte.isDigit { throw fault(.leadingZero) }
        } else {
            try digits(.whole)
        }
        if take(UInt8(ascii: ".")) { try digits(.fraction) }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits(.exponent)
        }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    private mutating func digits(_ part: JSONFault.NumberPart) throws(JSONFault) {
        guard let first = next, first.isDigit else { throw fault(.digitMissing(part)) }
        while let byte = next, byte.isDigit { position += 1 }
    }

    // MARK: Strings

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        let start = position
        skipPlain()
        // Most strings have no escapes and are taken in one piece.
        if next == UInt8(ascii: "\"") {
            let end = position
            position += 1
            return try validated(text[start..<end])
        }
        var bytes = Array(text[start..<position])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return try validated(bytes[...])
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &bytes)
            case 0x00..<0x20:
                throw fault(.controlCharacter(byte))
            default:
                let start = position
                skipPlain()
                bytes += text[start..<position]
            }
        }
        throw fault(.stringUnclosed)
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

    private func validated(_ bytes: ArraySlice<UInt8>) throws(JSONFault) -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else { throw fault(.notUTF8) }
        return string
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONFault) {
        guard let byte = next else { throw fault(.stringUnclosed) }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            bytes += String(Character(try escapedScalar())).utf8
            return
        default:
            throw fault(.unknownEscape)
        }
        position += 1
    }

    /// What follows `\u`: one scalar, of two units where it is beyond U+FFFF.
    private mutating func escapedScalar() throws(JSONFault) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        let end = position
        if first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let second = try unit()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        guard rules.replacesHalfPairs else { throw fault(.halfPair) }
        position = end
        return "\u{FFFD}"
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexDigitValue else { throw fault(.hexDigitMissing) }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    // MARK: Bytes and faults

    private static func shortened(_ text: String) -> String { text.count <= 64 ? text : text.prefix(64) + "…" }

    private func fault(_ kind: JSONFault.Kind) -> JSONFault {
        let before = text[lineStart..<min(position, text.count)]
        let found = position < text.count ? String(decoding: text[position...].prefix(4), as: UTF8.self) : ""
        return JSONFault(
            kind: kind,
            offset: position,
            line: line,
            column: String(decoding: before, as: UTF8.self).utf16.count + 1,
            found: found.unicodeScalars.first
        )
    }
}
