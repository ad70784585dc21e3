/// Something that whoever typed the command has to change: exit status 2.
package struct UsageError: Error, Equatable, CustomStringConvertible {
    /// One line: what is wrong, and what to do.
    package let description: String

    package init(description: String) {
        self.description = description
    }
}
