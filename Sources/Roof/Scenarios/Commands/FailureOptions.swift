package import ArgumentParser

/// The options of `drydock test` that say what becomes of failures.
package struct FailureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Try a page that failed up to N times more; one that then passes is FLAKY.", valueName: "N")
    )
    package var retries: Int?

    @Flag(help: "Leave with 1 also where pages were FLAKY.")
    package var failFlaky = false

    @Flag(help: "Begin no more pages after the first that fails.")
    package var failFast = false

    package init() {}

    /// - Throws: ``OptionProblem``.
    func check() throws(OptionProblem) {
        if let retries, !(0...1000).contains(retries) {
            throw OptionProblem("--retries \(retries) is not a number of attempts; give 0 or more")
        }
    }

    /// The exit status of a run.
    func status(of run: RunOutcome) -> Int32 {
        failFlaky && run.instances.contains(where: \.isFlaky) ? max(1, run.exitStatus) : run.exitStatus
    }
}
