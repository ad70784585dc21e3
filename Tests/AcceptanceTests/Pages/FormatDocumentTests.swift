import Foundation
import TestSupport
import Testing

@testable import Scenarios

/// docs/scenarios.md, whose every page is played.
@Suite("The document about the form of pages")
struct FormatDocumentTests {
    /// A page of the document or a companion, and the report that stands below it where it does not pass.
    private struct Example {
        let name: String
        let text: String
        var report: [String]?

        /// Whether it is a page from elsewhere, which its companion plays.
        var isForeign: Bool { name.hasPrefix("elsewhere/") }
    }

    private func document() throws -> String {
        try ProjectFolder.text("docs/scenarios.md")
    }

    private func examples() throws -> [Example] {
        var examples: [Example] = []
        for block in try FencedBlock.parse(document(), file: "scenarios.md").blocks {
            if ["markdown", "yaml"].contains(block.information.first) {
                let text = block.lines.map { $0 + "\n" }.joined()
                examples.append(Example(name: try #require(block.information.dropFirst().first), text: text))
            } else if block.information == ["text"] {
                let last = try #require(examples.indices.last)
                #expect(examples[last].report == nil, "line \(block.line)")
                examples[last].report = block.lines
            }
        }
        return examples
    }

    @Test("each page does what the document says")
    func plays() async throws {
        let examples = try examples()
        #expect(Set(examples.map(\.name)).count == examples.count)
        #expect(examples.count > 20 && examples.contains { $0.report != nil })
        let pages = Dictionary(examples.map { ($0.name, $0.text) }) { first, _ in first }
        try await PageFolder.with(pages) { folder in
            for example in examples where !example.isForeign {
                let result = try await folder.test("--pages", "elsewhere", example.name)
                if let report = example.report {
                    #expect(Array(result.lines.dropLast()) == report)
                    #expect((result.status == 0) == (report.first?.hasPrefix("skipped") == true))
                } else {
                    let isPassed = result.status == 0 && result.lines.first?.hasPrefix("passed") == true
                    #expect(isPassed, "\(result.lines.joined(separator: "\n"))")
                }
            }
        }
    }

    @Test("a page that puts something right fails without that")
    func withoutFix() async throws {
        let fixes = try examples().filter { $0.text.contains("```console fix\n") }
        #expect(fixes.count == 1)
        for example in fixes {
            let text = example.text.replacing("```console fix\n", with: "```console skip\n")
            try await PageFolder.with([example.name: text]) { folder in
                let result = try await folder.test(example.name)
                #expect(result.status == 1)
            }
        }
    }

    @Test("names every key of front matter, and every mark of a block")
    func complete() throws {
        let text = try document()
        for key in FrontMatter.keys { #expect(text.contains("`\(key)`"), "\(key)") }
        for mark in ["skip", "fix", "tty", "timeout=10s"] { #expect(text.contains("`console \(mark)`"), "\(mark)") }
    }
}
