extension StepOutcome {
    /// What differs, as a report says it below the command: no colours, no line folded, without an indentation, and of
    /// long lines and long outputs as much as anybody reads. Empty where the step is as the page says.
    package var differenceLines: [String] {
        if isAsExpected { return [] }
        let hasOtherStatus = !expectedStatus.allows(status)
        guard ranToItsEnd, hasOtherStatus || !missingSpinners.isEmpty || difference != nil else {
            return problems + Excerpt.end(of: shown).map { "  " + $0 }
        }
        var lines = problems
        if hasOtherStatus { lines.append("exit status: expected \(expectedStatus), but it was \(status)") }
        for spinner in missingSpinners {
            let spinners = Excerpt.beginning(of: spinners).joined(separator: " | ")
            lines.append(
                "spinner of line \(spinner.line) was not shown; shown: \(spinners.isEmpty ? "none" : spinners)"
            )
            lines.append("- \(spinner.text)")
        }
        if let difference {
            lines += DifferenceText(difference, expected: expectedOutput, shown: shown).lines
            lines += Excerpt.beginning(of: difference.conflicts)
        } else if expected == nil {
            lines += Excerpt.beginning(of: shown, count: DifferenceLines.limit).map { "  " + $0 }
        } else if hasOtherStatus {
            lines += Excerpt.end(of: shown).map { "  " + $0 }
        }
        return lines + variableLines
    }

    /// What each variable of the step stands for.
    private var variableLines: [String] {
        guard let expected else { return [] }
        let text = Array(([written] + expected.map(\.text)).joined(separator: "\n").utf8)
        let named = Set(VariableScanner.scan(text).map { String(decoding: text[$0.range], as: UTF8.self) })
        let bound = bindings.filter { named.contains($0.variable) }
        return bound.isEmpty ? [] : ["variables:"] + bound.map { "  \($0.variable) stands for \($0.value)" }
    }
}
