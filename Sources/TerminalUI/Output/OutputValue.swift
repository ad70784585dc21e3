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

    init(_ date: Date) {
        // Dates far away are cut rather than crash: the years that four digits write.
        let seconds = date.timeIntervalSince1970
        let near = seconds.isNaN ? 0 : min(max(seconds, -62_135_596_800), 253_402_300_800)
        let microseconds = min(Int((near * 1_000_000).rounded()), 253_402_300_799_999_999)
        let (whole, fraction) = Self.floored(microseconds, by: 1_000_000)
        let (days, second) = Self.floored(whole, by: 86_400)
        let (year, month, dayOfMonth) = Self.date(days)
        day = "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(dayOfMonth, 2))"
        time =
            [second / 3_600, second / 60 % 60, second % 60].map { Self.digits($0, 2) }.joined(separator: ":") + "."
            + Self.digits(fraction, 6)
    }

    /// `2024-07-29 12:00:00.000000`.
    var text: String { day + " " + time }

    /// `2024-07-29T12:00:00.000000Z`, as ISO 8601 has it.
    var standard: String { day + "T" + time + "Z" }

    private static func floored(_ number: Int, by divisor: Int) -> (Int, Int) {
        let quotient = Int((Double(number) / Double(divisor)).rounded(.down))
        return number % divisor < 0 ? (quotient, number % divisor + divisor) : (number / divisor, number % divisor)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// The date so many days after 1 January 1970 in the Gregorian calendar.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        // Counted in years that begin in March, of eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let isNextYear = month >= 10
        return (
            yearOfEra + era * 400 + (isNextYear ? 1 : 0), isNextYear ? month - 9 : month + 3,
            dayOfYear - (153 * month + 2) / 5 + 1
        )
    }
}
