/// One thing that is wrong with what is kept: what it is, and what to do about it.
package struct Finding: Sendable, Hashable, CustomStringConvertible {
    package let problem: String
    package let remedy: String

    package init(problem: String, remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }

    /// What a start would say.
    init(_ error: StorageError) {
        // The message has its remedy with it.
        let parts = error.description.split(separator: "; ", maxSplits: 1).map(String.init)
        self.init(problem: parts[0], remedy: parts.count > 1 ? parts[1] : "put a good copy back")
    }

    /// One line.
    package var description: String { "\(problem); \(remedy)" }
}
