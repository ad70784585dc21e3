package import ArgumentParser
package import Emulator
package import TerminalUI

extension Expire.What: ExpressibleByArgument {}

/// `drydock expire sessions|tokens`: ages things where they are, for clients that live in real time.
package struct ExpireCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "expire",
        abstract: "End sessions or registry tokens now, as if their time were up."
    )

    @Argument(help: "What ends: sessions (temporary credentials) or tokens (docker's passwords).")
    package var what: Expire.What

    @Option(help: ArgumentHelp("Only those of this user or role, by name or ARN.", valueName: "PRINCIPAL"))
    package var of: String?

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let done = try await context.control(at: target.endpoint).call(Expire(what, of: of))
        switch done.what {
        case .sessions: terminal.echo("\(done.count) \(done.count == 1 ? "session" : "sessions") expired.")
        case .tokens: terminal.echo("The registry tokens of \(of ?? "every principal") expired.")
        }
    }
}
