import Text

/// An element of an AWS Query answer: it holds either elements or text, never both.
package indirect enum XMLNode: Sendable, Equatable {
    /// An element that holds elements.
    case element(name: String, children: [XMLNode])
    /// An element that holds text, perhaps none.
    case leaf(name: String, text: String)

    package init(_ name: String, _ children: [XMLNode]) {
        self = .element(name: name, children: children)
    }

    package init(_ name: String, text: String) {
        self = .leaf(name: name, text: text)
    }

    package var name: String {
        switch self {
        case .element(let name, _), .leaf(let name, _): name
        }
    }

    /// The elements in this one; none in one that holds text.
    package var children: [XMLNode] {
        guard case .element(_, let children) = self else { return [] }
        return children
    }

    /// The text of an element that holds no elements.
    package var text: String? {
        guard case .leaf(_, let text) = self else { return nil }
        return text
    }

    /// The first element of that name directly in this one.
    package subscript(name: String) -> XMLNode? { children.first { $0.name == name } }
}

extension XMLNode {
    /// An element of a document with what stands in it; attributes are dropped.
    ///
    /// - Throws: ``XMLError`` where an element holds both text and elements.
    init(_ tree: XMLTree, at place: Int = 0) throws(XMLError) {
        let element = tree.elements[place]
        let name = (element.name.prefix.isEmpty ? "" : element.name.prefix + ":") + element.name.local
        var children: [XMLNode] = []
        var text = ""
        for child in element.children {
            switch child {
            case .text(let piece): text += piece
            case .element(let place): children.append(try XMLNode(tree, at: place))
            }
        }
        guard !children.isEmpty else {
            self.init(name, text: text)
            return
        }
        guard text.utf8.allSatisfy(\.isXMLBlank) else { throw XMLError(reason: "<\(name)> mixes text and elements") }
        self.init(name, children)
    }

    /// The document with this element as its root, laid out as STS does it: two spaces a level, one element a line, a
    /// newline after the last tag, no XML declaration.
    ///
    /// - Parameter namespace: the value of the root's `xmlns`.
    package func serialized(namespace: String? = nil) -> [UInt8] {
        var text: [UInt8] = []
        append(to: &text, depth: 0, namespace: namespace)
        return text
    }

    private func append(to text: inout [UInt8], depth: Int, namespace: String?) {
        text.append(contentsOf: repeatElement(0x20, count: 2 * depth))
        text.append(0x3C)
        text += name.utf8
        if let namespace {
            text += " xmlns=\"".utf8
            XMLNode.append(namespace, to: &text)
            text.append(0x22)
        }
        switch self {
        case .element(_, let children) where children.isEmpty:
            text += "/>\n".utf8
        case .element(let name, let children):
            text += ">\n".utf8
            for child in children { child.append(to: &text, depth: depth + 1, namespace: nil) }
            text.append(contentsOf: repeatElement(0x20, count: 2 * depth))
            XMLNode.append(endOf: name, to: &text)
        case .leaf(let name, let content):
            text.append(0x3E)
            XMLNode.append(content, to: &text)
            XMLNode.append(endOf: name, to: &text)
        }
    }

    private static func append(endOf name: String, to text: inout [UInt8]) {
        text += "</".utf8
        text += name.utf8
        text += ">\n".utf8
    }

    /// Appends character data. What XML 1.0 cannot hold, control characters for one, becomes U+FFFD.
    private static func append(_ content: String, to text: inout [UInt8]) {
        // Most texts are copied as they are.
        guard !content.utf8.allSatisfy(isPlain) else {
            text += content.utf8
            return
        }
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;".utf8
            case "<": text += "&lt;".utf8
            case ">": text += "&gt;".utf8
            // A reader turns a carriage return that is not escaped into a newline.
            case "\r": text += "&#13;".utf8
            case "\t", "\n": text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": text += UTF8.encodedReplacementCharacter
            default: text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }

    /// Whether a byte is a printable character of ASCII that XML has no other use for.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x26, 0x3C, 0x3E: false
        default: (0x20..<0x7F).contains(byte)
        }
    }
}
