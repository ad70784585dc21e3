package import ArgumentParser
import Foundation
package import NIOCore
import Synchronization
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
            it lives in real time, so a page with a clock is refused.
            SIGINT, SIGTERM, SIGHUP and SIGQUIT end the running steps, remove their sandboxes and report what was played, \
            with 128 and the signal's number; a second one ends at once.
            """
    )

    @Argument(help: "Pages, companion files and folders of them.")
    package var paths: [String] = ["scenarios"]

    @Option(help: ArgumentHelp("Only the files whose path has TEXT in it.", valueName: "TEXT"))
    package var filter: String?

    @Option(help: ArgumentHelp("How many are played at a time; otherwise two for each processor.", valueName: "N"))
    package var jobs: Int?

    @Option(help: ArgumentHelp("The folder of the pages that companion files name.", valueName: "FOLDER"))
    package var pages: String?

    @Option(help: ArgumentHelp("Another program as the client: upstream ZenML, for one.", valueName: "zenml=PATH"))
    package var client: String?

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
        if check, !update {
            terminal.error("Error: --check belongs to --update; --check-format looks at the pages' form alone")
            return 2
        }
        if update, checkFormat {
            terminal.error("Error: --check-format plays no page, so there is nothing to update; leave one of them out")
            return 2
        }
        if let jobs, !(1...10_000).contains(jobs) {
            terminal.error("Error: --jobs \(jobs) is not a number of scenarios; give 1 or more")
            return 2
        }
        var surroundings = surroundings
        if let client {
            guard let program = ClientProgram(client, in: surroundings) else {
                terminal.error("Error: --client \(client) \(ClientProgram.usage)")
                return 2
            }
            surroundings.client = program.path
        }
        let files = PageFiles(workingDirectory: surroundings.workingDirectory, pages: pages)
        let wanted: [String]
        do {
            wanted = try files.files(paths).filter { file in filter.map { file.contains($0) } ?? true }
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
        guard !wanted.isEmpty else {
            terminal.error(
                "Error: no scenario matches; a page ends in .md, a companion file in \(CompanionFile.suffix)"
            )
            return 2
        }
        if checkFormat { return reportFormat(of: wanted, files, on: terminal) }
        let now = surroundings.now()
        let plan = Plan(wanted.flatMap { files.entries($0, now: now) })
        let runner = ScenarioRunner(surroundings: surroundings, group: group, jobs: jobs ?? processors * 2)
        let run = await play(plan, runner, terminal)
        for line in TerminalReport(run).lines { terminal.echo(line) }
        if update, !run.isInterrupted {
            UpdateRun(run: run, writes: !check, absolute: surroundings.absolute).perform(on: terminal)
        }
        return run.exitStatus
    }

    /// Names what is wrong with the form of pages.
    ///
    /// - Returns: the exit status: 0, or 2 where something is.
    private func reportFormat(of files: [String], _ reader: PageFiles, on terminal: Terminal) -> Int32 {
        let problems = files.flatMap(reader.errors)
        for problem in problems { terminal.echo("wrong    \(problem)") }
        let pages = "\(files.count) page\(files.count == 1 ? "" : "s")"
        terminal.echo("\(pages) read: \(problems.count) mistake\(problems.count == 1 ? "" : "s")")
        return problems.isEmpty ? 0 : 2
    }

    private func play(_ plan: Plan, _ runner: ScenarioRunner, _ terminal: Terminal) async -> RunOutcome {
        let total = plan.entries.count
        let done = Mutex(0)
        terminal.showProgress("Replaying scenarios: 0 of \(total)")
        let run = await runner.run(plan) { event in
            guard case .instanceFinished = event else { return }
            let count = done.withLock { done in
                done += 1
                return done
            }
            terminal.showProgress("Replaying scenarios: \(count) of \(total)")
        }
        terminal.endProgress()
        return run
    }
}
