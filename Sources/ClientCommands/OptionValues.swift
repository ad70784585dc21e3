import AWSCore
import ClientStore
import Foundation

/// Reads the values of options, with click's words for what they are not.
enum OptionValues {
    /// A whole number.
    static func integer(_ text: String?, of option: String) throws(UsageError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text.trimmingCharacters(in: .whitespaces)) else {
            throw .invalidValue(of: "'\(option)'", "'\(text)' is not a valid integer.")
        }
        return number
    }

    /// A moment in UTC, in one of ZenML's three forms.
    static func date(_ text: String?, of option: String) throws(UsageError) -> Date? {
        guard let text else { return nil }
        let halves = text.split(
            separator: text.contains("T") ? "T" : " ",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let day = halves.first.flatMap { padded($0, separator: "-", widths: [4, 2, 2]) }
        let time = halves.count == 2 ? padded(halves[1], separator: ":", widths: [2, 2, 2]) : "00:00:00"
        guard let day, let time, let date = AWSDate.parseExtended("\(day)T\(time)Z") else {
            throw .invalidValue(
                of: "'\(option)'",
                "'\(text)' does not match the formats '%Y-%m-%d', '%Y-%m-%dT%H:%M:%S', '%Y-%m-%d %H:%M:%S'."
            )
        }
        return date
    }

    /// Labels of the form `key=value`; of a key that comes twice the last value counts.
    static func labels(_ texts: [String]) throws(CommandFailure) -> [Label] {
        var labels: [Label] = []
        for text in texts {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw CommandFailure("Labels must be in the format key=value") }
            let label = Label(key: String(parts[0]), value: String(parts[1]))
            if let index = labels.firstIndex(where: { $0.key == label.key }) {
                labels[index] = label
            } else {
                labels.append(label)
            }
        }
        return labels
    }

    /// Numbers of up to the given widths, filled up with zeros.
    private static func padded(_ text: Substring, separator: Character, widths: [Int]) -> String? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == widths.count else { return nil }
        let filled = zip(parts, widths).map { part, width in
            String(repeating: "0", count: max(0, width - part.count)) + part
        }
        let isPlain = parts.allSatisfy { !$0.isEmpty } && parts[0].count == widths[0]
        return isPlain ? filled.joined(separator: String(separator)) : nil
    }
}
