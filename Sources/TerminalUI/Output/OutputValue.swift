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

/// A time in UTC with microseconds, as tables and data show it.
struct OutputDate {
    private let day: String
    private let time: String

    /// From the first day of the Gregorian calendar to the last year of four digits, in microseconds: dates beyond are
    /// shown as the nearest of these.
    private static let range = -12_219_292_800_000_000...253_402_300_799_999_999

    init(_ date: Date) {
        let given = date.timeIntervalSince1970 * 1_000_000
        let nearest = given.isNaN ? 0 : min(max(given, Double(Self.range.lowerBound)), Double(Self.range.upperBound))
        let microseconds = min(Int(nearest.rounded()), Self.range.upperBound)
        let fraction = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        let whole = Date(timeIntervalSince1970: Double((microseconds - fraction) / 1_000_000))
        day = whole.formatted(.iso8601.year().month().day())
        let digits = String(fraction)
        time =
            whole.formatted(.iso8601.time(includingFractionalSeconds: false)) + "."
            + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// `2024-07-29 12:00:00.000000`.
    var text: String { day + " " + time }

    /// `2024-07-29T12:00:00.000000Z`, as ISO 8601 has it.
    var standard: String { day + "T" + time + "Z" }
}
