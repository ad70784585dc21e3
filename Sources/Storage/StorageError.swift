/// Why a data directory cannot be used or a change cannot be kept: one line, what is wrong and what to do.
package struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
