/// What is wrong with a page or its companion file, and where.
package struct PageError: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// Counted in characters from 1.
    package let column: Int
    package let reason: String

    package init(file: String, line: Int, column: Int = 1, reason: String) {
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// `FILE:LINE:COLUMN: reason`.
    package var description: String { "\(file):\(line):\(column): \(reason)" }
}
