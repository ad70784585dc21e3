package import ArgumentParser
import Emulator
import IAM
package import TerminalUI

/// `drydock iam simulate`: asks IAM without a call.
package struct IAMSimulateCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Ask whether a principal may do something, and why, without calling.",
        discussion: "Leaves with 0 whether it is allowed or denied."
    )

    @Option(help: ArgumentHelp("A user or role by name or ARN, or a session by ARN.", valueName: "PRINCIPAL"))
    package var principal: String

    @Option(help: ArgumentHelp("The action, such as ecr:PutImage.", valueName: "ACTION"))
    package var action: String

    @Option(help: ArgumentHelp("An ARN, or '*'.", valueName: "ARN"))
    package var resource = "*"

    @Option(
        help: ArgumentHelp(
            "A condition key's value, beside what the world knows; may be repeated.",
            valueName: "KEY=VALUE"
        )
    )
    package var context: [String] = []

    @Flag(help: "Print the explanation as JSON.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in drydock: DrydockContext, on terminal: Terminal) async throws {
        var values: [String: [String]] = [:]
        for text in context {
            let (key, value) = try KeyValue.split(text)
            values[key, default: []].append(value)
        }
        let verb = SimulateCall(principal: principal, action: action, resource: resource, context: values)
        let explanation = try await drydock.control(at: target.endpoint).call(verb)
        if json {
            terminal.echo(try JSONText.of(explanation))
        } else {
            for line in explanation.report { terminal.echo(line) }
        }
    }
}
