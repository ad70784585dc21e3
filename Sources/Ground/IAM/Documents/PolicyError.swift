/// Why a policy document is refused.
package struct PolicyError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Problem: String, Sendable, Codable {
        /// The text is not JSON.
        case json
        /// The text is longer, deeper or has more parts than any policy.
        case size
        /// It is JSON, but no policy document of its kind.
        case grammar
    }

    /// The line of the part that is refused, from 1.
    package let line: Int
    /// The column of the character at which a text stops being JSON, as AWS counts it: from 1, and one further than the
    /// character itself, because its reader has taken it. 0 where only the line is known.
    package let column: Int
    package let problem: Problem
    /// One sentence: what is wrong and what to do.
    package let reason: String
    /// What AWS says about such a document, as the text of a `MalformedPolicyDocument` (docs/aws/sts.md, "Errors").
    package let message: String

    package init(
        line: Int,
        column: Int = 0,
        problem: Problem = .grammar,
        reason: String,
        message: String = "Syntax errors in policy."
    ) {
        self.line = line
        self.column = column
        self.problem = problem
        self.reason = reason
        self.message = message
    }

    package var description: String {
        column > 0 ? "line \(line), column \(column): \(reason)" : "line \(line): \(reason)"
    }
}
