/// A block that shows a terminal: commands behind `$ `, each followed by what it shows.
struct ConsoleBlock {
    let block: FencedBlock
    let file: String
    /// The values that stand for names in commands and output; nil where the page has no matrix.
    var row: MatrixRow?

    /// The block's steps. Output before the first command, a command without an end, and a wrong `[exit N]` are errors.
    func steps(requires: [String] = []) throws(PageError) -> [Step] {
        var errors = PageErrors()
        let steps = steps(requires: requires, &errors)
        try errors.throwFirst()
        return steps
    }

    /// The steps that can be read; what is wrong with others is added to `errors`.
    func steps(requires: [String] = [], _ errors: inout PageErrors) -> [Step] {
        var steps: [Step] = []
        var starts = block.lines.indices.filter { Self.isCommand(block.lines[$0]) }[...]
        if starts.isEmpty, block.lines.isEmpty {
            errors.add(error(-1, "there is no command in this block; write one as `$ command`"))
        } else if starts.first != 0 {
            errors.add(outputBeforeCommand)
        }
        while let start = starts.popFirst() {
            guard let command = CommandLines.command(block.lines, at: start, prefix: "$ ") else {
                errors.add(error(start, "the command ends in a backslash, but nothing follows it"))
                break
            }
            // A line that continues a command may begin as one does.
            starts = starts.drop { $0 < start + command.count }
            let step = errors.attempt { () throws(PageError) in
                try self.step(command, at: start, upTo: starts.first ?? block.lines.count, requires)
            }
            if let step { steps.append(step) }
        }
        return steps
    }

    private func step(
        _ command: CommandLines.Command,
        at start: Int,
        upTo end: Int,
        _ requires: [String]
    ) throws(PageError) -> Step {
        if command.text.allSatisfy(\.isWhitespace) {
            throw error(start, "there is no command after `$ `")
        }
        let exit = try exitStatus(in: (start + command.count)..<end)
        let output = (start + command.count)..<(exit == nil ? end : end - 1)
        return Step(
            file: file,
            line: block.line(of: start),
            command: try filled(command.text, start, column: 2),
            expectation: .lines(try expected(output)),
            exitStatus: exit ?? 0,
            requires: requires,
            outputLines: block.line(of: output.lowerBound)..<block.line(of: output.upperBound),
            indentation: block.indentation
        )
    }

    /// Whether a line begins a command: `$` and a blank, or nothing behind it.
    static func isCommand(_ line: String) -> Bool {
        line.hasPrefix("$ ") || line.hasPrefix("$\t") || line == "$"
    }

    /// The expected lines in a range of the block's lines.
    func expected(_ range: Range<Int>) throws(PageError) -> [ExpectedLine] {
        var lines: [ExpectedLine] = []
        for index in range {
            let written = block.lines[index]
            var source = try filled(written, index) { $0.replacing("[..]", with: "\\[..]") }
            // A value must not make of a line what the page does not write.
            if source != written, source == "..." || Self.isCommand(source) { source = "\\" + source }
            lines.append(ExpectedLine(source, line: block.line(of: index), written: written))
        }
        return lines
    }

    private func filled(
        _ text: String,
        _ index: Int,
        column: Int = 0,
        value: (String) -> String = { $0 }
    ) throws(PageError) -> String {
        guard let row else { return text }
        let column = block.indentation.count + column + 1
        return try row.fill(text, file: file, line: block.line(of: index), column: column, value: value)
    }

    private var outputBeforeCommand: PageError {
        let isIndented = block.lines.first.map { Self.isCommand(String(Substring($0).trimmingBlanks)) } == true
        return error(
            0,
            isIndented
                ? "the command is indented; `$ ` stands at the block's edge"
                : "output stands before the first command; commands start with `$ `, and a block that is not to be run is "
                    + "marked `console skip`"
        )
    }

    /// The status in a last line `[exit N]` or `[exit ..]`; nil where there is none.
    private func exitStatus(in output: Range<Int>) throws(PageError) -> ExpectedStatus? {
        for index in output {
            let line = block.lines[index].withoutTrailingBlanks
            guard line.hasPrefix("[exit"), line.hasSuffix("]") else { continue }
            guard index == output.upperBound - 1 else {
                throw error(index, "`\(line)` must be the last line of its step")
            }
            if line == "[exit ..]" { return .anyFailure }
            guard line.hasPrefix("[exit "), let status = Int32(line.dropFirst(6).dropLast()), (1...255).contains(status)
            else {
                throw error(
                    index,
                    "`\(line)` does not name an exit status: it takes a number from 1 to 255, or `..` for any"
                )
            }
            return .exactly(status)
        }
        return nil
    }

    private func error(_ index: Int, _ reason: String) -> PageError {
        PageError(file: file, line: block.line(of: index), column: block.indentation.count + 1, reason: reason)
    }
}
