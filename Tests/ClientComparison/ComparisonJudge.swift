/// Tells what differs and is meant to from what only differs.
package struct ComparisonJudge {
    package enum Verdict: Equatable {
        case same
        /// It differs as the page of differences says, under these titles.
        case listed([String])
        /// It differs: what had to be shown, and what was.
        case differs(expected: [String], actual: [String])
    }

    private let differences: [KnownDifference]
    private let suite: ComparedPlace.Suite
    private var met: Set<String> = []
    private var comparison = ShownComparison()
    private var place: ComparedPlace

    /// - Parameter page: the text of the page of differences.
    package init(page: String, suite: ComparedPlace.Suite) throws(DifferencesPage.Failure) {
        differences = try DifferencesPage.parse(page)
        self.suite = suite
        place = ComparedPlace(suite: suite, name: "")
    }

    /// Starts a transcript or a sequence, in which no identifiers are known yet.
    package mutating func begin(_ name: String) {
        place = ComparedPlace(suite: suite, name: name)
        comparison = ShownComparison()
    }

    /// A command of ZenML's with our identifiers in place of its own.
    package func command(for theirs: String) -> String { comparison.bindings.substituted(in: theirs) }

    /// Learns that one of ZenML's identifiers stands where the first identifier of `text` does.
    package mutating func learn(_ identifier: String, fromFirstOf text: String) {
        for case .variable(let found) in ShownVariable.pieces(of: text) where found.kind == .uuid {
            comparison.learn(identifier, found.text)
            return
        }
    }

    /// Compares what one command showed.
    package mutating func judge(_ command: String, expected: Shown, actual: Shown) -> Verdict {
        if isSame(expected, actual) { return .same }
        let concerned = differences.filter { $0.concerns(command, in: place) }
        if OptionNames.areAskedFor(by: command),
            let difference = concerned.first(where: { $0.extent == .allButOptionNames })
        {
            let theirs = OptionNames.listed(in: expected.output)
            let ours = OptionNames.listed(in: actual.output)
            if expected.status == actual.status, Set(theirs).isSubset(of: ours) { return listed([difference]) }
            guard let whole = concerned.first(where: { $0.extent == .everything }) else {
                return .differs(expected: theirs, actual: ours)
            }
            return listed([whole])
        }
        if expected.status == actual.status, expected.error == actual.error,
            let difference = concerned.first(where: { $0.extent == .prose })
        {
            let theirs = DescribedFacts.listed(in: expected.output)
            let ours = DescribedFacts.listed(in: actual.output)
            return !theirs.isEmpty && theirs == ours
                ? listed([difference]) : .differs(expected: theirs, actual: ours)
        }
        var used: [KnownDifference] = []
        var expected = expected
        var actual = actual
        if let line = StackTrace.asLine(expected.error),
            let difference = concerned.first(where: { $0.extent == .stackTrace })
        {
            used.append(difference)
            expected.error = StackTrace.unfolded(line)
            actual.error = StackTrace.unfolded(actual.error)
            if isSame(expected, actual) { return listed(used) }
        }
        for difference in concerned {
            guard case .texts(let rewritings) = difference.extent else { continue }
            var rewritten = expected
            for rewriting in rewritings {
                rewritten.output = rewriting.applied(to: rewritten.output) ?? rewritten.output
                rewritten.error = rewriting.applied(to: rewritten.error) ?? rewritten.error
            }
            guard rewritten != expected else { continue }
            used.append(difference)
            expected = rewritten
        }
        if isSame(expected, actual) { return listed(used) }
        if let difference = concerned.first(where: { $0.extent == .everything }) {
            learn(expected, actual)
            return listed([difference])
        }
        learn(expected, actual)
        return .differs(expected: expected.lines, actual: actual.lines)
    }

    /// The titles of differences that this suite should have met and has not.
    package var unmet: [String] { differences.filter { $0.isSeen(in: suite) && !met.contains($0.title) }.map(\.title) }

    private mutating func listed(_ used: [KnownDifference]) -> Verdict {
        met.formUnion(used.map(\.title))
        return .listed(used.map(\.title))
    }

    private mutating func isSame(_ expected: Shown, _ actual: Shown) -> Bool {
        var found = comparison
        guard expected.status == actual.status, found.matches(expected.output, actual.output),
            found.matches(expected.error, actual.error)
        else { return false }
        comparison = found
        return true
    }

    private mutating func learn(_ expected: Shown, _ actual: Shown) {
        comparison.learn(expected.output, actual.output)
        comparison.learn(expected.error, actual.error)
    }
}
