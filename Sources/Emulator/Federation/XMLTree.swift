/// An XML document with all that canonical XML needs: prefixes, namespaces in scope, attributes, text.
///
/// Elements stand in one list, in the order in which they begin, and know their parents: a reference to an element is a
/// place in this list, so that "the very element that was signed" can be said exactly.
struct XMLTree: Sendable {
    /// A name with the namespace that its prefix stands for; empty where it has none.
    struct Name: Sendable, Hashable {
        let prefix: String
        let local: String
        let namespace: String
    }

    struct Attribute: Sendable, Equatable {
        let name: Name
        /// The value as an XML processor reports it: references resolved, blanks normalized.
        let value: String
    }

    enum Child: Sendable, Equatable {
        case element(Int)
        /// Text with its references resolved. Comments within it are gone, and it is one piece.
        case text(String)
    }

    struct Element: Sendable {
        let name: Name
        /// Without declarations of namespaces.
        let attributes: [Attribute]
        /// The namespaces in scope by prefix; "" is the default one's. `xml` is not listed.
        let namespaces: [String: String]
        let parent: Int?
        var children: [Child] = []

        func isNamed(_ local: String, in namespace: String) -> Bool {
            name.local == local && name.namespace == namespace
        }

        /// The value of an attribute without prefix.
        subscript(attribute: String) -> String? {
            attributes.first { $0.name.namespace.isEmpty && $0.name.local == attribute }?.value
        }
    }

    /// The namespace of the prefix `xml`, which needs no declaration.
    static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

    /// The root is the first.
    let elements: [Element]

    init(elements: [Element]) {
        self.elements = elements
    }

    var root: Element { elements[0] }

    /// The places of the elements directly in one.
    func children(of place: Int) -> [Int] {
        elements[place].children.compactMap { child in
            guard case .element(let child) = child else { return nil }
            return child
        }
    }

    /// The places of the elements of that name directly in one.
    func children(of place: Int, _ local: String, in namespace: String) -> [Int] {
        children(of: place).filter { elements[$0].isNamed(local, in: namespace) }
    }

    /// The places of all elements of that name.
    func all(_ local: String, in namespace: String) -> [Int] {
        elements.indices.filter { elements[$0].isNamed(local, in: namespace) }
    }

    /// The whole text of an element, without blanks at its ends; nil where it holds elements.
    func text(of place: Int) -> String? {
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

extension UInt8 {
    /// Whether the byte is one of XML's blanks; carriage returns are gone when text is read, but for references.
    var isXMLBlank: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
}
