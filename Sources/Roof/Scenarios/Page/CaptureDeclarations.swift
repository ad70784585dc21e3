/// A name that stands for something in a page's output, as its front matter declares it.
package struct CaptureDeclaration: Sendable, Equatable {
    package let pattern: CapturePattern
    /// Where the name is declared, counted from 1.
    package let line: Int
    package let column: Int
}

/// The key `captures:` of front matter: a list of names, or names with what each may stand for.
enum CaptureDeclarations {
    private static let form = "is not a name that can stand here: letters, digits, - and _, a letter first, and once"

    /// The names with their brackets.
    static func read(_ mapping: YAMLMapping) throws(PageError) -> [String: CaptureDeclaration] {
        var captures: [String: CaptureDeclaration] = [:]
        for (name, pattern) in try entries(mapping) {
            let key = "<\(name.text)>"
            let place = { (reason: String) in
                PageError(file: mapping.file, line: name.line, column: name.column, reason: reason)
            }
            guard CaptureName.isName(name.text), captures[key] == nil else {
                throw place("'\(name.text)' \(form)")
            }
            do {
                let pattern = try pattern.map { text throws(CapturePattern.Malformed) in try CapturePattern(text) }
                captures[key] = CaptureDeclaration(pattern: pattern ?? .word, line: name.line, column: name.column)
            } catch {
                throw place("`\(pattern ?? "")` is not a pattern: \(error.reason)")
            }
        }
        return captures
    }

    private static func entries(_ mapping: YAMLMapping) throws(PageError) -> [(name: PlacedText, pattern: String?)] {
        guard mapping.isMapping("captures"), let named = try mapping.mapping("captures") else {
            return try mapping.texts("captures").map { ($0, nil) }
        }
        var entries: [(PlacedText, String?)] = []
        for entry in named.keys {
            let name = PlacedText(text: entry.key, line: entry.line, column: entry.column)
            entries.append((name, try named.text(entry.key)))
        }
        return entries
    }
}

extension Scenario {
    /// What is wrong with how the page uses a name that it declares.
    struct CaptureMistake {
        /// With its brackets.
        let name: String
        let error: PageError
    }

    /// The errors of ``captureMistakes``.
    var captureErrors: [PageError] { captureMistakes.map(\.error) }

    /// What is wrong with how the page uses the names that it declares.
    ///
    /// A name that no output shows, and a command or an answer that names one before an output shows it, are mistakes.
    var captureMistakes: [CaptureMistake] {
        let captures = frontMatter.captures
        if captures.isEmpty { return [] }
        var shown: Set<String> = []
        var mistakes: [CaptureMistake] = []
        for step in steps {
            let texts = [step.command] + step.answers.map(\.text)
            let named = texts.flatMap(Self.captures).filter { captures[$0] != nil && !shown.contains($0) }
            if let name = named.first {
                let error = PageError(
                    file: step.file,
                    line: step.line,
                    column: step.indentation.count + 3,
                    reason: "\(name) stands for nothing yet: no output above shows it"
                )
                mistakes.append(CaptureMistake(name: name, error: error))
            }
            if case .lines(let lines) = step.expectation {
                for line in lines { shown.formUnion(Self.captures(in: line.sourceBeforeAnswer)) }
            }
        }
        for (name, declaration) in captures.sorted(by: { $0.key < $1.key }) where !shown.contains(name) {
            let error = PageError(
                file: frontMatterFile,
                line: declaration.line,
                column: declaration.column,
                reason: "no output of the page shows \(name), which is declared here"
            )
            mistakes.append(CaptureMistake(name: name, error: error))
        }
        return mistakes
    }

    private static func captures(in text: String) -> [String] {
        CaptureName.scan(Array(text.utf8)).filter { !$0.isEscaped }.map(\.text)
    }
}
