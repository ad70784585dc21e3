package import Emulator
package import Foundation

/// How a command is run.
package enum CommandWay: String, Sendable, Codable {
    /// In the runner's process.
    case inProcess = "in process"
    /// By a shell in the sandbox, with its output in a pipe.
    case shell
    /// By a shell in the sandbox, on a pseudo-terminal.
    case terminal
}

/// A line of expected output.
package struct PageLine: Sendable, Equatable, Codable {
    /// Without the block's indentation, the matrix's values in their places.
    package let text: String
    /// As it stands on the page, where that is something else.
    package let written: String?
    /// Counted from 1.
    package let line: Int

    package init(_ line: ExpectedLine) {
        text = line.source
        written = line.written
        self.line = line.line
    }

    /// The line as it stands on the page.
    var onPage: String { written ?? text }

    /// The line as it is compared.
    var expected: ExpectedLine { ExpectedLine(text, line: line) }
}

/// What a step showed, beside what its page says.
package struct StepOutcome: Sendable, Equatable, Codable {
    package let file: String
    /// The line of the command, counted from 1.
    package let line: Int
    /// The command as it stands on the page.
    package let written: String
    /// The command as it was run: what its variables stand for is in their place.
    package let command: String
    package let way: CommandWay
    /// Whether the step belongs to what puts right the failure that the page shows.
    package let isFix: Bool
    /// Whether the step is one of a page that the played one uses.
    package let isUsed: Bool

    /// The lines that the page shows below the command, spinners included; nil where it does not show any output.
    package let expected: [PageLine]?
    package let expectedStatus: ExpectedStatus
    /// The lines that the command showed, as they were compared: colours and trailing blanks gone.
    package let shown: [String]
    /// The messages of the spinners that were shown.
    package let spinners: [String]
    package let status: Int32

    /// What is wrong besides the output: why the command was not run to its end, or what of its prompts.
    package let problems: [String]
    /// Whether the command ended by itself; otherwise nothing is compared.
    package let ranToItsEnd: Bool
    /// Spinners that the page shows and the command did not.
    package let missingSpinners: [PageLine]
    /// How the output differs; nil where it does not.
    package let difference: OutputDifference?

    /// What the page's variables stand for after the step, in the order in which they were bound.
    package let bindings: [Bindings.Binding]
    /// By the machine's clock.
    package let start: Date
    /// How long the command took, in seconds.
    package let duration: Double
    /// The calls that the emulator recorded during the step, without secrets, as its journal has them.
    package let events: [Event]
    /// Where the emulator's clock stood after the step.
    package let clock: Date

    /// Where the page shows the output, `[exit N]` excluded: the lines that an update rewrites.
    package let outputLines: Range<Int>
    /// What stands before each of these lines.
    package let indentation: String

    /// - Parameters:
    ///   - finding: nil where the command did not run to its end, and nothing is compared.
    ///   - bindings: after the step.
    ///   - redaction: takes secrets out of what was shown.
    init(
        _ step: Step,
        command: String,
        way: CommandWay,
        transcript: Transcript,
        finding: Matcher.Finding?,
        problems: [String] = [],
        bindings: Bindings,
        redaction: Redaction = Redaction(secrets: [], page: []),
        start: Date,
        duration: Double = 0,
        events: [Event] = [],
        clock: Date
    ) {
        file = step.file
        line = step.line
        written = step.command
        self.command = command
        self.way = way
        isFix = step.isFix
        isUsed = step.isUsed
        expected = if case .lines(let lines) = step.expectation { lines.map(PageLine.init) } else { nil }
        expectedStatus = step.exitStatus
        shown = (finding?.shown ?? transcript.lines).map(redaction.text)
        spinners = transcript.spinners.map(redaction.text)
        status = transcript.status
        self.problems = problems
        ranToItsEnd = finding != nil
        missingSpinners = finding?.missingSpinners ?? []
        difference = finding?.difference?.redacted(redaction)
        self.bindings = bindings.all.map { binding in
            Bindings.Binding(variable: binding.variable, kind: binding.kind, value: redaction.text(binding.value))
        }
        self.start = start
        self.duration = duration
        self.events = events
        self.clock = clock
        outputLines = step.outputLines
        indentation = step.indentation
    }

    /// Whether it is all that the page says.
    package var isAsExpected: Bool {
        problems.isEmpty && ranToItsEnd && missingSpinners.isEmpty && difference == nil
            && expectedStatus.allows(status)
    }

    /// The expected lines without the spinners: what `difference` counts.
    package var expectedOutput: [PageLine] { (expected ?? []).filter { !$0.expected.isSpinner } }
}
