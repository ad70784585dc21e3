package import ArgumentParser
import Foundation
package import NIOCore
package import TerminalUI

/// `drydock record`: writes what is typed and shown as a page.
package struct RecordCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Write what is typed, and what it shows, as a page that drydock test replays.",
        discussion:
            """
            Reads a command a line, continued by a trailing backslash, until the input ends or a line says exit. Each runs \
            in a new sandbox as the page will run it: in a shell of its own, so that neither cd nor a variable outlives \
            its line, and without input, so that a question is not answered. \
            The page is then replayed; what differs is left open by [..] and ... in it.
            """
    )

    @Argument(help: "The page, which must not exist.")
    package var page: String

    @Option(help: ArgumentHelp("A world file; otherwise the default world.", valueName: "FILE"))
    package var world: String?

    @Option(help: ArgumentHelp("The user of the world who types.", valueName: "NAME"))
    package var identity: String?

    @Option(help: ArgumentHelp("The region in ~/.aws/config.", valueName: "REGION"))
    package var region: String?

    package init() {}

    /// Records until the input ends.
    ///
    /// - Parameters:
    ///   - readLine: the next line of input; nil where it has ended.
    ///   - isInteractive: whether somebody sees a prompt.
    /// - Returns: the exit status: 0; 1 where the page does not pass when it is replayed; 2 for a page, world or option
    ///   that is wrong.
    package func run(
        in surroundings: ScenarioRunner.Surroundings,
        readLine: @escaping () -> String?,
        isInteractive: Bool,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async -> Int32 {
        let path = surroundings.absolute(page)
        do {
            guard page.hasSuffix(".md") else { throw Problem("the page's name '\(page)' does not end in .md") }
            guard !FileManager.default.fileExists(atPath: path) else {
                throw Problem("\(page) exists; name another page, or remove it")
            }
            let recording = Recording(
                scenario: scenario(surroundings),
                surroundings: surroundings,
                group: group,
                next: { command(readLine, prompts: isInteractive, terminal) },
                shown: { outcome in for line in outcome.shown { terminal.echo(line) } }
            )
            let steps = try await recording.run()
            guard !steps.isEmpty else { throw Problem("nothing was typed, so there is no page") }
            let title = URL(filePath: page).deletingPathExtension().lastPathComponent
            let recorded = RecordedPage(frontMatter: frontMatter(surroundings), title: title, steps: steps)
            try Data(recorded.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            return try await replay(path, surroundings, group, terminal)
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
    }

    /// Replays the page; what differs is left open, and it is replayed once more.
    private func replay(
        _ path: String,
        _ surroundings: ScenarioRunner.Surroundings,
        _ group: any EventLoopGroup,
        _ terminal: Terminal
    ) async throws -> Int32 {
        var run = await play(surroundings, group)
        if let instance = run.instances.first, instance.verdict == .failed {
            var update = PageUpdate()
            for step in instance.steps { update.loosen(step) }
            let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            try Data(update.applied(to: text).utf8).write(to: URL(filePath: path), options: .atomic)
            run = await play(surroundings, group)
        }
        if run.exitStatus == 0 {
            terminal.echo("recorded  \(page)")
        } else {
            for line in TerminalReport(run).lines { terminal.echo(line) }
            terminal.error("Error: \(page) does not pass when it is replayed; mend it by hand")
        }
        return run.exitStatus
    }

    private func play(_ surroundings: ScenarioRunner.Surroundings, _ group: any EventLoopGroup) async -> RunOutcome {
        let files = PageFiles(workingDirectory: surroundings.workingDirectory, pages: nil)
        let plan = Plan(files.entries(page, now: surroundings.now()))
        return await ScenarioRunner(surroundings: surroundings, group: group, jobs: 1).run(plan)
    }

    /// The next command that is typed; nil at the end.
    private func command(_ readLine: () -> String?, prompts: Bool, _ terminal: Terminal) -> [String]? {
        var lines: [String] = []
        while true {
            if prompts { terminal.write(lines.isEmpty ? "$ " : "> ") }
            guard let line = readLine() else { return lines.isEmpty ? nil : lines }
            if lines.isEmpty {
                if line.allSatisfy(\.isWhitespace) { continue }
                if Substring(line).trimmingBlanks == "exit" { return nil }
            }
            lines.append(line)
            if CommandLines.command(lines, at: 0, prefix: "") != nil { return lines }
        }
    }

    private func frontMatter(_ surroundings: ScenarioRunner.Surroundings) -> [(key: String, value: String)] {
        // The page may be moved, and is in another folder than the one in which the world was named.
        [("world", world.map(surroundings.absolute)), ("identity", identity), ("region", region)]
            .compactMap { key, value in value.map { (key, $0) } }
    }

    private func scenario(_ surroundings: ScenarioRunner.Surroundings) -> Scenario {
        var matter = FrontMatter()
        matter.world = world.map(surroundings.absolute)
        matter.identity = identity
        matter.region = region
        return Scenario(
            file: page,
            frontMatter: matter,
            frontMatterFile: page,
            items: [],
            skips: [],
            isForeign: false
        )
    }
}
