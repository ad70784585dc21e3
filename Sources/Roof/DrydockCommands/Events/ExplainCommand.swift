package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock explain`: why a recorded call was allowed or denied.
package struct ExplainCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a recorded call was allowed or denied, and what would allow it.",
        discussion: "Without a number it is the last call that signature, token or policy refused."
    )

    @Argument(help: "The event's number, as drydock events lists it.")
    package var event: Int?

    @Flag(help: "The last call that signature, token or policy refused, as without a number.")
    package var lastDenied = false

    @Flag(help: "The last call that failed in whatever way.")
    package var lastFailed = false

    @Flag(help: "Print the event and its explanation as JSON.")
    package var json = false

    @Flag(help: "Print it as the message that sts decode-authorization-message takes.")
    package var encoded = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard !(json && encoded) else {
            throw UsageError(description: "--json and --encoded are given; give one")
        }
        guard [event != nil, lastDenied, lastFailed].count(where: \.self) <= 1 else {
            throw UsageError(
                description: "give one of these: the number of an event, which drydock events lists, --last-denied, or "
                    + "--last-failed"
            )
        }
        let verb = event.map { ExplainCall.event($0) } ?? (lastFailed ? .lastFailed : .lastDenied)
        let explained = try await context.control(at: target.endpoint).call(verb)
        if encoded {
            guard let message = explained.encodedMessage else {
                throw UsageError(
                    description:
                        "no policy was asked about event \(explained.event.sequence); there is no message of it"
                )
            }
            terminal.echo(message)
        } else if json {
            terminal.echo(try JSONText.of(explained))
        } else {
            for line in explained.report { terminal.echo(VisibleText.line(line)) }
        }
    }
}
