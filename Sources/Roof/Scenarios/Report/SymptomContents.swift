/// A table of contents of pages that explain a message, grouped by that message, so that who saw it finds the page.
package struct SymptomContents: Sendable {
    /// One page, as the table lists it.
    package struct Entry: Sendable, Equatable {
        /// Relative to the table's folder.
        package let path: String
        /// The page's first heading.
        package let title: String
        package let symptom: String
        package let cause: String
    }

    package let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// The entry of a page.
    ///
    /// - Throws: ``PageError`` for a page without a heading, or whose front matter lacks `symptom:` or `cause:`.
    package static func entry(text: String, file: String, path: String) throws(PageError) -> Entry {
        let matter = try ScenarioPage.parse(text: text, file: file).frontMatter
        guard let symptom = matter.symptom, let cause = matter.cause else {
            let key = matter.symptom == nil ? "symptom" : "cause"
            throw PageError(
                file: file,
                line: 1,
                reason: "the front matter has no `\(key):`; a page in a table of contents needs symptom and cause"
            )
        }
        let body = FencedBlock.lines(of: text).drop { $0 != "---" }.dropFirst().drop { $0 != "---" }
        guard let heading = body.first(where: { $0.hasPrefix("# ") }) else {
            throw PageError(file: file, line: 1, reason: "the page has no heading; begin it with `# ` and a title")
        }
        return Entry(path: path, title: String(heading.dropFirst(2)), symptom: symptom, cause: cause)
    }

    /// The table as Markdown: a heading for each message in alphabetical order, and below it the pages by their causes.
    package var markdown: String {
        var lines = [
            "# Find your message",
            "",
            "Each page here reproduces one refusal, shows who refused and why, applies the smallest fix and shows it",
            "working. `drydock test` replays all of them. Search this list for the message that you saw; where one message",
            "has several causes, `drydock explain` tells which one is yours, or, where nothing was denied,",
            "`drydock explain --last-failed`.",
            "",
            "This list is made from the pages by `make contents`.",
        ]
        let groups = Dictionary(grouping: entries, by: \.symptom)
        for (symptom, entries) in groups.sorted(by: { $0.key < $1.key }) {
            lines += ["", "## \(Self.code(symptom))", ""]
            for entry in entries.sorted(by: { ($0.cause, $0.path) < ($1.cause, $1.path) }) {
                lines.append("- \(entry.cause): [\(entry.title)](\(entry.path))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `text` as a code span, fenced by more backticks than it has in a row.
    private static func code(_ text: String) -> String {
        let longest = text.split { $0 != "`" }.map(\.count).max()
        guard let longest else { return "`\(text)`" }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence) \(text) \(fence)"
    }
}
