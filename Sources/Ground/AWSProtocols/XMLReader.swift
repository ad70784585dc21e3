import Text

/// What is wrong with a text that should be an AWS Query answer.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
    package let reason: String
    /// Where, in bytes from the start.
    package let offset: Int

    package var description: String { "not an XML answer at byte \(offset): \(reason)" }
}

/// A small strict reader for the XML that AWS Query services send: elements, text, entities, an XML declaration and
/// comments. Attributes are read and dropped; document types, CDATA and mixed content are refused.
struct XMLReader {
    /// How many elements may stand in each other.
    static let depthLimit = 64

    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    mutating func document() throws(XMLError) -> XMLNode {
        skipBlanks()
        if starts(with: "<?xml") { try skip(past: "?>") }
        try skipMisc()
        guard take("<") else { throw error("an element is missing") }
        let root = try element(depth: 0)
        try skipMisc()
        guard position == text.count else { throw error("something follows the root element") }
        return root
    }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private func error(_ reason: String) -> XMLError { XMLError(reason: reason, offset: position) }

    private func starts(with word: StaticString) -> Bool {
        text[position...].starts(with: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func take(_ word: StaticString) -> Bool {
        guard starts(with: word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    private mutating func skip(past word: StaticString) throws(XMLError) {
        while !starts(with: word) {
            guard position < text.count else { throw error("\(word) is missing") }
            position += 1
        }
        position += word.utf8CodeUnitCount
    }

    private mutating func skipBlanks() {
        while let byte = next, byte.isXMLBlank { position += 1 }
    }

    private mutating func skipMisc() throws(XMLError) {
        skipBlanks()
        while take("<!--") {
            try skip(past: "-->")
            skipBlanks()
        }
    }

    /// Reads an element whose `<` was taken.
    private mutating func element(depth: Int) throws(XMLError) -> XMLNode {
        guard depth <= XMLReader.depthLimit else { throw error("more than \(XMLReader.depthLimit) levels") }
        let name = try name()
        if try attributesEndEmpty() { return .leaf(name: name, text: "") }
        var children: [XMLNode] = []
        var content: [UInt8] = []
        while true {
            guard let byte = next else { throw error("<\(name)> is not closed") }
            guard byte == 0x3C else {
                try appendCharacter(to: &content)
                continue
            }
            if take("<!--") {
                try skip(past: "-->")
            } else if take("</") {
                guard try self.name() == name else { throw error("<\(name)> is closed by another tag") }
                skipBlanks()
                guard take(">") else { throw error("a tag is not closed") }
                break
            } else {
                position += 1
                children.append(try element(depth: depth + 1))
            }
        }
        guard !children.isEmpty else {
            guard let text = String(validating: content, as: UTF8.self) else { throw error("text is not UTF-8") }
            return .leaf(name: name, text: text)
        }
        guard content.allSatisfy(\.isXMLBlank) else { throw error("<\(name)> mixes text and elements") }
        return .element(name: name, children: children)
    }

    private mutating func name() throws(XMLError) -> String {
        let start = position
        while let byte = next, byte.isXMLNameByte { position += 1 }
        guard position > start, let name = String(validating: text[start..<position], as: UTF8.self) else {
            throw error("a name is missing")
        }
        return name
    }

    /// Reads up to the end of an opening tag; true if the element ends with it.
    private mutating func attributesEndEmpty() throws(XMLError) -> Bool {
        while true {
            let before = position
            skipBlanks()
            if take("/>") { return true }
            if take(">") { return false }
            guard position > before else { throw error("a tag is not closed") }
            _ = try name()
            skipBlanks()
            guard take("=") else { throw error("an attribute has no value") }
            skipBlanks()
            guard let quote = next, quote == 0x22 || quote == 0x27 else { throw error("an attribute has no value") }
            position += 1
            while let byte = next, byte != quote, byte != 0x3C { position += 1 }
            guard next == quote else { throw error("an attribute is not closed") }
            position += 1
        }
    }

    private mutating func appendCharacter(to content: inout [UInt8]) throws(XMLError) {
        if !starts(with: "&") {
            content.append(text[position])
            position += 1
        } else if take("&amp;") {
            content.append(0x26)
        } else if take("&lt;") {
            content.append(0x3C)
        } else if take("&gt;") {
            content.append(0x3E)
        } else if take("&quot;") {
            content.append(0x22)
        } else if take("&apos;") {
            content.append(0x27)
        } else {
            try appendReference(to: &content)
        }
    }

    /// A numeric character reference.
    private mutating func appendReference(to content: inout [UInt8]) throws(XMLError) {
        guard take("&#") else { throw error("an unknown entity") }
        let radix: UInt32 = take("x") ? 16 : 10
        var value: UInt32 = 0
        let start = position
        while let byte = next, let digit = byte.hexDigitValue, digit < radix, position - start < 8 {
            value = value &* radix &+ UInt32(digit)
            position += 1
        }
        guard position > start, let scalar = Unicode.Scalar(value), value != 0, take(";"),
            let bytes = UTF8.encode(scalar)
        else { throw error("a malformed character reference") }
        content.append(contentsOf: bytes)
    }
}

extension UInt8 {
    fileprivate var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }

    fileprivate var isXMLNameByte: Bool {
        switch self {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
        default: false
        }
    }
}
