/// What is wrong with a world's file. It is shown as `FILE:LINE: reason`.
package struct WorldFileError: Error, Sendable, Equatable, CustomStringConvertible {
    package let file: String
    /// Counted from 1.
    package let line: Int
    /// What is wrong and what to do, in one line. Never holds a secret.
    package let reason: String

    package init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    package var description: String { "\(file):\(line): \(reason)" }
}
