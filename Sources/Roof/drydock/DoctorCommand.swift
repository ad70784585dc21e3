import ArgumentParser
import CertificateAuthority
import Emulator
import Foundation
import TerminalUI

/// `drydock doctor`: whether all that a data directory should hold is there and whole.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what an emulator has kept in a folder: whether it starts, and lacks nothing.",
        discussion: """
            Reads all that a start reads, and every layer, which it compares with its digest. It changes nothing.
            The emulator that uses the folder must be stopped.
            What is wrong is said line by line, with what to do, and what can be saved where a file is lost.
            Exit status: 0 where all is well, 1 where something is not.
            """
    )

    @Option(help: ArgumentHelp("The folder that was given to serve --data.", valueName: "DIR"))
    var data: String

    func run(on terminal: Terminal) -> Int32 {
        do {
            var problems = try Emulator.problems(
                ofData: data,
                temporaryFolder: FileManager.default.temporaryDirectory.path
            ) { done, total in
                terminal.showProgress(ProgressBar(title: "Checking", total: total).text(done: done))
            }
            do throws(AuthorityError) {
                _ = try CertificateAuthority.load(from: data, now: Date())
            } catch {
                problems.append(error.description)
            }
            terminal.endProgress()
            guard !problems.isEmpty else {
                terminal.echo("\(data) is whole.")
                return 0
            }
            for problem in problems { terminal.echo(problem) }
            return 1
        } catch {
            terminal.endProgress()
            terminal.error("Error: \(error)")
            return 1
        }
    }
}
