import AWSCore

/// A moment as policies write it: ISO 8601, from the year alone down to fractions of a second, or seconds since 1970.
struct PolicyDate: Sendable, Equatable, Comparable {
    /// Since the beginning of 1970, UTC.
    private let seconds: Int
    private let nanoseconds: Int

    /// Reads `2024-05-14T09:30:00Z`, `2024-05-14T09:30:00.5+02:00`, `2024-05-14T09:30Z`, `2024-05-14`, `2024-05` (UTC
    /// where no zone is given), and `1715679000`, with a fraction or without; nil for anything else. Four digits alone
    /// are seconds, as AWS takes them.
    init?(_ text: String) {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "-") || $0 | 0x20 == UInt8(ascii: "t") }) else {
            guard let date = Self.epoch(text) else { return nil }
            self = date
            return
        }
        var reader = Reader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), (1...12).contains(month)
        else { return nil }
        var day = 1
        if reader.take("-") {
            guard let value = reader.number(2), value >= 1, value <= Self.days(in: month, of: year) else { return nil }
            day = value
        }
        var second = 0
        var nanoseconds = 0
        if reader.take("T") || reader.take("t") {
            guard let hour = reader.number(2), hour <= 23, reader.take(":"), let minute = reader.number(2), minute <= 59
            else { return nil }
            second = hour * 3600 + minute * 60
            if reader.take(":") {
                // A leap second counts as the next one.
                guard let value = reader.number(2), value <= 60 else { return nil }
                second += value
                if reader.take(".") {
                    guard let fraction = reader.fraction() else { return nil }
                    nanoseconds = fraction
                }
            }
            guard let offset = reader.zone() else { return nil }
            second -= offset
        }
        guard reader.isAtEnd else { return nil }
        seconds = Self.daysSince1970(year, month, day) * 86_400 + second
        self.nanoseconds = nanoseconds
    }

    private init(seconds: Int, nanoseconds: Int) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    private static func epoch(_ text: String) -> PolicyDate? {
        var reader = Reader(text)
        let whole = text.utf8.prefix { $0.isDigit }
        guard let seconds = Int(String(Substring(whole))), reader.skip(whole.count) else { return nil }
        var nanoseconds = 0
        if reader.take(".") {
            guard let fraction = reader.fraction() else { return nil }
            nanoseconds = fraction
        }
        guard reader.isAtEnd else { return nil }
        return PolicyDate(seconds: seconds, nanoseconds: nanoseconds)
    }

    static func < (left: PolicyDate, right: PolicyDate) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Counts in years that begin in March, so that a leap day is a year's last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private struct Reader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ text: String) {
            bytes = Array(text.utf8)
        }

        var isAtEnd: Bool { position == bytes.count }

        mutating func skip(_ count: Int) -> Bool {
            guard count <= bytes.count - position else { return false }
            position += count
            return true
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        /// Exactly so many digits.
        mutating func number(_ count: Int) -> Int? {
            guard bytes.count - position >= count else { return nil }
            var number = 0
            for byte in bytes[position..<position + count] {
                guard byte.isDigit else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
            position += count
            return number
        }

        /// One digit or more, as nanoseconds; what is finer is dropped.
        mutating func fraction() -> Int? {
            let start = position
            var nanoseconds = 0
            var unit = 100_000_000
            while position < bytes.count, bytes[position].isDigit {
                nanoseconds += Int(bytes[position] - 0x30) * unit
                unit /= 10
                position += 1
            }
            return position > start ? nanoseconds : nil
        }

        /// `Z`, `+hh:mm`, `-hhmm`, `+hh` or nothing, as seconds east of UTC.
        mutating func zone() -> Int? {
            if isAtEnd || take("Z") || take("z") { return 0 }
            let isWest = take("-")
            guard isWest || take("+"), let hours = number(2), hours <= 23 else { return nil }
            var minutes = 0
            if take(":") || !isAtEnd {
                guard let value = number(2), value <= 59 else { return nil }
                minutes = value
            }
            return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
    }
}
