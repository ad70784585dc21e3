/// An XML document with all that canonical XML needs: prefixes, namespaces in scope, attributes, text.
///
/// Elements stand in one list, in the order in which they begin, and know their parents: a reference to an element is a
/// place in this list, so that "the very element that was signed" can be said exactly.
package struct XMLTree: Sendable {
    /// A name with the namespace that its prefix stands for; empty where it has none.
    package struct Name: Sendable, Hashable {
        package let prefix: String
        package let local: String
        package let namespace: String
    }

    package struct Attribute: Sendable, Equatable {
        package let name: Name
        /// The value as an XML processor reports it: references resolved, blanks normalized.
        package let value: String
    }

    package enum Child: Sendable, Equatable {
        case element(Int)
        /// Text with its references resolved. Comments within it are gone, and it is one piece.
        case text(String)
    }

    package struct Element: Sendable {
        package let name: Name
        /// Without declarations of namespaces.
        package let attributes: [Attribute]
        /// The namespaces in scope by prefix; "" is the default one's. `xml` is not listed.
        package let namespaces: [String: String]
        package let parent: Int?
        package var children: [Child] = []

        package func isNamed(_ local: String, in namespace: String) -> Bool {
            name.local == local && name.namespace == namespace
        }

        /// The value of an attribute without prefix.
        package subscript(attribute: String) -> String? {
            attributes.first { $0.name.namespace.isEmpty && $0.name.local == attribute }?.value
        }
    }

    /// The namespace of the prefix `xml`, which needs no declaration.
    package static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    /// The root is the first.
    package let elements: [Element]

    /// Reads a document.
    ///
    /// - Throws: ``XMLError`` where it is not XML, or is not as ``XMLReader`` takes it.
    package init(reading bytes: [UInt8]) throws(XMLError) { self = try XMLReader.read(bytes) }

    init(elements: [Element]) {
        self.elements = elements
    }

    package var root: Element { elements[0] }

    /// The places of the elements directly in one.
    package func children(of place: Int) -> [Int] {
        elements[place].children.compactMap { child in
            guard case .element(let child) = child else { return nil }
            return child
        }
    }

    /// The places of the elements of that name directly in one.
    package func children(of place: Int, _ local: String, in namespace: String) -> [Int] {
        children(of: place).filter { elements[$0].isNamed(local, in: namespace) }
    }

    /// The places of all elements of that name.
    package func all(_ local: String, in namespace: String) -> [Int] {
        elements.indices.filter { elements[$0].isNamed(local, in: namespace) }
    }

    /// The whole text of an element, without blanks at its ends; nil where it holds elements.
    package func text(of place: Int) -> String? {
        var text = ""
        for child in elements[place].children {
            guard case .text(let piece) = child else { return nil }
            text += piece
        }
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { !$0.isXMLBlank }),
            let last = bytes.lastIndex(where: { !$0.isXMLBlank })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}

/// Why a text is not XML, or not as it is taken.
package struct XMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and, where that is known, at which byte.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }

    package var description: String { "not XML: \(reason)" }
}

extension UInt8 {
    /// Whether the byte is one of XML's blanks; carriage returns are gone when text is read, but for references.
    package var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
