package import Foundation

/// Which playing of which page: a page is played once for each row of its matrix, and again for each repetition.
package struct InstanceID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The page's path, as the run named it.
    package let page: String
    /// What tells the row of the page's matrix from the others; nil for a page without one.
    package let row: String?
    /// Counted from 1.
    package let repetition: Int

    package init(page: String, row: String? = nil, repetition: Int = 1) {
        self.page = page
        self.row = row
        self.repetition = repetition
    }

    /// The page, and what tells this playing from others of it: `page.md [region=eu-west-1] #2`.
    package var description: String { unrepeated + (repetition == 1 ? "" : " #\(repetition)") }

    /// The page and the row, by which runs are compared: `page.md [region=eu-west-1]`.
    package var unrepeated: String { page + (row.map { " [\($0)]" } ?? "") }

    /// The same page and row, played another time.
    package func repeated(_ repetition: Int) -> InstanceID { InstanceID(page: page, row: row, repetition: repetition) }
}

/// How one playing of a page went. Reports are written from values of this type and nothing else.
package struct InstanceOutcome: Sendable, Equatable, Codable {
    package enum Verdict: Sendable, Equatable, Codable {
        case passed
        /// A step, or several, did not show what the page says.
        case failed
        /// Programs that the page requires are missing.
        case skipped(missing: [String])
        /// The page, its world or the like is wrong.
        case wrong(Problem)
        /// The run was interrupted while this step ran; nil where the page had not begun.
        case interrupted(at: StepPlace?)
        /// The run ended at its first failure, before the page had begun.
        case notPlayed
    }

    /// A file that the page wrote into its sandbox.
    package struct WrittenFile: Sendable, Equatable, Codable {
        /// Relative to the sandbox's home.
        package let name: String
        package let contents: String
        /// The page's line.
        package let line: Int
    }

    /// A block or a command that was not replayed.
    package struct Skip: Sendable, Equatable, Codable {
        package let file: String
        package let line: Int
        package let reason: String

        package init(file: String, line: Int, reason: String) {
            self.file = file
            self.line = line
            self.reason = reason
        }
    }

    package let id: InstanceID
    /// The path of the page whose text was replayed: for a companion file, the page that it names.
    package let file: String
    /// The values of the row of the page's matrix; none for a page without one.
    package var cells: [String: String] = [:]
    /// The world's file as the front matter names it; nil for the default world.
    package var world: String?
    package var verdict: Verdict
    /// By the machine's clock.
    package var start: Date
    /// How long it took, in seconds.
    package var duration: Double
    /// The steps that were run, in their order.
    package var steps: [StepOutcome] = []
    package var skips: [Skip] = []
    package var files: [WrittenFile] = []
    /// Said of a failure: why the emulator's last denial came about, as `drydock explain --last-denied` says it.
    package var lastDenial: [String] = []
    /// The attempts before this one, which failed, where the run tries again.
    package var earlierAttempts: [InstanceOutcome] = []

    package init(
        id: InstanceID,
        file: String? = nil,
        world: String? = nil,
        verdict: Verdict,
        start: Date,
        duration: Double = 0
    ) {
        self.id = id
        self.file = file ?? id.page
        self.world = world
        self.verdict = verdict
        self.start = start
        self.duration = duration
    }

    /// The steps that did not show what the page says.
    package var failures: [StepOutcome] { steps.filter { !$0.isAsExpected } }

    /// How many of its steps are the page's own, not those of a page that it uses.
    package var ownSteps: Int { steps.count { !$0.isUsed } }

    /// Whether it passed, but not at once.
    package var isFlaky: Bool { verdict == .passed && !earlierAttempts.isEmpty }
}

/// Where a command stands, and what it says.
package struct StepPlace: Sendable, Equatable, Codable {
    package let file: String
    /// Counted from 1.
    package let line: Int
    package let command: String

    init(_ step: Step) {
        file = step.file
        line = step.line
        command = step.command
    }
}

/// Why a page could not be played.
package struct Problem: Sendable, Equatable, Codable, Error, CustomStringConvertible {
    /// One line, with file, line and column where they are known.
    package let description: String
    package let file: String?
    /// Counted from 1.
    package let line: Int?
    package let column: Int?

    package init(_ description: String, file: String? = nil, line: Int? = nil, column: Int? = nil) {
        self.description = description
        self.file = file
        self.line = line
        self.column = column
    }

    /// What `error` says, and where, as far as it knows.
    package init(_ error: any Error) {
        if let error = error as? PageError {
            self.init(error.description, file: error.file, line: error.line, column: error.column)
        } else {
            self.init("\(error)")
        }
    }
}
