import Text

/// A call's parameters (docs/aws/endpoints.md, "The Query protocol"), from a form body or a query string.
package struct QueryParameters: Sendable, Equatable {
    /// One parameter, decoded.
    package struct Pair: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    /// Every parameter in order of arrival.
    package let pairs: [Pair]

    /// How many parameters there may be: the longest lists of STS's operations take some hundred.
    package static let limit = 2_000

    /// Reads `application/x-www-form-urlencoded` text: `+` is a space, empty parts between `&` are passed over, a name
    /// without `=` has an empty value.
    ///
    /// Nil where an escape is malformed or a name or value is not UTF-8: such text means nothing and must not be
    /// guessed at. Nil, too, where there are more than ``limit``.
    package init?(form: some Sequence<UInt8>) {
        var pairs: [Pair] = []
        for part in Array(form).split(separator: 0x26) {
            guard pairs.count < Self.limit else { return nil }
            let equals = part.firstIndex(of: 0x3D) ?? part.endIndex
            guard
                let name = PercentEncoding.text(of: part[..<equals], isForm: true),
                let value = PercentEncoding.text(of: part[equals...].dropFirst(), isForm: true)
            else { return nil }
            pairs.append(Pair(name: name, value: value))
        }
        self.pairs = pairs
    }

    package init(_ pairs: [(name: String, value: String)] = []) {
        self.pairs = pairs.map { Pair(name: $0.name, value: $0.value) }
    }

    /// The members of a structure as the protocol writes them: `Tags.member.1.Key`, an empty list as `NAME=`; a member that
    /// is null is left out.
    package init(members: [String: JSONValue]) {
        var pairs: [Pair] = []
        Self.append(members, to: &pairs, prefix: "")
        self.pairs = pairs
    }

    private static func append(_ members: [String: JSONValue], to pairs: inout [Pair], prefix: String) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) { append(value, to: &pairs, name: prefix + name) }
    }

    private static func append(_ value: JSONValue, to pairs: inout [Pair], name: String) {
        func add(_ text: String) { pairs.append(Pair(name: name, value: text)) }
        switch value {
        case .null: break
        case .bool(let value): add(value ? "true" : "false")
        case .integer(let number): add(String(number))
        case .number(let number): add(String(number))
        case .string(let text): add(text)
        case .array(let elements):
            if elements.isEmpty { add("") }
            for (index, element) in elements.enumerated() {
                append(element, to: &pairs, name: "\(name).member.\(index + 1)")
            }
        case .object(let members): append(members, to: &pairs, prefix: name + ".")
        }
    }

    /// Every value of `name`, in order of arrival.
    package func values(of name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }

    /// The first value of `name`, as sent; nil where the parameter is absent.
    package subscript(name: String) -> String? {
        pairs.first { $0.name == name }?.value
    }

    /// The values of `NAME.member.1`, `NAME.member.2` …, ordered by their numbers. An empty list, written `NAME=`, is
    /// empty.
    package func list(_ name: String) -> [String] {
        members(of: name).compactMap { $0.field.isEmpty ? ($0.number, $0.value) : nil }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    /// The structures `NAME.member.1.FIELD` …, ordered by their numbers, each by its fields. A field keeps its dots.
    package func structures(_ name: String) -> [[String: String]] {
        var structures: [Int: [String: String]] = [:]
        for member in members(of: name) where !member.field.isEmpty {
            // The first value of a repeated parameter counts, as with the subscript.
            structures[member.number, default: [:]].merge([member.field: member.value]) { first, _ in first }
        }
        return structures.sorted { $0.key < $1.key }.map(\.value)
    }

    private func members(of name: String) -> [(number: Int, field: String, value: String)] {
        let prefix = name + ".member."
        return pairs.compactMap { pair in
            guard pair.name.hasPrefix(prefix) else { return nil }
            let rest = pair.name.dropFirst(prefix.count)
            let digits = rest.prefix { $0 != "." }
            guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(digits) else { return nil }
            let field = rest.dropFirst(digits.count)
            guard field.isEmpty || field.count > 1 else { return nil }
            return (number, String(field.dropFirst()), pair.value)
        }
    }

    /// Writes parameters in their order as `application/x-www-form-urlencoded` text. A space becomes `%20`, which is
    /// a space in bodies and in signed query strings alike.
    package static func encode(_ pairs: [(String, String)]) -> String {
        var encoded: [UInt8] = []
        for (index, pair) in pairs.enumerated() {
            if index > 0 { encoded.append(0x26) }
            PercentEncoding.append(pair.0, to: &encoded)
            encoded.append(0x3D)
            PercentEncoding.append(pair.1, to: &encoded)
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
