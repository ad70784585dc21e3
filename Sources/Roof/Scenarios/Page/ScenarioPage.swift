/// Reading a page of our own: Markdown with `console` blocks, `file=` blocks and prose.
package enum ScenarioPage {
    /// The scenario that a page describes; of a page with a matrix, the one of its first row.
    ///
    /// Pages that it uses are not read.
    ///
    /// - Parameters:
    ///   - text: the page.
    ///   - file: its path, for errors and reports.
    package static func parse(text: String, file: String) throws(PageError) -> Scenario {
        var errors = PageErrors()
        let scenarios = scenarios(text: text, file: file, &errors)
        try errors.throwFirst()
        guard let first = scenarios.first else { throw noSteps(file) }
        return first
    }

    /// A scenario for each row of the page's matrix, or the one of a page without; what is wrong with the page is added
    /// to `errors`, once for all rows.
    static func scenarios(text: String, file: String, _ errors: inout PageErrors) -> [Scenario] {
        let page: FencedBlock.Page
        switch Result(catching: { () throws(PageError) in try FencedBlock.parse(text, file: file) }) {
        case .success(let read): page = read
        case .failure(let error):
            errors.add(error)
            return []
        }
        var matrix: [MatrixRow] = []
        if let yaml = page.frontMatter {
            // What is wrong is told when it is read with the row.
            var unheard = PageErrors()
            matrix = FrontMatter.parse(yaml.text, file: file, firstLine: yaml.firstLine, row: nil, &unheard).matrix
        }
        guard !matrix.isEmpty else {
            return [scenario(page, file: file, row: nil, &errors)]
        }
        var scenarios: [Scenario] = []
        // The same mistakes are in every row.
        for row in matrix where errors.all.isEmpty {
            scenarios.append(scenario(page, file: file, row: row, &errors))
        }
        return scenarios
    }

    private static func scenario(
        _ page: FencedBlock.Page,
        file: String,
        row: MatrixRow?,
        _ errors: inout PageErrors
    ) -> Scenario {
        var frontMatter = FrontMatter()
        if let yaml = page.frontMatter {
            frontMatter = FrontMatter.parse(yaml.text, file: file, firstLine: yaml.firstLine, row: row, &errors)
        }
        var items: [Scenario.Item] = []
        for block in page.blocks { items += self.items(block, file: file, row: row, &errors) }
        let scenario = Scenario(
            file: file,
            frontMatter: frontMatter,
            frontMatterFile: file,
            items: items,
            skips: [],
            isForeign: false,
            row: row
        )
        if errors.all.isEmpty, scenario.steps.isEmpty { errors.add(noSteps(file)) }
        return scenario
    }

    private static func items(
        _ block: FencedBlock,
        file: String,
        row: MatrixRow?,
        _ errors: inout PageErrors
    ) -> [Scenario.Item] {
        let written = errors.attempt { () throws(PageError) in try fileBlock(block, file: file, row: row) }
        guard let written else { return [] }
        if let written { return [.file(written)] }
        guard block.information.first == "console" else { return [] }
        let marks = errors.attempt { () throws(PageError) in try BlockMarks(block, file: file) }
        guard let marks, !marks.isSkipped else { return [] }
        return ConsoleBlock(block: block, file: file, row: row).steps(&errors).map { step in
            var step = step
            step.isFix = marks.isFix
            step.isOnTerminal = marks.isOnTerminal
            step.timeout = marks.timeout
            return .step(step)
        }
    }

    private static func noSteps(_ file: String) -> PageError {
        PageError(file: file, line: 1, reason: "the page has no steps: a `console` block with a `$ ` command")
    }

    private static func fileBlock(
        _ block: FencedBlock,
        file: String,
        row: MatrixRow?
    ) throws(PageError) -> FileBlock? {
        let names = block.information.filter { $0.hasPrefix("file=") }.map { $0.dropFirst(5) }
        guard let name = names.first else { return nil }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if names.count > 1 || parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
            throw PageError(
                file: file,
                line: block.line,
                column: block.column(of: "file="),
                reason: "file= takes one path inside the sandbox, relative and without `..`"
            )
        }
        var contents = ""
        for (index, line) in block.lines.enumerated() {
            let column = block.indentation.count + 1
            contents += try row?.fill(line, file: file, line: block.line(of: index), column: column) ?? line
            contents += "\n"
        }
        return FileBlock(name: String(name), contents: contents, file: file, line: block.line)
    }
}
