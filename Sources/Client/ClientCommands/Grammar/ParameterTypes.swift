import AWSCore
import ClientStore
import Foundation

/// Makes values of words, with click's sentences for those that are not.
///
/// What is thrown has no subject yet: ``CommandInput`` says of which parameter it is.
enum ParameterTypes {
    private static let dateFormats = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]

    /// How help shows a date.
    static let dateMetavar = "[\(dateFormats.joined(separator: "|"))]"

    static func textOrNone(_ word: String?) -> String? {
        word.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole number, as Python reads one.
    static func integer(_ word: String) throws(CommandLineError) -> Int? {
        let digits = word.trimmingCharacters(in: .whitespacesAndNewlines)
        let isPlain = !digits.contains("__") && digits.last != "_" && digits.first != "_"
        guard isPlain, let number = Int(digits.replacing("_", with: "")) else {
            throw CommandLineError("'\(word)' is not a valid integer.")
        }
        return number
    }

    static func choice(_ word: String, among choices: [String]) throws(CommandLineError) -> String? {
        guard choices.contains(word) else {
            let list = choices.map { "'\($0)'" }.joined(separator: ", ")
            throw CommandLineError("'\(word)' is not one of \(list).")
        }
        return word
    }

    /// A moment in UTC, in one of ZenML's three forms.
    static func date(_ word: String) throws(CommandLineError) -> Date? {
        let halves = word.split(
            separator: word.contains("T") ? "T" : " ",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let day = halves.first.flatMap { padded($0, separator: "-", widths: [4, 2, 2]) }
        let time = halves.count == 2 ? padded(halves[1], separator: ":", widths: [2, 2, 2]) : "00:00:00"
        guard let day, let time, let date = AWSDate.parseExtended("\(day)T\(time)Z") else {
            let formats = dateFormats.map { "'\($0)'" }.joined(separator: ", ")
            throw CommandLineError("'\(word)' does not match the formats \(formats).")
        }
        return date
    }

    /// Labels of the form `key=value`; of a key that comes twice the last value counts.
    static func labels(_ words: [String]) throws(CommandFailure) -> [Label] {
        var labels: [Label] = []
        for word in words {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
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

    /// What becomes of labels: `key=value` sets one, `key` takes it away.
    static func labelChanges(_ words: [String]) throws(CommandFailure) -> [LabelChange] {
        try words.map { word throws(CommandFailure) in
            let parts = word.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 2 else { throw CommandFailure("Labels must be in the format key=value") }
            return LabelChange(key: parts[0], value: parts.count == 2 ? parts[1] : nil)
        }
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

extension Parameter where Value == Date? {
    /// A moment in UTC.
    static func date(_ names: String..., help: String) -> Parameter {
        Parameter(
            declaration: ParameterDeclaration(names, .option(metavar: ParameterTypes.dateMetavar), help: help) {
                words throws(CommandLineError) in try ParameterTypes.date(words.last ?? "")
            },
            fallback: nil
        )
    }
}
