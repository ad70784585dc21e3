import Scenarios
import TestSupport
import Testing

/// A replay that shows just what the page says passes; with one character of the page changed it does not.
@Suite("Changes of the documentation's page", .enabled(if: SharedFolder.isPresent))
struct SeedMutationTests {
    private static let ids = [
        "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf": "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
        "d400e0c6-a8e7-4b95-ab34-0359229c5d36": "f0e1d2c3-b4a5-4968-8776-655443322110",
    ]

    /// What a client with IDs of its own shows, tables drawn as wide as their cells.
    private func transcript(_ step: Step) -> Transcript {
        guard case .lines(let lines) = step.expectation else { return Transcript(lines: ["whatever"]) }
        var shown: [String] = []
        var spinners: [String] = []
        for line in lines {
            if line.source.hasPrefix("⠸ ") || line.source.hasPrefix("⠼ ") {
                spinners.append(String(line.source.dropFirst(2)))
            } else {
                let narrow = line.source.replacing(" aws-us-east-1           │", with: " aws-us-east-1  │")
                    .replacing(" aws-secret-key          │", with: " aws-secret-key │")
                    .replacing(" CONNECTOR NAME          │", with: " CONNECTOR NAME │")
                    .replacing("━━━━━━━━━━━━━━━━━━━━━━━━━┯", with: "━━━━━━━━━━━━━━━━┯")
                shown.append(Self.ids.reduce(narrow) { $0.replacing($1.key, with: $1.value) })
            }
        }
        return Transcript(lines: redrawn(shown), spinners: ["Fetching..."] + spinners)
    }

    /// Rules as wide as the border above them.
    private func redrawn(_ lines: [String]) -> [String] {
        var border = ""
        return lines.map { line in
            if line.hasPrefix("┏") { border = line }
            guard line.hasPrefix("┠") || line.hasPrefix("┗") else { return line }
            return String(
                border.map { character -> Character in
                    let rule = line.hasPrefix("┠")
                    switch character {
                    case "┏": return rule ? "┠" : "┗"
                    case "┓": return rule ? "┨" : "┛"
                    case "┯": return rule ? "┼" : "┷"
                    default: return rule ? "─" : "━"
                    }
                }
            )
        }
    }

    /// The page's steps with what they show, and what was known before each.
    private struct Replay {
        let steps: [Step]
        let transcripts: [Transcript]
        var before: [Matcher] = []
        var failure: StepOutcome?

        /// What fails first where one step expects something else.
        func firstFailure(changing index: Int, to expected: [ExpectedLine]) -> StepOutcome? {
            var matcher = before[index]
            for (number, step) in steps.enumerated().dropFirst(index) {
                var step = step
                if number == index { step.expectation = .lines(expected) }
                if let failure = matcher.failure(step, transcripts[number]) { return failure }
            }
            return nil
        }
    }

    private func replay() throws -> Replay {
        let scenario = try SeedPage.scenario()
        var replay = Replay(steps: scenario.steps, transcripts: scenario.steps.map(transcript))
        var matcher = Matcher(tables: scenario.frontMatter.tables)
        for (step, transcript) in zip(replay.steps, replay.transcripts) {
            replay.before.append(matcher)
            replay.failure = replay.failure ?? matcher.failure(step, transcript)
        }
        return replay
    }

    @Test("the page as it is passes")
    func unchanged() throws {
        let failure = try replay().failure
        #expect(failure == nil, "\(failure?.differenceLines.joined(separator: "\n") ?? "")")
    }

    @Test("each single character of each output counts, but those of a variable shown once")
    func everyCharacter() throws {
        let replay = try replay()
        var changes = 0
        for (index, step) in replay.steps.enumerated() {
            guard case .lines(let lines) = step.expectation else { continue }
            for (number, line) in lines.enumerated() {
                let once = line.source.firstRange(of: "37c97fa0-fa47-4d55-9970-e2aa6e1b50cf")
                for position in line.source.indices {
                    let old = line.source[position]
                    let isGlyph = old.unicodeScalars.allSatisfy { (0x2800...0x28FF).contains($0.value) }
                    if line.source[position...].allSatisfy({ $0 == " " }) { continue }
                    var others: [Character] = position == line.source.startIndex ? ["z", "\u{2801}"] : ["z"]
                    if old.isHexDigit { others.append("0") }
                    for new in others where new != old {
                        if isGlyph && new == "\u{2801}" || once?.contains(position) == true && new == "0" { continue }
                        var text = line.source
                        text.replaceSubrange(position...position, with: String(new))
                        var changed = lines
                        changed[number] = ExpectedLine(text, line: line.line)
                        let failure = replay.firstFailure(changing: index, to: changed)
                        let isShown = failure?.differenceLines.contains { $0.hasPrefix("- ") } == true
                        if !isShown { Issue.record("line \(line.line): `\(text)` passes, or the report hides it") }
                        changes += 1
                    }
                }
            }
        }
        #expect(changes > 3_000)
    }

    @Test("a blank line more or less counts, and so does a character taken out or put in")
    func linesAndLengths() throws {
        let replay = try replay()
        for (index, step) in replay.steps.enumerated() {
            guard case .lines(let lines) = step.expectation else { continue }
            for number in lines.indices {
                var without = lines
                without.remove(at: number)
                let isSpinner = lines[number].source.hasPrefix("⠸") || lines[number].source.hasPrefix("⠼")
                #expect((replay.firstFailure(changing: index, to: without) == nil) == isSpinner)
                var more = lines
                more.insert(ExpectedLine("", line: 1), at: number)
                #expect(replay.firstFailure(changing: index, to: more) != nil)
                for position in lines[number].source.indices where lines[number].source[position] != " " {
                    if lines[number].source.hasPrefix("⠸") || lines[number].source.hasPrefix("⠼") { continue }
                    guard !"━─".contains(lines[number].source[position]) else { continue }
                    var text = lines[number].source
                    text.remove(at: position)
                    var changed = lines
                    changed[number] = ExpectedLine(text, line: lines[number].line)
                    #expect(replay.firstFailure(changing: index, to: changed) != nil, "\(text)")
                }
            }
        }
    }
}
