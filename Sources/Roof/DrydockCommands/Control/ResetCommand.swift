package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock reset`: back to the world as loaded.
package struct ResetCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Go back to the world as loaded: sessions, tokens, new repositories and events are gone."
    )

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        _ = try await context.control(at: target.endpoint).call(ResetWorld())
        terminal.echo("The world is as it was loaded.")
    }
}
