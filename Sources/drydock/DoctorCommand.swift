import ArgumentParser
import Storage
import TerminalUI

/// `drydock doctor`: whether all that a data directory should hold is there and whole.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the images and layers that an emulator has kept in a folder.",
        discussion: """
            Reads every layer and compares it with its digest. The emulator that uses the folder must be stopped.
            Exit status: 0 where all is well, 1 where something is not, which is said line by line.
            """
    )

    @Option(help: ArgumentHelp("The folder that was given to serve --data.", valueName: "DIR"))
    var data: String

    func run(on terminal: Terminal) -> Int32 {
        do {
            let findings = try RegistryInspection.run(folder: data) { done, total in
                terminal.showProgress(ProgressBar(title: "Checking", total: total).text(done: done))
            }
            terminal.endProgress()
            guard !findings.isEmpty else {
                terminal.echo("\(data) is whole.")
                return 0
            }
            for finding in findings { terminal.echo(finding.description) }
            return 1
        } catch {
            terminal.endProgress()
            terminal.error("Error: \(error)")
            return 1
        }
    }
}
