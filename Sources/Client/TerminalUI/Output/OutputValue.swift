package import Foundation

/// A value that a command tells: what a table shows of it, and what JSON and YAML hold.
package indirect enum OutputValue: Sendable, Equatable {
    case null
    case text(String)
    case number(Int)
    case flag(Bool)
    /// A time in UTC.
    case date(Date)
    case list([OutputValue])
    /// In the order of its members.
    case map([Member])
    /// What a table shows in place of a value: a picture beside a name, or `N/A` where there is none.
    case shown(String, OutputValue)

    /// A member of a ``map(_:)``.
    package struct Member: Sendable, Equatable {
        package let key: String
        package let value: OutputValue

        package init(_ key: String, _ value: OutputValue) {
            self.key = key
            self.value = value
        }
    }

    /// `text`, or ``null``.
    package static func optional(_ text: String?) -> OutputValue { text.map { .text($0) } ?? .null }

    /// Texts, one a line in a table.
    package static func texts(_ texts: [String]) -> OutputValue { .list(texts.map { .text($0) }) }

    /// What a table shows: members of lists and maps one a line.
    package var cell: String {
        switch self {
        case .null: ""
        case .text(let text), .shown(let text, _): text
        case .number(let number): String(number)
        case .flag(let flag): flag ? "True" : "False"
        case .date(let date): OutputDate(date).text
        case .list(let values): values.map(\.cell).joined(separator: "\n")
        case .map(let members): members.map { "\($0.key):\($0.value.cell)" }.joined(separator: "\n")
        }
    }
}
