/// A page from elsewhere together with what its companion file says about each of its blocks.
struct ForeignPage {
    let companion: CompanionFile
    let pageFile: String
    let pairs: [(entry: CompanionBlock, block: FencedBlock)]

    /// The blocks and commands that are left out.
    var skips: [InstanceOutcome.Skip] {
        pairs.flatMap { entry, block -> [InstanceOutcome.Skip] in
            if case .skip(let reason) = entry.action {
                return [InstanceOutcome.Skip(file: pageFile, line: block.line, reason: reason)]
            }
            let lines = Self.commands(block)?.map(\.line) ?? []
            return entry.except.sorted { $0.key < $1.key }.map { number, reason in
                let line = number <= lines.count ? lines[number - 1] : block.line
                return InstanceOutcome.Skip(file: pageFile, line: line, reason: reason)
            }
        }
    }

    /// The steps, in the page's order.
    func items() throws(PageError) -> [Scenario.Item] {
        var steps: [(ordinal: Int, step: Step)] = companion.setUp.map { (0, setUpStep($0)) }
        for (entry, block) in pairs where entry.action == .run {
            steps += entry.before.map { (0, setUpStep($0)) }
            steps += try self.steps(entry, block).map { (entry.ordinal, $0) }
        }
        for (entry, block) in pairs {
            switch entry.action {
            case .run, .skip: break
            case .template(let ordinal): try checkTemplate(entry, block, of: ordinal)
            case .output(let ordinal):
                guard let index = steps.lastIndex(where: { $0.ordinal == ordinal }),
                    steps[index].step.expectation == .anything
                else {
                    throw companion.error(
                        entry,
                        "block \(ordinal), whose output this is, has no command that is run and shows no output yet"
                    )
                }
                let console = ConsoleBlock(block: block, file: pageFile)
                steps[index].step.expectation = .lines(try console.expected(block.lines.indices))
            }
        }
        return steps.map { .step($0.step) }
    }

    private func setUpStep(_ command: CompanionBlock.SetUpCommand) -> Step {
        Step(
            file: companion.file,
            line: command.line,
            command: command.command,
            expectation: .anything,
            exitStatus: 0,
            requires: [],
            outputLines: command.line..<command.line,
            indentation: ""
        )
    }

    /// The steps of a block that is run: as a terminal shows them, or commands alone.
    private func steps(_ entry: CompanionBlock, _ block: FencedBlock) throws(PageError) -> [Step] {
        var steps: [Step] = []
        if block.lines.contains(where: ConsoleBlock.isCommand) {
            steps = try ConsoleBlock(block: block, file: pageFile).steps(requires: entry.requires)
        } else {
            steps = try bareCommands(entry, block).map { command in
                Step(
                    file: pageFile,
                    line: command.line,
                    command: command.text,
                    expectation: .anything,
                    exitStatus: 0,
                    requires: entry.requires,
                    outputLines: command.line..<command.line,
                    indentation: block.indentation
                )
            }
        }
        if let number = (Array(entry.except.keys) + Array(entry.answers.keys)).max(), number > steps.count {
            throw companion.error(entry, "block \(entry.ordinal) has \(steps.count) commands, so there is no \(number)")
        }
        for (number, typed) in entry.answers { steps[number - 1].typed = typed }
        steps = steps.enumerated().filter { entry.except[$0.offset + 1] == nil }.map(\.element)
        let filled = try fill(steps.map(\.command), entry)
        return zip(steps, filled).map { step, command in
            var step = step
            step.command = command
            return step
        }
    }

    private func checkTemplate(_ entry: CompanionBlock, _ block: FencedBlock, of ordinal: Int) throws(PageError) {
        guard let target = pairs.first(where: { $0.entry.ordinal == ordinal }), target.entry.action == .run else {
            throw companion.error(entry, "block \(ordinal), whose template this is, is not run")
        }
        let own = try fill(try bareCommands(entry, block).map(\.text), entry).map(Self.words)
        let other = try steps(target.entry, target.block).map { Self.words($0.command) }
        for (left, right) in zip(own, other) where left != right {
            throw companion.error(
                entry,
                "with its values, the template is `\(left.joined(separator: " "))`, "
                    + "but block \(ordinal) runs `\(right.joined(separator: " "))`"
            )
        }
        guard own.count == other.count else {
            throw companion.error(
                entry,
                "the template has \(own.count) commands, but block \(ordinal) has \(other.count)"
            )
        }
    }

