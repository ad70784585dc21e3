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
        return lines + hints + variableLines
    }

    /// What an author may have overlooked.
    private var hints: [String] {
        guard let difference else { return [] }
        var hints: [String] = []
        let expected = expectedOutput
        for part in difference.parts {
            guard case .changed(let left, let right) = part else { continue }
            for line in expected[left] {
                if ConsoleBlock.isCommand(String(Substring(line.text).trimmingBlanks)) {
                    hints.append(
                        "line \(line.line) is output, for it is indented; a command's `$ ` stands at the block's edge"
                    )
                }
            }
            if left.count == 1, right.count == 1 {
                let (page, output) = (expected[left.lowerBound], shown[right.lowerBound])
                if page.text != output, Self.blanksAlike(page.text) == Self.blanksAlike(output) {
                    hints.append("line \(page.line) has tabs where the command shows blanks, or the other way round")
                }
            }
        }
        if shown.contains(where: { $0.contains(Self.replacementCharacter) }) {
            hints.append("it showed bytes that are not UTF-8 text; show them as text, with od -c or base64")
        }
        return hints
    }

    private static let replacementCharacter: Character = "\u{FFFD}"

    private static func blanksAlike(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\t" } }

    private var variableLines: [String] {
        let bound = namedBindings
        return bound.isEmpty ? [] : ["variables:"] + bound.map { "  \($0.variable) stands for \($0.value)" }
    }

    /// What each variable stands for that the step's command or output names.
    var namedBindings: [Bindings.Binding] {
        guard let expected else { return [] }
        let text = Array(([written] + expected.map(\.text)).joined(separator: "\n").utf8)
        let named = Set(VariableScanner.scan(text).map { String(decoding: text[$0.range], as: UTF8.self) })
        let captured = Set(CaptureName.scan(text).map(\.text))
        return bindings.filter { named.contains($0.variable) || captured.contains($0.variable) }
    }
}
