import AWSCore
package import ArgumentParser
import Emulator
import IAM
package import TerminalUI

/// `drydock policy --from-events`: the smallest policy for what somebody did.
package struct PolicyCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Write the smallest identity policy for what a caller did.",
        discussion: """
            For example: drydock policy --from-events --caller ravi

            It allows the actions that the recorded calls needed, on the resources that they were about, and nothing else. \
            What resource policies allowed by themselves is not in it, and neither is what was denied.
            """
    )

    @Flag(help: "From the calls that the emulator recorded.")
    package var fromEvents = false

    @Option(
        help: ArgumentHelp("Whose calls: a user or role by name or ARN; may be left out where only one called.")
    )
    package var caller: String?

    @Option(help: ArgumentHelp("Only the events after this number.", valueName: "N"))
    package var after = 0

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard fromEvents else {
            throw UsageError(description: "say what the policy is made from: drydock policy --from-events")
        }
        guard after >= 0 else {
            throw UsageError(description: "--after \(after) is not an event number; give 0 or more")
        }
        if caller == "" { throw UsageError(description: "--caller is empty; give a name or an ARN, or leave it out") }
        let control = try context.control(at: target.endpoint)
        let events = try await EventPage.all(after: after, matching: EventFilter(caller: caller)) { page in
            try await control.call(page)
        }
        let used = UsedPermissions(events)
        guard used.identities.count <= 1 else {
            throw UsageError(
                description: "several called: \(used.identities.joined(separator: ", ")); name one by --caller"
            )
        }
        let policy = LeastPrivilege(for: used.all)
        guard !policy.statements.isEmpty else { throw NothingUsed(caller: caller) }
        for line in policy.lines { terminal.echo(VisibleText.line(line)) }
    }
}

/// Nobody needs a policy for what was recorded.
private struct NothingUsed: Error, CustomStringConvertible {
    let caller: String?

    var description: String {
        "no recorded call \(caller.map { "of \($0) " } ?? "")was allowed by a policy of its caller's; "
            + "drydock events lists the calls"
    }
}
