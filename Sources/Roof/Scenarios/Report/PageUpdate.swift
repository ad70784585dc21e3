/// Rewriting a page's expected output so that it says what was shown.
///
/// Prose, commands and whatever still fits stay as they are: lines with `[..]`, lines `...`, variables, names that the
/// page declares, values of its matrix, spinners. Where a line differs, the placeholders in it that still hold are kept.
package struct PageUpdate: Sendable {
    /// What becomes of a step's output.
    private struct Change: Sendable, Equatable {
        /// The page's lines that are replaced.
        let lines: Range<Int>
        /// What stands there so far.
        let before: [String]
        /// Nil where they stay.
        let text: [String]?
    }

    private var changes: [Int: Change] = [:]
    /// The steps that are left as they are although they differ: their line, and why.
    package private(set) var leftAsIs: [Int: String] = [:]

    package init() {}

    /// What the playings of a page make of it.
    ///
    /// - Parameters:
    ///   - page: its path, as the run named it.
    ///   - instances: its playings, one or several.
    package init(of page: String, _ instances: [InstanceOutcome]) {
        for instance in instances {
            for step in instance.steps where step.file == page { add(step, cells: instance.cells) }
            for step in instance.failures where step.file != page {
                leftAsIs[0] = "\(step.file):\(step.line) failed, which is not on this page"
            }
        }
    }

    /// Whether anything is to be rewritten.
    package var isEmpty: Bool { changes.values.allSatisfy { $0.text == nil } }

    /// How many steps are rewritten.
    package var count: Int { changes.values.count { $0.text != nil } }

    /// Takes what a step of the page showed. One that was not run to its end showed nothing that a page could say.
    ///
    /// - Parameter cells: the values of the page's matrix.
    package mutating func add(_ step: StepOutcome, cells: [String: String] = [:]) {
        guard let expected = step.expected else { return }
        if !step.ranToItsEnd {
            leftAsIs[step.line] = "the step was not run to its end"
            return
        }
        let differs = !step.expectedStatus.allows(step.status) || !step.missingSpinners.isEmpty
        let shownStatus = step.expectedStatus == 0 ? 0 : 1
        let change = Change(
            lines: step.outputLines.lowerBound..<(step.outputLines.upperBound + shownStatus),
            before: expected.map(\.onPage),
            text: differs || step.difference != nil ? Self.text(step, expected, cells) : nil
        )
        if change.text == nil, !step.isAsExpected {
            leftAsIs[step.line] = "its output is as the page says, and what is wrong stands in no output"
        }
        if let other = changes[step.line], other != change {
            changes[step.line] = Change(lines: change.lines, before: change.before, text: nil)
            leftAsIs[step.line] = "it does not always show the same; write by hand what its playings have in common"
        } else if leftAsIs[step.line] == nil {
            changes[step.line] = change
        }
    }

    /// Leaves the steps as they are whose new output would make a mistake of a name that the page declares: because nothing
    /// shows it any more, or not before it is used.
    ///
    /// - Parameters:
    ///   - text: the page.
    ///   - file: its path.
    package mutating func keepNames(of text: String, file: String) {
        let names = { (text: String) in
            (try? ScenarioPage.parse(text: text, file: file)).map { Set($0.captureMistakes.map(\.name)) } ?? []
        }
        let known = names(text)
        // A step that is left alone can show what another one needs.
        while let name = names(applied(to: text)).subtracting(known).min() {
            let dropping = changes.filter { _, change in
                change.text?.contains { $0.contains(name) } == false && change.before.contains { $0.contains(name) }
            }
            if dropping.isEmpty { return }
            for (line, change) in dropping {
                changes[line] = Change(lines: change.lines, before: change.before, text: nil)
                leftAsIs[line] = "its output shows \(name) no more, which the page needs; take the name out of it first"
            }
        }
    }

    /// Leaves open what differed in a step of a recorded page.
    mutating func loosen(_ step: StepOutcome) {
        guard step.ranToItsEnd, !step.isAsExpected else { return }
        let fails = step.status != 0 && step.expectedStatus != 0
        let status = step.expectedStatus.allows(step.status) ? "[exit \(step.status)]" : "[exit ..]"
        let shownStatus = step.expectedStatus == 0 ? 0 : 1
        changes[step.line] = Change(
            lines: step.outputLines.lowerBound..<(step.outputLines.upperBound + shownStatus),
            before: step.expected?.map(\.onPage) ?? [],
            text: (Loosening.lines(step) + (fails ? [status] : [])).map { step.indentation + $0 }
        )
    }

    /// `page` with what was taken in its place; line ends stay as they are.
    package func applied(to page: String) -> String {
        let lines = Self.linesWithEnds(page)
        let ending = lines.first?.last == "\r\n" ? "\r\n" : "\n"
        var result = ""
        var index = 0
        for change in changes.values.sorted(by: { $0.lines.lowerBound < $1.lines.lowerBound }) {
            guard let text = change.text else { continue }
            let end = min(change.lines.upperBound - 1, lines.count)
            result += lines[index..<(change.lines.lowerBound - 1)].joined()
            result += text.map { $0 + ending }.joined()
            index = end
        }
        return result + lines[index...].joined()
    }

    private static func linesWithEnds(_ text: String) -> [Substring] {
        var lines: [Substring] = []
        var rest = text[...]
        while let end = rest.firstIndex(where: { $0 == "\n" || $0 == "\r\n" }) {
            lines.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        return rest.isEmpty ? lines : lines + [rest]
    }

    private static func text(_ step: StepOutcome, _ expected: [PageLine], _ cells: [String: String]) -> [String] {
        let missing = step.missingSpinners.map(\.line)
        let spinners = expected.filter { $0.expected.isSpinner && !missing.contains($0.line) }.map(\.onPage)
        let output = step.difference.map { lines($0, step, cells) } ?? step.expectedOutput.map(\.onPage)
        var all = withSpinners(spinners, in: expected.map(\.onPage), output).map { line in
            line.isEmpty ? line : step.indentation + line
        }
        if step.status != 0 {
            let isAny = step.expectedStatus == .anyFailure
            all.append(step.indentation + (isAny ? "[exit ..]" : "[exit \(step.status)]"))
        }
        return all
    }

    /// The lines of an output: those of the page where they fit, else what was shown, in the page's words.
    private static func lines(
        _ difference: OutputDifference,
        _ step: StepOutcome,
        _ cells: [String: String]
    ) -> [String] {
        let expected = step.expectedOutput.map(\.onPage)
        let bindings = Bindings(step.bindings)
        let placeholders = KeptPlaceholders(bindings: step.bindings, cells: cells)
        let onPage = { (shown: String) in
            let line = Redaction.withRuns(ExpectedLine.escaped(bindings.reversed(in: shown)))
            return cells.isEmpty ? line : line.replacing("${{", with: "\\${{")
        }
        let shown = { (index: Int) in onPage(step.shown[index]) }
        return difference.parts.flatMap { part -> [String] in
            switch part {
            case .same(let range, _), .gap(let range, _): return Array(expected[range])
            case .changed(let left, let right):
                guard left.count == 1, right.count == 1 else { return right.map(shown) }
                return [placeholders.line(expected[left.lowerBound], shown: shown(right.lowerBound))]
            case .table(let table):
                return UpdatedTable(
                    page: Array(step.expectedOutput[table.expected]),
                    shown: Array(step.shown[table.shown]),
                    bindings: bindings,
                    placeholders: placeholders,
                    onPage: onPage
                ).lines
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
