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
                lines.append(opened(expected[left.lowerBound], outcome.shown[right.lowerBound]))
            case .changed(let left, _):
                // An answer stays: without it the command would not go on.
                for line in expected[left] + [""] where line.isEmpty || prompt(of: line) != nil {
                    if lines.last != "..." { lines.append("...") }
                    if !line.isEmpty { lines.append(line) }
                }
            case .table: if lines.last != "..." { lines.append("...") }
            }
        }
        return lines
    }

    /// A line of the page in whose place another was shown.
    private static func opened(_ line: String, _ shown: String) -> String {
        guard let (prompt, answer) = prompt(of: line) else { return common(line, RecordedPage.line(shown)) }
        let typed = String(answer.dropFirst().dropLast())
        let other = shown.hasSuffix(typed) ? String(shown.dropLast(typed.count)) : shown
        return (prompt == other ? prompt : common(prompt, ExpectedLine.escaped(other))) + answer
    }

    /// A line's prompt, and the answer with its marks; nil where nothing is typed at it.
    private static func prompt(of line: String) -> (prompt: String, answer: String)? {
        let expected = ExpectedLine(line, line: 1)
        guard case .prompt = expected.content else { return nil }
        let prompt = expected.sourceBeforeAnswer
        return (prompt, String(line.dropFirst(prompt.count)))
    }

    /// The whole words that two lines have in common at their beginnings and ends, with a run between: a part of a number
    /// would be another the next time.
    static func common(_ left: String, _ right: String) -> String {
        let beginning = commonWords(Array(left), Array(right))
        let (leftRest, rightRest) = (left.dropFirst(beginning), right.dropFirst(beginning))
        let end = commonWords(leftRest.reversed(), rightRest.reversed())
        return left.prefix(beginning) + "[..]" + leftRest.suffix(end)
    }

    /// How many characters are the same at two texts' beginnings, without the part of a word that goes on otherwise.
    private static func commonWords(_ left: [Character], _ right: [Character]) -> Int {
        var count = zip(left, right).prefix { $0 == $1 }.count
        let isInWord = [left, right].contains { count < $0.count && isWordCharacter($0[count]) }
        while isInWord, count > 0, isWordCharacter(left[count - 1]) { count -= 1 }
        return count
    }

    private static func isWordCharacter(_ character: Character) -> Bool { character.isLetter || character.isNumber }
}
