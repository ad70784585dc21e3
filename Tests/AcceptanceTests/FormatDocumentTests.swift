import Foundation
import Testing

@testable import Scenarios

/// docs/scenarios.md, whose every page is played.
@Suite("The document about the form of pages")
struct FormatDocumentTests {
    /// A page of the document, and the report that stands below it where it fails.
    private struct Example {
        let name: String
        let text: String
        var report: [String]?
    }

    private func document() throws -> String {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/scenarios.md")
        return try String(contentsOf: path, encoding: .utf8)
    }

    private func examples() throws -> [Example] {
        var examples: [Example] = []
        for block in try FencedBlock.parse(document(), file: "scenarios.md").blocks {
            if block.information.first == "markdown" {
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
            for example in examples {
                let result = try await folder.test(example.name)
                if let report = example.report {
                    #expect(Array(result.lines.dropLast()) == report)
                    #expect(result.status != 0)
                } else {
                    #expect(result.status == 0, "\(result.lines.joined(separator: "\n"))")
                }
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
