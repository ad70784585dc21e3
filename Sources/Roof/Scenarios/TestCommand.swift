package import ArgumentParser
import Foundation
package import NIOCore
package import TerminalUI

/// `drydock test`: replays scenarios and says what differs.
package struct TestCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Replay scenarios and show what differs.",
        discussion:
            """
            Leaves with 0 when nothing failed, 1 for failures, 2 for a page, a world or an option that is wrong.
            A step may write 16 MB and take two minutes; then it fails, and ends with all that it started.
            With --client zenml=PATH every zenml of the pages is that program, in the sandbox and with its proxy and CA; \
            it lives in real time, so a page with a clock is refused. Any other program can be replaced so, too.
            SIGINT, SIGTERM, SIGHUP and SIGQUIT end the running steps, remove their sandboxes and report what was played, \
            with 128 and the signal's number; a second one ends at once.
            """
    )

    @Argument(help: "Pages, companion files and folders of them.")
    package var paths: [String] = ["scenarios"]

    @Option(help: ArgumentHelp("Only the files whose path has TEXT in it.", valueName: "TEXT"))
    package var filter: String?

    @Option(
        help: ArgumentHelp(
            "How many are played at a time; otherwise four for each processor, and no more than 64.",
            valueName: "N"
        )
    )
    package var jobs: Int?

    @Option(help: ArgumentHelp("The folder of the pages that companion files name.", valueName: "FOLDER"))
    package var pages: String?

    @Option(
        help: ArgumentHelp(
            "Another program in place of NAME: upstream ZenML, for one; may be repeated.",
            valueName: "NAME=PATH"
        )
    )
    package var client: [String] = []

    @Option(
        help: ArgumentHelp(
            "Play each page also with this program in place of NAME, and show where they differ.",
            valueName: "NAME=PATH"
        )
    )
    package var compare: String?

    @Option(
        help: ArgumentHelp(
            "Play each page with nothing but what it uses of this user's or role's policies, and without each statement "
                + "of that, and show the policy.",
            valueName: "IDENTITY"
        )
    )
    package var leastPrivilege: String?

    @OptionGroup package var planning: PlanOptions

    @OptionGroup package var failures: FailureOptions

    @OptionGroup package var reports: ReportOptions

    @Flag(help: "Play pages again when they, the pages that they use or their worlds change, until a signal comes.")
    package var watch = false

    @Flag(help: "Rewrite what differs in the expected output of pages that fail, in place.")
    package var update = false

    @Flag(help: "With --update: write nothing, and name the pages that would change.")
    package var check = false

    @Flag(help: "Read the pages, play none, and name every mistake in their form.")
    package var checkFormat = false

    package init() {}

    /// Plays the scenarios. When the task is cancelled, it ends those that run, and reports what was played.
    ///
    /// - Returns: the exit status.
    package func run(
        in surroundings: ScenarioRunner.Surroundings,
        processors: Int,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async -> Int32 {
        do {
            let run = try PreparedRun(self, surroundings, processors: processors, group: group, on: terminal)
            if checkFormat { return try run.checkFormat() }
            if let compare { return try await run.compare(with: compare) }
            if let leastPrivilege { return try await run.proveLeastPrivilege(of: leastPrivilege) }
            if watch { return try await run.watch() }
            return try await run.once()
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
    }
}
