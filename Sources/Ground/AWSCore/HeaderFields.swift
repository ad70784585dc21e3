/// The header fields of an HTTP message: names without regard to case, order and repeats kept.
package struct HeaderFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// One line of the header.
    package struct Field: Sendable, Equatable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The lines in order of arrival.
    package private(set) var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of `name`; setting replaces every line of that name.
    package subscript(name: String) -> String? {
        get { fields.first { $0.name.equalsIgnoringCase(name) }?.value }
        set {
            fields.removeAll { $0.name.equalsIgnoringCase(name) }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }

    /// Every value of `name`, in order of arrival.
    package func values(of name: String) -> [String] {
        fields.lazy.filter { $0.name.equalsIgnoringCase(name) }.map(\.value)
    }

    /// Adds a line, also where the name stands already.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension StringProtocol {
    /// Equality of ASCII text without regard to case, as header names and host names have it.
    package func equalsIgnoringCase(_ other: some StringProtocol) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        return zip(left, right).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}

extension String {
    /// The same for strings, which header look-ups compare on every call: no generic code in the way.
    package func equalsIgnoringCase(_ other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        var index = right.startIndex
        for byte in left {
            guard byte.lowercasedASCII == right[index].lowercasedASCII else { return false }
            right.formIndex(after: &index)
        }
        return true
    }
}

extension UInt8 {
    /// This byte, with an ASCII capital turned small.
    @inlinable
    package var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
