/// The variables by which services that run parts of a job side by side say which part a machine has.
enum ShardVariables {
    private struct Row {
        let service: String
        let index: String
        /// The number of the first part.
        let first: Int
        /// Nil where no variable says how many parts there are.
        let count: String?
    }

    private static let rows = [
        Row(service: "GitLab", index: "CI_NODE_INDEX", first: 1, count: "CI_NODE_TOTAL"),
        Row(service: "CircleCI", index: "CIRCLE_NODE_INDEX", first: 0, count: "CIRCLE_NODE_TOTAL"),
        Row(service: "Buildkite", index: "BUILDKITE_PARALLEL_JOB", first: 0, count: "BUILDKITE_PARALLEL_JOB_COUNT"),
        Row(service: "Kubernetes", index: "JOB_COMPLETION_INDEX", first: 0, count: nil),
    ]

    /// - Parameter count: what the option says of the number of parts.
    /// - Throws: ``OptionProblem``, where no variable says which part it is, or they do not fit together.
    static func shard(in variables: [String: String], count: Int?) throws(OptionProblem) -> Shard {
        let found = rows.filter { variables[$0.index] != nil }
        guard let row = found.first, let index = variables[row.index] else {
            let names = rows.map { "\($0.index) (\($0.service))" }.joined(separator: ", ")
            throw OptionProblem("--shard auto finds no variable that says which part this is: \(names); write 1/4")
        }
        if found.count > 1 {
            let names = found.map(\.index).joined(separator: " and ")
            throw OptionProblem("--shard auto finds \(names); write which part this is, such as 1/4")
        }
        let said = row.count.flatMap { variables[$0] }
        guard let total = said ?? count.map(String.init) else {
            throw OptionProblem("--shard auto finds \(row.index) but not how many parts there are; write auto/N")
        }
        if let count, String(count) != total {
            throw OptionProblem("--shard auto/\(count) does not fit \(row.count ?? ""), which says \(total)")
        }
        guard let number = Int(index), let parts = Int(total),
            let shard = Shard(index: number - row.first + 1, of: parts)
        else {
            throw OptionProblem("\(row.index) says \(index) of \(total) parts, and there is no such part; set it right")
        }
        return shard
    }
}