    private func bareCommands(
        _ entry: CompanionBlock,
        _ block: FencedBlock
    ) throws(PageError) -> [(text: String, line: Int)] {
        guard let commands = Self.commands(block) else {
            throw companion.error(entry, "block \(entry.ordinal) ends in the middle of a command")
        }
        if commands.isEmpty { throw companion.error(entry, "there is no command in block \(entry.ordinal)") }
        guard let whole = entry.command else { return commands }
        return commands.enumerated().map { index, line in
            let text = whole.replacing("{number}", with: String(index + 1)).replacing("{line}", with: line.text)
            return (text, line.line)
        }
    }

    /// The commands of a block: behind `$ ` where there are such lines, else every line that is not a comment. Nil where
    /// the last one is continued past the block's end.
    private static func commands(_ block: FencedBlock) -> [(text: String, line: Int)]? {
        let hasPrompts = block.lines.contains(where: ConsoleBlock.isCommand)
        var commands: [(String, Int)] = []
        var index = 0
        while index < block.lines.count {
            let line = Substring(block.lines[index]).trimmingBlanks
            if hasPrompts ? !ConsoleBlock.isCommand(block.lines[index]) : line.isEmpty || line.hasPrefix("#") {
                index += 1
                continue
            }
            guard let command = CommandLines.command(block.lines, at: index, prefix: hasPrompts ? "$ " : "") else {
                return nil
            }
            commands.append((String(Substring(command.text).trimmingBlanks), block.line(of: index)))
            index += command.count
        }
        return commands
    }

    /// The commands with their placeholders filled in. Each placeholder takes a value, and each value is used.
    private func fill(_ commands: [String], _ entry: CompanionBlock) throws(PageError) -> [String] {
        let text = commands.joined(separator: "\n")
        for name in entry.values.keys.sorted() where !Self.contains(text, name) {
            throw companion.error(entry, "there is no `\(name)` in the commands of block \(entry.ordinal)")
        }
        var filled: [String] = []
        for command in commands {
            let placeholders = command.matches(of: /<[A-Z][A-Z0-9_]*>/).map { String($0.output) }
            for name in placeholders + (Self.contains(command, "...") ? ["..."] : []) where entry.values[name] == nil {
                throw companion.error(entry, "block \(entry.ordinal) has no value for `\(name)` in `\(command)`")
            }
            // One pass over the text, so that a value which looks like a placeholder stays what it is.
            var result = ""
            var rest = command[...]
            while let character = rest.first {
                let name = entry.values.keys.filter { rest.hasPrefix($0) }.max { $0.count < $1.count }
                if let name, !name.isEmpty, let value = entry.values[name],
                    name != "..." || Self.isWord(rest.prefix(3), in: command)
                {
                    result += value
                    rest = rest.dropFirst(name.count)
                } else {
                    result.append(character)
                    rest = rest.dropFirst()
                }
            }
            filled.append(result)
        }
        return filled
    }

    /// Whether `name` stands in a command; `...` must be a word of its own.
    private static func contains(_ text: String, _ name: String) -> Bool {
        name == "..." ? words(text).contains(name) : text.contains(name)
    }

    private static func isWord(_ part: Substring, in text: String) -> Bool {
        let isBlank = { (character: Character) in character == " " || character == "\t" || character == "\n" }
        let before = part.startIndex == text.startIndex || isBlank(text[text.index(before: part.startIndex)])
        return before && (part.endIndex == text.endIndex || isBlank(text[part.endIndex]))
    }

    private static func words(_ command: String) -> [String] {
        command.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
