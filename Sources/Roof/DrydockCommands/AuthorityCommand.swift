package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock ca`: the certificate by which clients trust the emulator.
package struct AuthorityCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "ca",
        abstract: "Print the emulator's CA certificate (PEM)."
    )

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        terminal.write(try await context.control(at: target.endpoint).call(ReadAuthority()).pem)
    }
}
