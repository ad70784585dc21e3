/// A page that can be replayed: conditions, files, commands and what each must show.
package struct Scenario: Sendable, Equatable {
    /// What happens on the page, in its order.
    package enum Item: Sendable, Equatable {
        case file(FileBlock)
        case step(Step)
    }

    /// The page's path, as errors and reports name it.
    package let file: String
    package var frontMatter: FrontMatter
    /// The file that the front matter stands in, from which `world:` is reached: the page or its companion.
    package let frontMatterFile: String
    package var items: [Item]
    /// Blocks of a foreign page, and commands of one, that are not replayed.
    package let skips: [InstanceOutcome.Skip]
    /// Whether the page is from elsewhere, and played as its companion says.
    package let isForeign: Bool
    /// The values of the page's matrix with which it is played; nil for a page without one.
    package var row: MatrixRow?

    package var steps: [Step] {
        items.compactMap { item in
            if case .step(let step) = item { step } else { nil }
        }
    }

    /// The page without the steps that put right what it shows.
    package var withoutFix: Scenario {
        var page = self
        page.items = items.filter { item in
            if case .step(let step) = item { !step.isFix } else { true }
        }
        return page
    }

    package var files: [FileBlock] {
        items.compactMap { item in
            if case .file(let file) = item { file } else { nil }
        }
    }
}

/// A file that a page writes into the sandbox.
package struct FileBlock: Sendable, Equatable {
    /// A relative path without `..`.
    package let name: String
    /// With a newline at its end, unless it is empty.
    package let contents: String
    /// The page, and the line of the block.
    package let file: String
    package let line: Int

    package init(name: String, contents: String, file: String, line: Int) {
        self.name = name
        self.contents = contents
        self.file = file
        self.line = line
    }
}

/// A command and what it must show.
package struct Step: Sendable, Equatable {
    /// What is known about the output.
    package enum Expectation: Sendable, Equatable {
        /// The page does not show it.
        case anything
        case lines([ExpectedLine])
    }

    /// The file and line of the command.
    package let file: String
    package let line: Int
    /// The command with its continuation lines joined, as a shell joins them.
    package var command: String
    package var expectation: Expectation
    /// The exit status that it must leave with.
    package let exitStatus: ExpectedStatus
    /// Programs without which the step alone is skipped.
    package let requires: [String]
    /// The page's lines that show the output, `[exit N]` excluded: what an update rewrites.
    package let outputLines: Range<Int>
    /// What stands before each of these lines.
    package let indentation: String
    /// Whether the step belongs to what puts right the failure that the page shows: without it the page must fail.
    package var isFix = false
    /// Whether it is a step of a page that the played one uses.
    package var isUsed = false
    /// Whether it is run on a pseudo-terminal.
    package var isOnTerminal = false
    /// How long it may take, where its block says so; nil for the page's limit.
    package var timeout: Duration?

    /// What is typed although the page does not show it: a companion file says so.
    package var typed: [TypedAnswer] = []

    /// What a person types at the command's prompts, in the order in which they come.
    package var answers: [TypedAnswer] {
        guard typed.isEmpty, case .lines(let lines) = expectation else { return typed }
        var answers: [TypedAnswer] = []
        var linesBefore = 0
        for line in lines {
            switch line.content {
            case .prompt(let prompt, let typed):
                answers.append(
                    TypedAnswer(text: typed, file: file, line: line.line, prompt: prompt, linesBefore: linesBefore)
                )
                linesBefore = 0
            case .text: linesBefore += 1
            case .anyLines, .spinner: break
            }
        }
        return answers
    }

    /// Whether the page shows that the command is aborted at a prompt, for want of an answer.
    var showsAbort: Bool {
        guard case .lines(let lines) = expectation else { return false }
        return lines.contains { $0.source.withoutTrailingBlanks == "Aborted!" }
    }
}

/// What is typed at a prompt.
package struct TypedAnswer: Sendable, Equatable {
    package var text: String
    /// Where it stands.
    package let file: String
    package let line: Int
    /// What asks for it; nil where it is for whatever asks next.
    package let prompt: LinePattern?
    /// How many lines the page shows between the answer before, or the command, and this one's prompt.
    package let linesBefore: Int

    package init(text: String, file: String, line: Int, prompt: LinePattern? = nil, linesBefore: Int = 0) {
        self.linesBefore = linesBefore
        self.text = text
        self.file = file
        self.line = line
        self.prompt = prompt
    }
}
