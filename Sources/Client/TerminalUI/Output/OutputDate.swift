package import Foundation

/// A time in UTC with microseconds, as tables and data show it.
package struct OutputDate {
    private let day: String
    private let time: String

    /// From the first day of the Gregorian calendar to the last year of four digits, in microseconds: dates beyond are
    /// shown as the nearest of these.
    private static let range = -12_219_292_800_000_000...253_402_300_799_999_999

    package init(_ date: Date) {
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
    package var text: String { day + " " + time }

    /// `2024-07-29T12:00:00.000000Z`, as ISO 8601 has it.
    var standard: String { day + "T" + time + "Z" }
}
