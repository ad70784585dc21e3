package import Foundation

/// The forms in which AWS writes a moment. All are UTC.
package enum AWSDate {
    /// `20150830T123600Z`, the form of `X-Amz-Date`.
    package static func basic(_ date: Date) -> String {
        let t = CalendarTime(date)
        return t.year.padded(4) + t.month.padded(2) + t.day.padded(2) + "T" + t.hour.padded(2) + t.minute.padded(2)
            + t.second.padded(2) + "Z"
    }

    /// `20150830`, the date of a credential scope.
    package static func scope(_ date: Date) -> String {
        let t = CalendarTime(date)
        return t.year.padded(4) + t.month.padded(2) + t.day.padded(2)
    }

    /// `2015-08-30T12:36:00Z`, the form of XML answers.
    package static func extended(_ date: Date) -> String {
        let t = CalendarTime(date)
        return t.year.padded(4) + "-" + t.month.padded(2) + "-" + t.day.padded(2) + "T" + t.hour.padded(2) + ":"
            + t.minute.padded(2) + ":" + t.second.padded(2) + "Z"
    }

    /// `Sun, 30 Aug 2015 12:36:00 GMT`, the form of the `Date` header (RFC 9110, 5.6.7).
    package static func http(_ date: Date) -> String {
        let t = CalendarTime(date)
        return weekdays[t.weekday] + ", " + t.day.padded(2) + " " + months[t.month - 1] + " " + t.year.padded(4) + " "
            + t.hour.padded(2) + ":" + t.minute.padded(2) + ":" + t.second.padded(2) + " GMT"
    }

    /// Reads `20150830T123600Z`; nil for any other form or an impossible moment.
    package static func parseBasic(_ text: some StringProtocol) -> Date? { parseBasic(String(text)) }

    package static func parseBasic(_ text: String) -> Date? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == 0x54, bytes[15] == 0x5A else { return nil }
        guard
            let year = number(bytes[0..<4]), let month = number(bytes[4..<6]), let day = number(bytes[6..<8]),
            let hour = number(bytes[9..<11]), let minute = number(bytes[11..<13]), let second = number(bytes[13..<15])
        else { return nil }
        return CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)?.date
    }

    /// Reads `2015-08-30T12:36:00Z`; nil for any other form or an impossible moment.
    package static func parseExtended(_ text: some StringProtocol) -> Date? {
        let bytes = Array(text.utf8)
        guard
            bytes.count == 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A, bytes[19] == 0x5A,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19])
        else { return nil }
        return CalendarTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)?.date
    }

    /// Reads `Sun, 30 Aug 2015 12:36:00 GMT`, with `+0000` and `-0000` for `GMT` as mail libraries write it; nil for
    /// any other form or an impossible moment.
    package static func parseHTTP(_ text: some StringProtocol) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, ["GMT", "+0000", "-0000"].contains(words[5]),
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let clock = words[4].split(separator: ":", omittingEmptySubsequences: false)
        guard
            clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }),
            let day = number(Array(words[1].utf8)[...]), let year = number(Array(words[3].utf8)[...]),
            let hour = number(Array(clock[0].utf8)[...]), let minute = number(Array(clock[1].utf8)[...]),
            let second = number(Array(clock[2].utf8)[...])
        else { return nil }
        return CalendarTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)?.date
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy(\.isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

/// A moment taken apart in the proleptic Gregorian calendar, UTC, without the cost of a formatter.
private struct CalendarTime {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    private let days: Int

    /// 0 is Sunday.
    var weekday: Int { ((days + 4) % 7 + 7) % 7 }

    var date: Date { Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3_600 + minute * 60 + second)) }

    init(_ date: Date) {
        // Clamped to years 1 to 9999, where every form has its width. No number at all counts as the last moment.
        let moment = date.timeIntervalSince1970.rounded(.down)
        let seconds = moment <= 253_402_300_799 ? Int(max(moment, -62_135_596_800)) : 253_402_300_799
        days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        hour = rest / 3_600
        minute = rest / 60 % 60
        second = rest % 60
        (year, month, day) = CalendarTime.civil(fromDays: days)
    }

    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        days = CalendarTime.days(year: year, month: month, day: day)
        guard CalendarTime.civil(fromDays: days) == (year, month, day) else { return nil }
    }

    /// Days since 1970-01-01, counted in eras of 400 years that begin in March so that leap days come last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int {
    /// Decimal digits, with zeros in front up to `width`.
    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
