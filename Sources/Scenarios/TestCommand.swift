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

    @Flag(help: "Rewrite the expected output of pages that fail, in place.")
    package var update = false

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
        let files = ScenarioFiles(workingDirectory: surroundings.workingDirectory, pages: pages)
        let found: [ScenarioFiles.Found]
        do {
            found = try files.files(paths).filter { file in filter.map { file.contains($0) } ?? true }.map(files.read)
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
        guard !found.isEmpty else {
            terminal.error(
                "Error: no scenario matches; a page ends in .md, a companion file in \(CompanionFile.suffix)"
            )
            return 2
        }
        let runner = ScenarioRunner(surroundings: surroundings, group: group, jobs: jobs ?? processors * 2)
        let results = await play(found, runner, terminal)
        let report = ScenarioReport(results)
        for line in report.lines { terminal.echo(line) }
        if update, !report.isInterrupted { rewrite(results, surroundings, terminal) }
        return report.exitStatus
    }

    private func play(
        _ found: [ScenarioFiles.Found],
        _ runner: ScenarioRunner,
        _ terminal: Terminal
    ) async -> [ScenarioResult] {
        let scenarios = found.compactMap { if case .scenario(let scenario) = $0 { scenario } else { nil } }
        let total = scenarios.count
        terminal.showProgress("Replaying scenarios: 0 of \(total)")
        let played = await runner.run(scenarios) { terminal.showProgress("Replaying scenarios: \($0) of \(total)") }
        terminal.endProgress()
        var rest = played[...]
        return found.compactMap { if case .result(let result) = $0 { result } else { rest.popFirst() } }
    }

    private func rewrite(
        _ results: [ScenarioResult],
        _ surroundings: ScenarioRunner.Surroundings,
        _ terminal: Terminal
    ) {
        for result in results {
            guard case .failed(let failure) = result.verdict, failure.step.file == result.file else { continue }
            var change = PageUpdate()
            change.add(failure)
            if change.isEmpty {
                terminal.echo("left as is  \(result.file):\(failure.step.line): the step was not run to its end")
                continue
            }
            let path = surroundings.absolute(result.file)
            do {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                try change.applied(to: text).write(toFile: path, atomically: true, encoding: .utf8)
                terminal.echo("updated  \(result.file):\(failure.step.line)")
            } catch {
                terminal.error("Error: \(result.file) cannot be rewritten; check that you may write it")
            }
        }
    }
}
