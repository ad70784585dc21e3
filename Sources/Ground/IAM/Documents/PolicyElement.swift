/// A policy document as it was read, with the line on which each part stands, so that what is wrong can be pointed at.
/// Whoever reads the file makes it, from JSON or YAML.
package indirect enum PolicyElement: Sendable {
    case text(String, line: Int)
    /// A number or a truth value as it is written, such as `1.50` or `true`; only values of conditions may be one. Who
    /// cannot tell them from texts may give texts: in conditions both mean the same.
    case literal(String, line: Int)
    case list([PolicyElement], line: Int)
    case mapping([Member], line: Int)
    /// Anything that no policy holds where it stands, such as a missing value.
    case nothing(line: Int)

    package struct Member: Sendable {
        package let key: String
        package let line: Int
        package let value: PolicyElement

        package init(key: String, line: Int, value: PolicyElement) {
            self.key = key
            self.line = line
            self.value = value
        }
    }

    package var line: Int {
        switch self {
        case .text(_, let line), .literal(_, let line), .list(_, let line), .mapping(_, let line), .nothing(let line):
            line
        }
    }

    /// Whether it holds no literals and no missing values.
    var isPlain: Bool {
        switch self {
        case .text: true
        case .literal, .nothing: false
        case .list(let elements, _): elements.allSatisfy(\.isPlain)
        case .mapping(let members, _): members.allSatisfy(\.value.isPlain)
        }
    }

    /// The elements of a list; anything else is a list of one, as in policies a single value may stand for a list.
    var elements: [PolicyElement] {
        if case .list(let elements, _) = self { return elements }
        return [self]
    }
}
