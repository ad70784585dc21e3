/// Values that a model does not take: what pydantic reports of them, in one line.
package struct ValidationFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with one value.
    package struct Problem: Sendable, Equatable {
        /// Nil where it is about the model as a whole.
        package let field: String?
        package let message: String

        package init(field: String?, _ message: String) {
            self.field = field
            self.message = message
        }
    }

    /// Such as `AWSContainerRegistryConfig`.
    package let model: String
    package let problems: [Problem]
    /// What ZenML logs before it finds them.
    package let notes: [String]

    package init(model: String, _ problems: [Problem], notes: [String] = []) {
        self.model = model
        self.problems = problems
        self.notes = notes
    }

    package var description: String {
        let texts = problems.map { problem in (problem.field.map { $0 + ": " } ?? "") + problem.message }
        return "\(problems.count) validation error\(problems.count == 1 ? "" : "s") for \(model): "
            + texts.joined(separator: "; ")
    }
}
