package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock iam code`: what a user's MFA device shows.
package struct IAMCodeCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Print the one-time code that a user's MFA device shows now."
    )

    @Option(help: ArgumentHelp("The user.", valueName: "NAME"))
    package var user: String

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        terminal.echo(try await context.control(at: target.endpoint).call(ReadOneTimeCode(of: user)).code)
    }
}
