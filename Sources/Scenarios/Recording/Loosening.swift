/// Makes of a page that was recorded one that passes: what differed when it was played again becomes a run `[..]` or a
/// line `...`.
enum Loosening {
    /// The lines that a page shows of a step, once what differed is left open.
    static func lines(_ outcome: StepOutcome) -> [String] {
        let expected = outcome.expectedOutput.map(\.text)
        guard let difference = outcome.difference else { return expected }
        var lines: [String] = []
        for part in difference.parts {
            switch part {
            case .same(let range, _), .gap(let range, _): lines += expected[range]
            case .changed(let left, let right) where left.count == 1 && right.count == 1:
                let shown = RecordedPage.line(outcome.shown[right.lowerBound])
                lines.append(common(expected[left.lowerBound], shown))
            case .changed, .table: if lines.last != "..." { lines.append("...") }
            }
        }
        return lines
    }

    /// What two lines have in common at their beginnings and ends, with a run between.
    static func common(_ left: String, _ right: String) -> String {
        let beginning = zip(left, right).prefix { $0 == $1 }.count
        let rest = min(left.count, right.count) - beginning
        let end = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.prefix(rest).count
        return left.prefix(beginning) + "[..]" + left.suffix(end)
    }
}
