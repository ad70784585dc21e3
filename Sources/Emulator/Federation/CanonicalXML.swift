import Text

/// The two forms of canonical XML 1.0 without comments: inclusive (W3C, 2001) and exclusive (W3C, 2002).
enum CanonicalXML: Sendable, Equatable {
    /// Every namespace in scope is written, and `xml:` attributes of ancestors are.
    case inclusive
    /// Namespaces are written where they are used, but those of `prefixes` as in the inclusive form; "" is the default
    /// namespace's.
    case exclusive(prefixes: Set<String>)

    /// The algorithms' names, and the namespace of exclusive canonicalization's parameter.
    static let inclusiveAlgorithm = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    static let exclusiveAlgorithm = "http://www.w3.org/2001/10/xml-exc-c14n#"

    /// The bytes of an element and all in it.
    ///
    /// - Parameter excluded: the place of an element that is left out with all in it.
    func bytes(of place: Int, in tree: XMLTree, without excluded: Int? = nil) -> [UInt8] {
        var writer = Writer(form: self, tree: tree, excluded: excluded)
        writer.write(place, written: [:], inherited: self == .inclusive ? inherited(by: place, in: tree) : [])
        return writer.bytes
    }

    /// The `xml:` attributes that an element has of its ancestors, the nearest first.
    private func inherited(by place: Int, in tree: XMLTree) -> [XMLTree.Attribute] {
        var names = Set(tree.elements[place].attributes.map(\.name))
        var found: [XMLTree.Attribute] = []
        var ancestor = tree.elements[place].parent
        while let place = ancestor {
            for attribute in tree.elements[place].attributes where attribute.name.namespace == XMLTree.xmlNamespace {
                if names.insert(attribute.name).inserted { found.append(attribute) }
            }
            ancestor = tree.elements[place].parent
        }
        return found
    }
}

extension CanonicalXML {
    private struct Writer {
        let form: CanonicalXML
        let tree: XMLTree
        let excluded: Int?
        var bytes: [UInt8] = []

        /// - Parameters:
        ///   - written: the namespaces that the elements around this one have declared in what was written.
        ///   - inherited: attributes beside the element's own.
        mutating func write(_ place: Int, written: [String: String], inherited: [XMLTree.Attribute] = []) {
            guard place != excluded else { return }
            let element = tree.elements[place]
            var written = written
            let tag =
                Array((element.name.prefix.isEmpty ? "" : element.name.prefix + ":").utf8)
                + Array(element.name.local.utf8)
            bytes.append(0x3C)
            bytes += tag
            for prefix in prefixes(of: element).sorted(by: precedes) {
                let uri = element.namespaces[prefix] ?? ""
                guard prefix.isEmpty || !uri.isEmpty, written[prefix] ?? "" != uri else { continue }
                written[prefix] = uri
                append(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, uri)
            }
            let attributes = (element.attributes + inherited).sorted { left, right in
                left.name.namespace == right.name.namespace
                    ? precedes(left.name.local, right.name.local)
                    : precedes(left.name.namespace, right.name.namespace)
            }
            for attribute in attributes {
                let prefix = attribute.name.prefix.isEmpty ? "" : attribute.name.prefix + ":"
                append(prefix + attribute.name.local, attribute.value)
            }
            bytes.append(0x3E)
            for child in element.children {
                switch child {
                case .element(let child): write(child, written: written)
                case .text(let text): append(text: text)
                }
            }
            bytes += "</".utf8
            bytes += tag
            bytes.append(0x3E)
        }

        /// The prefixes whose namespaces the element is to declare, where what is around it does not.
        private func prefixes(of element: XMLTree.Element) -> Set<String> {
            switch form {
            case .inclusive: return Set(element.namespaces.keys).union([""])
            case .exclusive(let listed):
                // A list may name thousands of prefixes; few are in scope.
                var used = Set(element.namespaces.keys.filter(listed.contains))
                used.insert(element.name.prefix)
                for attribute in element.attributes where !attribute.name.prefix.isEmpty {
                    used.insert(attribute.name.prefix)
                }
                used.remove("xml")
                return used
            }
        }

        private func precedes(_ left: String, _ right: String) -> Bool {
            left.utf8.lexicographicallyPrecedes(right.utf8)
        }

        private mutating func append(_ name: String, _ value: String) {
            bytes.append(0x20)
            bytes += name.utf8
            bytes += "=\"".utf8
            for byte in value.utf8 {
                switch byte {
                case 0x26: bytes += "&amp;".utf8
                case 0x3C: bytes += "&lt;".utf8
                case 0x22: bytes += "&quot;".utf8
                case 0x09: bytes += "&#x9;".utf8
                case 0x0A: bytes += "&#xA;".utf8
                case 0x0D: bytes += "&#xD;".utf8
                default: bytes.append(byte)
                }
            }
            bytes.append(0x22)
        }

        private mutating func append(text: String) {
            for byte in text.utf8 {
                switch byte {
                case 0x26: bytes += "&amp;".utf8
                case 0x3C: bytes += "&lt;".utf8
                case 0x3E: bytes += "&gt;".utf8
                case 0x0D: bytes += "&#xD;".utf8
                default: bytes.append(byte)
                }
            }
        }
    }
}
