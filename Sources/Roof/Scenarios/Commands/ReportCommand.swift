package import ArgumentParser
import Foundation
package import TerminalUI

/// `drydock report`: what is done with reports that runs have written.
package struct ReportCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Work with reports that drydock test wrote.",
        subcommands: [ReportMergeCommand.self]
    )

    package init() {}
}

/// `drydock report merge`: makes one report of the parts of a run that was divided over several machines.
package struct ReportMergeCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one report of the parts that drydock test --shard wrote.",
        discussion:
            """
            Leaves as the whole run would have: with 0 when nothing failed, 1 for failures or a part that was interrupted, \
            2 for pages that are wrong, and for parts that do not make a whole.
            """
    )

    @Argument(
        help: ArgumentHelp("What drydock test --shard I/N --report json=FILE wrote, all of it.", valueName: "PART")
    )
    package var parts: [String]

    @OptionGroup package var reports: ReportOptions

    @Option(help: ArgumentHelp("Keep durations and failures in this file too, for later shards.", valueName: "FILE"))
    package var durations: String?

    package init() {}

    /// Reports the whole.
    ///
    /// - Returns: the exit status.
    package func run(workingDirectory: String, on terminal: Terminal) -> Int32 {
        do {
            let files = try ReportFile.files(reports.report, workingDirectory: workingDirectory)
            let record = RunRecordFile(option: durations, workingDirectory: workingDirectory, cacheFolder: nil)
            var known = try record?.read() ?? RunRecord()
            let run = try RunOutcome(merging: parts.map { try part($0, workingDirectory) })
            for file in files { try file.write(run) }
            known.take(run)
            try record?.write(known)
            for line in TerminalReport(run).styledLines { terminal.echo(line) }
            return run.isInterrupted ? max(1, run.exitStatus) : run.exitStatus
        } catch {
            terminal.error("Error: \(error)")
            return 2
        }
    }

    private func part(_ name: String, _ workingDirectory: String) throws -> (name: String, run: RunOutcome) {
        let path = name.hasPrefix("/") ? name : workingDirectory + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw OptionProblem("\(name) cannot be read; check that it is a file that you may read")
        }
        do {
            return (name, try RunOutcome(json: data))
        } catch {
            throw OptionProblem("\(name): \(error)")
        }
    }
}
