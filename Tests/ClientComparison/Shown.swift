/// What a command showed, its streams apart, and its exit status.
package struct Shown: Sendable, Equatable {
    package var output: String
    package var error: String
    package var status: Int32

    package init(output: String = "", error: String = "", status: Int32 = 0) {
        self.output = output
        self.error = error
        self.status = status
    }

    /// The streams one after the other, as far as they hold anything.
    package var lines: [String] {
        Self.lines(output) + (error.isEmpty ? [] : ["[stderr]"] + Self.lines(error))
            + (status == 0 ? [] : ["[exit \(status)]"])
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
