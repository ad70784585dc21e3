import ArgumentParser
import TerminalUI

/// `zenml integration install`: there is nothing to install.
struct IntegrationInstall: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Install the required packages for the integration of choice."
    )
    static let synopsis = "[OPTIONS] [INTEGRATIONS]..."
    static var options: [CommandOption<Self>] {
        [
            .values("-i", "--ignore-integration", to: \.ignored),
            .flag("-y", "--yes", to: \.confirms),
            .flag("--uv", to: \.usesUV),
        ]
    }

    @Option(
        name: [.customShort("i"), .customLong("ignore-integration")],
        parsing: .unconditionalSingleValue,
        help: .hidden
    )
    var ignored: [String] = []

    @Flag(name: [.customShort("y"), .customLong("yes")], help: "Nothing is asked in any case.")
    var confirms = false

    @Flag(name: .customLong("uv"), help: .hidden)
    var usesUV = false

    @Argument(parsing: .allUnrecognized, help: "The integrations: aws.")
    var rest: [String] = []

    func run(in context: CommandContext) async throws {
        let names = try arguments(upTo: .max)
        guard ignored.isEmpty, !usesUV else {
            throw CommandFailure.notBuilt(
                "Choosing packages (--ignore-integration, --uv)",
                instead: "no package is installed, leave it out"
            )
        }
        guard !names.isEmpty else {
            throw CommandFailure.notBuilt("Installing every integration", instead: "name the one that is built in, aws")
        }
        for name in names where name != "aws" {
            throw CommandFailure.notBuilt("The integration '\(name)'", instead: "the only one is aws")
        }
        context.terminal.declare("All that the 'aws' integration needs is built in: there is nothing to install.")
    }
}
