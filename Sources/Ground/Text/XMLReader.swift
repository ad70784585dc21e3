/// A strict reader of XML 1.0 with namespaces, for answers of services and documents of strangers.
///
/// UTF-8 only. Refused are document types, and with them every entity but XML's five; processing instructions; names
/// with other characters than ASCII's; prefixes that are not declared. Comments are dropped. Size, depth, attributes
/// and declarations are bounded, so that the work stays in proportion to the size.
struct XMLReader {
    /// How many elements may stand in each other.
    static let depthLimit = 64
    /// How many attributes an element may have, and how many prefixes may be in scope.
    static let attributeLimit = 64

    private let text: [UInt8]
    private var position = 0
    private var elements: [XMLTree.Element] = []

    static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLTree {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw XMLError(reason: "it is not UTF-8") }
        var reader = XMLReader(text: withLineEnds(bytes))
        try reader.document()
        return XMLTree(elements: reader.elements)
    }

    private init(text: [UInt8]) {
        self.text = text
    }

    /// XML 1.0, 2.11: every line end is a line feed before anything else is looked at.
    private static func withLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
            result.append(byte == 0x0D ? 0x0A : byte)
        }
        return result
    }

    private func error(_ reason: String) -> XMLError { XMLError(reason: "\(reason) at byte \(position)") }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    private func starts(with word: StaticString) -> Bool {
        text[position...].starts(with: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    private mutating func take(_ word: StaticString) -> Bool {
        guard starts(with: word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte.isXMLBlank { position += 1 }
    }

    // MARK: The document

    private mutating func document() throws(XMLError) {
        if starts(with: "<?xml") { try declaration() }
        try skipMisc()
        guard take("<") else { throw error("the root element is missing") }
        _ = try element(parent: nil, scope: [:], depth: 1)
        try skipMisc()
        guard position == text.count else { throw error("something follows the root element") }
    }

    /// The XML declaration: version 1.0, and UTF-8 where it names an encoding.
    private mutating func declaration() throws(XMLError) {
        position += 5
        var fields: [String: String] = [:]
        while true {
            let before = position
            skipBlanks()
            if take("?>") { break }
            guard position > before else { throw error("the XML declaration is malformed") }
            let name = try name()
            fields[name] = try quoted()
        }
        guard fields["version"] == "1.0", Set(fields.keys).isSubset(of: ["version", "encoding", "standalone"]) else {
            throw error("the XML declaration is not of version 1.0")
        }
        guard fields["encoding"].map({ $0.lowercased() == "utf-8" }) ?? true else { throw error("it is not UTF-8") }
    }

    private mutating func skipMisc() throws(XMLError) {
        skipBlanks()
        while starts(with: "<!--") {
            try skipComment()
            skipBlanks()
        }
        if starts(with: "<!") { throw error("a document type is refused") }
        if starts(with: "<?") { throw error("a processing instruction is refused") }
    }

    private mutating func skipComment() throws(XMLError) {
        position += 4
        while !starts(with: "--") {
            guard next != nil else { throw error("a comment is not closed") }
            _ = try character()
        }
        guard take("-->") else { throw error("two hyphens stand in a comment") }
    }

    // MARK: Elements

    private struct Tag {
        let prefix: String
        let local: String
        var attributes: [(prefix: String, local: String, value: String)] = []
        var declarations: [String: String] = [:]
        var isEmpty = false
    }

    /// Reads an element whose `<` was taken.
    private mutating func element(parent: Int?, scope: [String: String], depth: Int) throws(XMLError) -> Int {
        guard depth <= XMLReader.depthLimit else { throw error("more than \(XMLReader.depthLimit) levels") }
        let tag = try openingTag()
        var scope = scope
        if !tag.declarations.isEmpty { scope.merge(tag.declarations) { _, new in new } }
        guard scope.count <= XMLReader.attributeLimit else { throw error("too many namespaces are in scope") }
        let name = XMLTree.Name(
            prefix: tag.prefix,
            local: tag.local,
            namespace: try namespace(tag.prefix, scope, isAttribute: false)
        )
        let place = elements.count
        elements.append(
            XMLTree.Element(
                name: name,
                attributes: try attributes(of: tag, scope),
                namespaces: scope,
                parent: parent
            )
        )
        if !tag.isEmpty { elements[place].children = try content(of: tag, place: place, scope: scope, depth: depth) }
        return place
    }

    private mutating func openingTag() throws(XMLError) -> Tag {
        let (prefix, local) = try qualifiedName()
        var tag = Tag(prefix: prefix, local: local)
        while true {
            let before = position
            skipBlanks()
            if take("/>") {
                tag.isEmpty = true
                return tag
            }
            if take(">") { return tag }
            guard position > before else { throw error("a tag is malformed") }
            let (prefix, local) = try qualifiedName()
            let value = try quoted()
            if prefix == "xmlns" || (prefix.isEmpty && local == "xmlns") {
                try declare(prefix.isEmpty ? "" : local, value, in: &tag)
            } else {
                tag.attributes.append((prefix, local, value))
            }
            guard tag.attributes.count + tag.declarations.count <= XMLReader.attributeLimit else {
                throw error("an element has too many attributes")
            }
        }
    }

    private func declare(_ prefix: String, _ uri: String, in tag: inout Tag) throws(XMLError) {
        guard tag.declarations[prefix] == nil else { throw error("a prefix is declared twice") }
        guard prefix != "xml", prefix != "xmlns", uri != XMLTree.xmlNamespace, uri != "http://www.w3.org/2000/xmlns/"
        else { throw error("a reserved prefix or namespace is declared") }
        guard prefix.isEmpty || !uri.isEmpty else { throw error("the prefix \(prefix) is declared as nothing") }
        tag.declarations[prefix] = uri
    }

    private func namespace(
        _ prefix: String,
        _ scope: [String: String],
        isAttribute: Bool
    ) throws(XMLError) -> String {
        if prefix == "xml" { return XMLTree.xmlNamespace }
        if prefix.isEmpty { return isAttribute ? "" : scope[""] ?? "" }
        guard let uri = scope[prefix] else { throw error("the prefix \(prefix) is not declared") }
        return uri
    }

    private func attributes(of tag: Tag, _ scope: [String: String]) throws(XMLError) -> [XMLTree.Attribute] {
        var attributes: [XMLTree.Attribute] = []
        var seen: Set<[String]> = []
        for (prefix, local, value) in tag.attributes {
            let uri = try namespace(prefix, scope, isAttribute: true)
            guard seen.insert([uri, local]).inserted else { throw error("the attribute \(local) stands twice") }
            attributes.append(
                XMLTree.Attribute(name: XMLTree.Name(prefix: prefix, local: local, namespace: uri), value: value)
            )
        }
        return attributes
    }

    /// Reads what stands in an element, and its closing tag.
    private mutating func content(
        of tag: Tag,
        place: Int,
        scope: [String: String],
        depth: Int
    ) throws(XMLError) -> [XMLTree.Child] {
        var children: [XMLTree.Child] = []
        var pending: [UInt8] = []
        func flush() {
            guard !pending.isEmpty else { return }
            children.append(.text(String(decoding: pending, as: UTF8.self)))
            pending = []
        }
        while true {
            guard let byte = next else { throw error("<\(tag.local)> is not closed") }
            if byte != 0x3C {
                if starts(with: "]]>") { throw error("]]> stands in text") }
                if byte == 0x26 { pending += try reference() } else { pending.append(try character()) }
            } else if starts(with: "<!--") {
                try skipComment()
            } else if take("<![CDATA[") {
                while !take("]]>") {
                    guard next != nil else { throw error("a CDATA section is not closed") }
                    pending.append(try character())
                }
            } else if take("</") {
                guard try qualifiedName() == (tag.prefix, tag.local) else {
                    throw error("<\(tag.local)> is closed by another tag")
                }
                skipBlanks()
                guard take(">") else { throw error("a tag is malformed") }
                flush()
                return children
            } else if starts(with: "<!") || starts(with: "<?") {
                throw error("a declaration or processing instruction is refused")
            } else {
                position += 1
                flush()
                children.append(.element(try element(parent: place, scope: scope, depth: depth + 1)))
            }
        }
    }

    // MARK: Names, values, characters

    private mutating func qualifiedName() throws(XMLError) -> (prefix: String, local: String) {
        let first = try name()
        guard take(":") else { return ("", first) }
        return (first, try name())
    }

    /// A name without colon.
    private mutating func name() throws(XMLError) -> String {
        let start = position
        while let byte = next {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x5F: break
            case 0x30...0x39, 0x2D, 0x2E: guard position > start else { throw error("a name is malformed") }
            default:
                guard position > start else { throw error("a name is missing") }
                return String(decoding: text[start..<position], as: UTF8.self)
            }
            position += 1
        }
        throw error("the document ends in a name")
    }

    /// `=` and a value in quotes, its references resolved and its blanks turned into spaces (XML 1.0, 3.3.3).
    private mutating func quoted() throws(XMLError) -> String {
        skipBlanks()
        guard take("=") else { throw error("an attribute has no value") }
        skipBlanks()
        guard let quote = next, quote == 0x22 || quote == 0x27 else { throw error("an attribute has no value") }
        position += 1
        var value: [UInt8] = []
        while let byte = next, byte != quote {
            switch byte {
            case 0x3C: throw error("< stands in an attribute")
            case 0x26: value += try reference()
            case 0x09, 0x0A:
                value.append(0x20)
                position += 1
            default: value.append(try character())
            }
        }
        guard next == quote else { throw error("an attribute is not closed") }
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    /// One byte of text, which must be of a character that XML may hold. The text is valid UTF-8, so that only the two
    /// forbidden scalars of three bytes need a look ahead.
    private mutating func character() throws(XMLError) -> UInt8 {
        let byte = text[position]
        if byte < 0x20, byte != 0x09, byte != 0x0A { throw error("a control character is refused") }
        if byte == 0xEF, position + 2 < text.count, text[position + 1] == 0xBF, text[position + 2] >= 0xBE {
            throw error("a forbidden character is refused")
        }
        position += 1
        return byte
    }

    /// What an entity of XML's five, or a numeric reference to a character that XML may hold, stands for.
    private mutating func reference() throws(XMLError) -> [UInt8] {
        if take("&amp;") { return [0x26] }
        if take("&lt;") { return [0x3C] }
        if take("&gt;") { return [0x3E] }
        if take("&quot;") { return [0x22] }
        if take("&apos;") { return [0x27] }
        guard take("&#") else { throw error("an entity other than XML's five is refused") }
        let radix = take("x") ? 16 : 10
        var value = 0
        let start = position
        while let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix,
            position - start < 8
        {
            value = value * radix + digit
            position += 1
        }
        guard position > start, take(";"), let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init),
            scalar.isXMLCharacter
        else {
            throw error("a reference to a character is refused")
        }
        return Array(String(Character(scalar)).utf8)
    }
}

extension Unicode.Scalar {
    /// Whether XML 1.0 can hold the character (2.2, `Char`).
    fileprivate var isXMLCharacter: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
