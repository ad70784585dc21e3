import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// The page that everything started from, replayed as it is.
@Suite("The seed page", .enabled(if: SharedFolder.isPresent))
struct SeedPageTests {
    private static let companion = "scenarios/seed/aws-container-registry.companion.yaml"
    private static let root = ProjectFolder.url

    private func companionFile() throws -> CompanionFile {
        let path = Self.root.appending(path: Self.companion).path
        return try CompanionFile.parse(text: String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    private func page() throws -> String { try SharedFolder.text("seed/aws-container-registry.md") }

    @Test("replays untouched, and leaves out only what may be left out")
    func replays() async throws {
        try await withTemporaryFolder { folder in
            let scenario = try companionFile().scenario(pageText: page(), pageFile: "aws-container-registry.md")
            let result = try await TestSurroundings.play(scenario, in: folder)
            guard case .passed = result.verdict else {
                Issue.record("\(result.report)")
                return
            }
            // The two commands that ask questions; with the AWS CLI and docker there, the local login runs.
            #expect(result.skips.isEmpty, "\(result.skips)")
        }
    }

    @Test("fails when any character of an output on it is another")
    func everyCharacterCounts() async throws {
        try await withTemporaryFolder { folder in
            let companion = try companionFile()
            let text = try page()
            let scenario = try companion.scenario(pageText: text, pageFile: "page.md")
            let transcripts = try await TestSurroundings.play(scenario, in: folder).transcripts
            #expect(Self.replay(scenario, transcripts) == nil)

            var tried = 0
            for step in scenario.steps {
                guard case .lines(let lines) = step.expectation, step.file == "page.md" else { continue }
                for line in lines {
                    for (position, mutant) in Self.mutants(of: line.line, in: text) {
                        tried += 1
                        // A page that is no longer well-formed is refused, which is noticed as well.
                        guard let changed = try? companion.scenario(pageText: mutant, pageFile: "page.md") else {
                            continue
                        }
                        if Self.replay(changed, transcripts) == nil {
                            Issue.record("line \(line.line), character \(position) may be another and nobody notices")
                        }
                    }
                }
            }
            #expect(tried > 500)
        }
    }

    /// The first step that does not match, by its place; nil where all do.
    private static func replay(_ scenario: Scenario, _ transcripts: [Transcript]) -> Int? {
        var matcher = Matcher(tables: scenario.frontMatter.tables)
        for (index, (step, transcript)) in zip(scenario.steps, transcripts).enumerated() {
            let finding = matcher.check(step, transcript)
            let fits = finding.difference == nil && finding.missingSpinners.isEmpty
            if !fits || !step.exitStatus.allows(transcript.status) { return index }
        }
        return nil
    }

    /// The page with one character of a line changed: each letter, digit and mark that is not part of a table's frame,
    /// of a variable, of a spinner's glyph or of blanks.
    private static func mutants(of line: Int, in text: String) -> [(Int, String)] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let original = lines[line - 1]
        let variables = original.ranges(of: #/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#)
        let frame: Set<Character> = Set("┏┯┓┃│┠─┼┨┗━┷┛⠸⠼ ")
        return original.indices.enumerated().compactMap { position, index in
            let character = original[index]
            guard !frame.contains(character), !variables.contains(where: { $0.contains(index) }) else { return nil }
            let other: Character = character == "x" ? "y" : "x"
            lines[line - 1] = original.replacingCharacters(in: index...index, with: String(other))
            defer { lines[line - 1] = original }
            return (position, lines.joined(separator: "\n"))
        }
    }
}
