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
            its line. On a terminal, commands have one as well, and what is typed at their questions is written down; \
            Ctrl-C ends a command, which is then not on the page. Commands from a pipe or a file have no input. \
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

    /// Records until the input ends. When the task is cancelled, what was recorded by then is written.
    ///
    /// - Parameters:
    ///   - person: who answers what commands ask; nil where commands come from a pipe or a file.
    ///   - attending: told when the person begins to be listened to, and when that is over: Ctrl-C ends commands
    ///     meanwhile, and nothing else.
    ///   - terminal: where commands are read.
    /// - Returns: the exit status: 0; 1 where the page does not pass when it is replayed; 2 for a page, world or option
    ///   that is wrong.
    package func run(
        in surroundings: ScenarioRunner.Surroundings,
        person: RawTerminal?,
        attending: @escaping @Sendable (Bool) -> Void,
        group: any EventLoopGroup,
        on terminal: Terminal
    ) async -> Int32 {
        let path = surroundings.absolute(page)
        do {
            try checkPage(path)
            let recording = Recording(
                scenario: scenario(surroundings),
                surroundings: surroundings,
                group: group,
                terminal: terminal,
                person: person,
                attending: attending
            )
            let result = try await recording.run()
            guard !result.steps.isEmpty else { throw Problem("nothing was recorded, so there is no page") }
            let recorded = RecordedPage(
                frontMatter: frontMatter(surroundings),
                title: URL(filePath: page).deletingPathExtension().lastPathComponent,
                steps: result.steps,
                redaction: result.redaction
            )
            try Data(recorded.text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            let replay = RecordedReplay(page: page, surroundings: surroundings, group: group)
            let run = try await replay.settle(recorded)
            return report(run, on: terminal)
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
    }

    /// What would keep the page from being written is told before anything is typed.
    private func checkPage(_ path: String) throws(Problem) {
        guard page.hasSuffix(".md") else { throw Problem("the page's name '\(page)' does not end in .md") }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Problem("\(page) exists; name another page, or remove it")
        }
        let folder = (path as NSString).deletingLastPathComponent
        guard FileManager.default.isWritableFile(atPath: folder) else {
            throw Problem("\(page) cannot be written; check its folder")
        }
    }

    private func report(_ run: RunOutcome, on terminal: Terminal) -> Int32 {
        if Task.isCancelled {
            terminal.echo("recorded  \(page), which was not replayed: the recording was ended")
        } else if run.exitStatus == 0 {
            terminal.echo("recorded  \(page)")
        } else {
            for line in TerminalReport(run).lines { terminal.echo(line) }
            terminal.error("Error: \(page) does not pass when it is replayed; mend it by hand")
        }
        return run.exitStatus
    }

    private func frontMatter(_ surroundings: ScenarioRunner.Surroundings) -> [(key: String, value: String)] {
        let folder = (surroundings.absolute(page) as NSString).deletingLastPathComponent
        let world = world.map { RelativePath.of(surroundings.absolute($0), from: folder) }
        return [("world", world), ("identity", identity), ("region", region)]
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
