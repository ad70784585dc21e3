import AWSCore
import Foundation

/// Values that are more than a text: moments and sizes.
extension YAMLField {
    /// A moment in UTC, such as `2024-05-14T09:30:00Z`.
    func moment() throws(WorldFileError) -> Date {
        let text = try text()
        guard let date = AWSDate.parseExtended(text) else {
            throw error("\(what) is '\(text)'; write a moment such as 2024-05-14T09:30:00Z")
        }
        return date
    }

    /// Refuses a list with more entries than ECR takes.
    func requireEntries(_ count: Int, atMost most: Int) throws(WorldFileError) {
        guard count <= most else { throw error("\(what) has \(count) entries, and ECR takes \(most); take some out") }
    }

    /// A number of bytes up to `most` gibibytes: digits, alone or with `KiB`, `MiB` or `GiB` right behind them.
    func size(upTo most: Int) throws(WorldFileError) -> Int {
        let text = try text()
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
        if let number = Int(digits), let unit = units[String(text.dropFirst(digits.count))] {
            let (size, overflow) = number.multipliedReportingOverflow(by: unit)
            if !overflow, size <= most << 30 { return size }
        }
        throw error("\(what) is '\(text)'; write bytes or such as 4KiB, 64MiB or 1GiB, up to \(most)GiB")
    }
}
