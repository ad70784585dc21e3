/// How a page goes with one program and with another that stands in for it.
struct ProgramComparison: Sendable {
    /// A step that does not show the same.
    struct Difference: Sendable, Equatable {
        let file: String
        let line: Int
        let command: String
        /// The exit statuses with the first program and with the other.
        let statuses: (Int32, Int32)
        /// What was shown: with `-` the first program's lines, with `+` the other's.
        let lines: [String]

        static func == (one: Difference, other: Difference) -> Bool {
            one.file == other.file && one.line == other.line && one.command == other.command
                && one.statuses == other.statuses && one.lines == other.lines
        }
    }

    enum Verdict: Sendable, Equatable {
        case same(steps: Int)
        case differs([Difference])
        /// The page is not one that both can play.
        case notCompared(String)
    }

    let id: InstanceID
    let verdict: Verdict

    init(_ first: InstanceOutcome, _ other: InstanceOutcome) {
        id = first.id
        if let reason = ReportText.reason(first) ?? ReportText.reason(other) {
            verdict = .notCompared(reason)
            return
        }
        let differences = zip(first.steps, other.steps).compactMap(Self.difference)
        verdict = differences.isEmpty ? .same(steps: first.steps.count) : .differs(differences)
    }

    /// Nil where both steps are as the page says, or show the same.
    private static func difference(_ first: StepOutcome, _ other: StepOutcome) -> Difference? {
        if first.isAsExpected, other.isAsExpected { return nil }
        let (left, right) = (comparable(first), comparable(other))
        guard left != right || first.status != other.status else { return nil }
        return Difference(
            file: first.file,
            line: first.line,
            command: first.written,
            statuses: (first.status, other.status),
            lines: lines(left, right)
        )
    }

    /// What a step showed, with the page's variables in place of what they stand for.
    private static func comparable(_ step: StepOutcome) -> [String] {
        let bindings = Bindings(step.bindings)
        return step.problems + step.shown.map(bindings.reversed(in:))
    }

    private static func lines(_ left: [String], _ right: [String]) -> [String] {
        let changes = right.difference(from: left)
        let removed = Set(changes.removals.map(offset))
        let inserted = Set(changes.insertions.map(offset))
        var text = DifferenceLines()
        var (one, other) = (0, 0)
        while one < left.count || other < right.count {
            if one < left.count, removed.contains(one) {
                text.differ("- " + Excerpt.line(left[one]))
                one += 1
            } else if other < right.count, inserted.contains(other) {
                text.differ("+ " + Excerpt.line(right[other]))
                other += 1
            } else {
                text.same(right[other])
                one += 1
                other += 1
            }
        }
        return text.finished
    }

    private static func offset(_ change: CollectionDifference<String>.Change) -> Int {
        switch change {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
