/// Puts the steps of the pages that a page uses before its own.
///
/// Their files and steps are part of the page that uses them: they run in its sandbox, in its world, as its identity.
/// Of their front matter, `requires`, `captures` and `uses` count; the rest is for when they are played themselves. A
/// page that is used several times runs once, where it is first met.
struct UsedPages {
    /// Reads a page by its path.
    let read: (String) throws(ScenarioPathError) -> String

    func resolved(_ scenario: Scenario) throws(PageError) -> Scenario {
        var scenario = scenario
        var met: Set<String> = []
        let items = try items(of: scenario, chain: [scenario.frontMatterFile], &met, &scenario.frontMatter)
        scenario.items = items + scenario.items
        return scenario
    }

    private func items(
        of page: Scenario,
        chain: [String],
        _ met: inout Set<String>,
        _ frontMatter: inout FrontMatter
    ) throws(PageError) -> [Scenario.Item] {
        var items: [Scenario.Item] = []
        for use in page.frontMatter.uses {
            let path = Self.path(use.text, from: page.frontMatterFile)
            let error = { (reason: String) in
                PageError(file: page.frontMatterFile, line: use.line, column: use.column, reason: reason)
            }
            if chain.contains(path) {
                let way = (chain.drop { $0 != path } + [path]).joined(separator: " uses ")
                throw error("pages use each other in a circle: \(way); take one `uses:` away")
            }
            guard met.insert(path).inserted else { continue }
            let text: String
            do {
                text = try read(path)
            } catch {
                throw PageError(
                    file: page.frontMatterFile,
                    line: use.line,
                    column: use.column,
                    reason: "the page \(use.text) cannot be used: \(error); the path is relative to this file"
                )
            }
            let used = try ScenarioPage.parse(text: text, file: path)
            guard used.row == nil else {
                throw error("the page \(use.text) has a matrix, so it cannot be used: which row would be played?")
            }
            try merge(used, into: &frontMatter, error)
            items += try self.items(of: used, chain: chain + [path], &met, &frontMatter)
            items += used.items.map { item in
                guard case .step(var step) = item else { return item }
                step.isUsed = true
                return .step(step)
            }
        }
        return items
    }

    private func merge(
        _ used: Scenario,
        into frontMatter: inout FrontMatter,
        _ error: (String) -> PageError
    ) throws(PageError) {
        for program in used.frontMatter.requires where !frontMatter.requires.contains(program) {
            frontMatter.requires.append(program)
        }
        for (name, declaration) in used.frontMatter.captures {
            if let known = frontMatter.captures[name], known.pattern != declaration.pattern {
                throw error("\(used.file) declares \(name) otherwise than this page does")
            }
            frontMatter.captures[name] = frontMatter.captures[name] ?? declaration
        }
    }

    /// The path of a page, seen from the file that names it.
    private static func path(_ name: String, from file: String) -> String {
        if name.hasPrefix("/") { return name }
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        for part in name.split(separator: "/").map(String.init) where part != "." {
            if part == "..", let last = parts.last, last != "..", last != "" {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}
