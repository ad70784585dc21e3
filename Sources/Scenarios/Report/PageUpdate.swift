/// Rewriting a page's expected output so that it says what was shown.
///
/// Prose, commands and whatever still fits stay as they are: lines with `[..]`, lines `...`, variables, spinners.
package struct PageUpdate: Sendable {
    private var text: [Int: [String]] = [:]
    private var replaced: [Range<Int>] = []

    package init() {}

    /// Whether anything is to be rewritten.
    package var isEmpty: Bool { replaced.isEmpty }

    /// Takes what differed in a step of the page. One that was not run to its end showed nothing that a page could say.
    package mutating func add(_ step: StepOutcome) {
        guard step.ranToItsEnd, let expected = step.expected else { return }
        let hasOtherStatus = !step.expectedStatus.allows(step.status)
        guard hasOtherStatus || !step.missingSpinners.isEmpty || step.difference != nil else { return }
        let missing = step.missingSpinners.map(\.line)
        let spinners = expected.filter { $0.expected.isSpinner && !missing.contains($0.line) }.map(\.text)
        let output = step.difference.map { Self.lines($0, step) } ?? step.expectedOutput.map(\.text)
        var all = Self.withSpinners(spinners, in: expected.map(\.text), output).map { line in
            line.isEmpty ? line : step.indentation + line
        }
        if step.status != 0 {
            let isAny = step.expectedStatus == .anyFailure
            all.append(step.indentation + (isAny ? "[exit ..]" : "[exit \(step.status)]"))
        }
        let shownStatus = step.expectedStatus == 0 ? 0 : 1
        text[step.outputLines.lowerBound] = all
        replaced.append(step.outputLines.lowerBound..<(step.outputLines.upperBound + shownStatus))
    }

    /// `page` with what was taken in its place.
    package func applied(to page: String) -> String {
        let ending = page.contains("\r\n") ? "\r\n" : "\n"
        let lines = FencedBlock.lines(of: page)
        var result: [String] = []
        var index = 1
        for range in replaced.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= index {
            result += lines[(index - 1)..<min(range.lowerBound - 1, lines.count)]
            result += text[range.lowerBound] ?? []
            index = range.upperBound
        }
        if index <= lines.count { result += lines[(index - 1)...] }
        return result.map { $0 + ending }.joined()
    }

    /// The lines of an output: those of the page where they fit, else what was shown, in the page's words.
    private static func lines(_ difference: OutputDifference, _ step: StepOutcome) -> [String] {
        let expected = step.expectedOutput.map(\.text)
        let bindings = Bindings(step.bindings)
        let shown = { (range: Range<Int>) in
            step.shown[range].map { ExpectedLine.escaped(bindings.reversed(in: $0)) }
        }
        return difference.parts.flatMap { part in
            switch part {
            case .same(let range, _), .gap(let range, _): Array(expected[range])
            case .changed(_, let range): shown(range)
            case .table(let table): shown(table.shown)
            }
        }
    }

    /// Puts the spinners that were shown back before the line that followed them.
    private static func withSpinners(_ spinners: [String], in expected: [String], _ lines: [String]) -> [String] {
        var result = lines
        for spinner in spinners.reversed() {
            let position = expected.firstIndex(of: spinner) ?? 0
            let next = expected[position...].dropFirst().first { !spinners.contains($0) }
            let index = position == 0 ? 0 : next.flatMap { result.firstIndex(of: $0) } ?? min(position, result.count)
            result.insert(spinner, at: index)
        }
        return result
    }
}
