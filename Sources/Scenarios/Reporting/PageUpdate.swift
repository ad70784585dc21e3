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
    package mutating func add(_ failure: StepFailure) {
        let step = failure.step
        guard failure.ranToItsEnd, case .lines(let expected) = step.expectation else { return }
        var lines: [String] = []
        var bindings = failure.bindings
        for line in expected {
            if case .spinner = line.content, Matcher.wasShown(line, failure.transcript, &bindings) {
                lines.append(line.source)
            }
        }
        let spinners = lines
        lines = []
        if let differences = failure.differences {
            lines = Self.lines(differences, bindings)
        } else {
            lines = Matcher.split(expected).output.map(\.source)
        }
        var all = Self.withSpinners(spinners, in: expected, lines).map { line in
            line.isEmpty ? line : step.indentation + line
        }
        let status = failure.transcript.status
        if status != 0 {
            all.append(step.indentation + (step.exitStatus == .anyFailure ? "[exit ..]" : "[exit \(status)]"))
        }
        text[step.outputLines.lowerBound] = all
        replaced.append(step.outputLines.lowerBound..<(step.outputLines.upperBound + (step.exitStatus == 0 ? 0 : 1)))
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
    private static func lines(_ differences: Alignment, _ bindings: Bindings) -> [String] {
        let comparison = differences.comparison
        return differences.parts.flatMap { part -> [String] in
            switch part {
            case .same(let index, _), .gap(let index, _):
                comparison.expected[index].range.map { comparison.expectedLines[$0].source }
            case .missing: []
            case .unexpected(let range):
                comparison.actual[range].flatMap { element in
                    element.range.map { ExpectedLine.escaped(bindings.reversed(in: comparison.actualLines[$0])) }
                }
            }
        }
    }

    /// Puts the spinners that were shown back before the line that followed them.
    private static func withSpinners(_ spinners: [String], in expected: [ExpectedLine], _ lines: [String]) -> [String] {
        var result = lines
        for spinner in spinners.reversed() {
            let position = expected.firstIndex { $0.source == spinner } ?? 0
            let next = expected[position...].dropFirst().first { !spinners.contains($0.source) }?.source
            let index = position == 0 ? 0 : next.flatMap { result.firstIndex(of: $0) } ?? min(position, result.count)
            result.insert(spinner, at: index)
        }
        return result
    }
}
