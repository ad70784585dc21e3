import Testing

@testable import Scenarios

@Suite("Tables of contents by symptom")
struct SymptomContentsTests {
    private func page(_ symptom: String, _ cause: String, _ title: String) -> String {
        "---\nsymptom: \"\(symptom)\"\ncause: \"\(cause)\"\n---\n# \(title)\n\n```console\n$ true\n```\n"
    }

    @Test("pages stand below their message, by their causes")
    func groups() throws {
        let entries = try [
            ("b.md", page("denied: B", "zeal", "The second")), ("a.md", page("denied: B", "age", "The first")),
            ("c.md", page("denied: A", "fate", "The third")),
        ].map { try SymptomContents.entry(text: $0.1, file: $0.0, path: $0.0) }
        let lines = SymptomContents(entries).markdown.split(separator: "\n").map(String.init)
        #expect(
            lines.suffix(5) == [
                "## `denied: A`", "- fate: [The third](c.md)", "## `denied: B`", "- age: [The first](a.md)",
                "- zeal: [The second](b.md)",
            ]
        )
    }

    @Test("a message with backticks in it is still one code span")
    func backticks() throws {
        let entry = try SymptomContents.entry(text: page("out: `none`", "c", "T"), file: "a.md", path: "a.md")
        #expect(SymptomContents([entry]).markdown.contains("\n## `` out: `none` ``\n"))
    }

    @Test(
        "a page without symptom, cause or heading is refused by name",
        arguments: [
            ("---\ncause: c\n---\n# T\n```console\n$ true\n```", "symptom"),
            ("---\nsymptom: s\n---\n# T\n```console\n$ true\n```", "cause"),
            ("---\nsymptom: s\ncause: c\n---\n```console\n$ true\n```", "heading"),
        ]
    )
    func incomplete(page: String, missing: String) {
        let error = #expect(throws: PageError.self) {
            try SymptomContents.entry(text: page, file: "page.md", path: "page.md")
        }
        #expect(error.map { "\($0)".contains(missing) && "\($0)".contains("page.md") } == true)
    }
}
