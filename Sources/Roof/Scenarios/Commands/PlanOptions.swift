package import ArgumentParser

/// The options of `drydock test` that say what of the pages is played, how often and in which order.
package struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Play one part of several: 2/4, or auto by the variables of GitLab, CircleCI, Buildkite and (auto/N) Kubernetes.",
            valueName: "I/N"
        )
    )
    package var shard: String?

    @Option(
        help: ArgumentHelp(
            "Where durations and failures of earlier runs are kept; otherwise in the user's cache folder.",
            valueName: "FILE"
        )
    )
    package var durations: String?

    @Option(name: .customLong("repeat"), help: ArgumentHelp("Play each page N times.", valueName: "N"))
    package var repetitions: Int?

    @Flag(help: "Begin the pages in an order that chance decides.")
    package var shuffle = false

    @Option(help: ArgumentHelp("What decides the order of --shuffle; an earlier run says its own.", valueName: "N"))
    package var seed: UInt64?

    @Flag(help: "Play only the pages that failed when they were played last.")
    package var failed = false

    package init() {}

    /// - Throws: ``OptionProblem``.
    func check() throws(OptionProblem) {
        if let repetitions, !(1...100_000).contains(repetitions) {
            throw OptionProblem("--repeat \(repetitions) is not a number of repetitions; give 1 or more")
        }
        if seed != nil, !shuffle { throw OptionProblem("--seed belongs to --shuffle; add it, or leave both out") }
    }

    /// What is played of `all`.
    ///
    /// - Parameters:
    ///   - record: what is known of earlier runs; nil where nothing is.
    ///   - variables: the caller's environment.
    ///   - randomSeed: decides an order for which there is no `--seed`.
    /// - Returns: the plan, and the seed of its order; nil where it is not shuffled.
    /// - Throws: ``OptionProblem``.
    func plan(
        of all: Plan,
        record: RunRecord?,
        variables: [String: String],
        randomSeed: () -> UInt64
    ) throws(OptionProblem) -> (plan: Plan, seed: UInt64?) {
        var plan = all
        if failed {
            guard let record else {
                throw OptionProblem("--failed finds no earlier run of this folder; leave it out once")
            }
            plan = plan.filtered { record.failed.contains($0.id.unrepeated) }
        }
        var shard: Shard?
        if let text = self.shard { shard = try Shard(option: text, variables: variables) }
        // A page and its repetitions may be in different parts.
        if let repetitions { plan = plan.repeated(repetitions) }
        if let shard { plan = plan.part(of: shard, by: record ?? RunRecord()) }
        guard shuffle else { return (plan, nil) }
        let seed = seed ?? randomSeed()
        return (plan.shuffled(seed: seed), seed)
    }
}
