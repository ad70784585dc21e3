/// Attributes by name, in the order in which they were given.
package struct Attributes: Sendable, Equatable {
    /// One attribute.
    package struct Element: Sendable, Equatable, Codable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    private var elements: [Element] = []

    /// Of a name that comes twice, the last value counts, in the first one's place.
    package init(_ elements: some Sequence<Element>) {
        for element in elements { self[element.name] = element.value }
    }

    /// The value of a name. A new name is last; nil takes the name away.
    package subscript(name: String) -> String? {
        get { elements.first { $0.name == name }?.value }
        set {
            let index = elements.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): elements[index] = Element(name: name, value: value)
            case (let index?, nil): elements.remove(at: index)
            case (nil, let value?): elements.append(Element(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The values by name, for those who do not ask for the order.
    package var dictionary: [String: String] {
        Dictionary(elements.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }
}

extension Attributes: RandomAccessCollection {
    package var startIndex: Int { elements.startIndex }
    package var endIndex: Int { elements.endIndex }
    package subscript(position: Int) -> Element { elements[position] }
}

extension Attributes: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Element(name: $0, value: $1) })
    }
}

extension Attributes: Codable {
    package init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            let element = try list.decode(Element.self)
            self[element.name] = element.value
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for element in elements { try list.encode(element) }
    }
}
