import Foundation

/// ZenML's report of an error that it does not handle: a box with a stack trace, and below it the error's class and
/// message. The client prints the message alone.
package enum StackTrace {
    /// The text with one line in place of the box: nothing in it is compared.
    package static func withoutBox(_ error: String) -> String {
        let lines = error.split(separator: "\n", omittingEmptySubsequences: false)
        guard let box = box(in: lines) else { return error }
        return (lines[..<box.lowerBound] + [omitted[...]] + lines[box.upperBound...]).joined(separator: "\n")
    }

    /// The text with a report replaced by the line that stands for it; nil where there is none.
    ///
    /// The message is folded at the terminal's width, and some have several lines: it becomes one.
    static func asLine(_ error: String) -> String? {
        let lines = error.split(separator: "\n", omittingEmptySubsequences: false)
        guard let box = box(in: lines) else { return nil }
        var message = lines[box.upperBound...].map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            .joined(separator: " ")
        if let colon = message.firstIndex(of: ":"), message[..<colon].allSatisfy({ $0.isLetter || $0 == "." }) {
            message = String(message[message.index(after: colon)...]).trimmingCharacters(in: .whitespaces)
        }
        return (lines[..<box.lowerBound] + ["Error: \(message)", ""]).joined(separator: "\n")
    }

    private static func box(in lines: [Substring]) -> Range<Int>? {
        guard let first = lines.firstIndex(where: { $0.hasPrefix("╭─") || $0 == omitted }),
            // An error that another led to has a box of its own.
            let last = lines[first...].lastIndex(where: { $0.hasPrefix("╰─") || $0 == omitted })
        else { return nil }
        return first..<(last + 1)
    }

    /// One space where there are any blanks.
    static func unfolded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let omitted = "(rich traceback box omitted)"
}
