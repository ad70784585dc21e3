package import ArgumentParser
package import Emulator
package import TerminalUI

/// `drydock events`: the calls that the emulator recorded.
package struct EventsCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List the calls that the emulator recorded, oldest first.",
        discussion: """
            For example: drydock events --denied --caller stefan --call 'ecr:*'

            A line has the event's number, time and region, the call, its caller, the repository, and how it ended.
            Filters take * and ? for any characters and for one; an event is listed that fits all of them.
            """
    )

    @Option(help: ArgumentHelp("Only the events after this number.", valueName: "N"))
    package var after = 0

    @Flag(help: ArgumentHelp(stringLiteral: EventFilter.Name.failed.meaning))
    package var failed = false

    @Flag(help: ArgumentHelp(stringLiteral: EventFilter.Name.denied.meaning))
    package var denied = false

    @Option(help: ArgumentHelp(stringLiteral: EventFilter.Name.caller.meaning))
    package var caller: String?

    @Option(help: ArgumentHelp(stringLiteral: EventFilter.Name.call.meaning))
    package var call: String?

    @Option(help: ArgumentHelp(stringLiteral: EventFilter.Name.repository.meaning))
    package var repository: String?

    @Flag(help: "Print all of each event as JSON, in CloudTrail's form.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard after >= 0 else {
            throw UsageError(description: "--after \(after) is not an event number; give 0 or more")
        }
        let filter = EventFilter(failed: failed, denied: denied, caller: caller, call: call, repository: repository)
        for given in filter.given where given.value.isEmpty {
            throw UsageError(description: "--\(given.name.rawValue) is empty; give a value, or leave it out")
        }
        let control = try context.control(at: target.endpoint)
        let events = try await EventPage.all(after: after, matching: filter) { try await control.call($0) }
        if json {
            terminal.echo(try JSONText.of(events))
        } else {
            for event in events { terminal.echo(EventLine.text(event)) }
        }
    }
}

/// An event on one line: its number, when and where, the call, who made it, on what, and how it ended.
package enum EventLine {
    /// Such as `3 2026-03-01T12:00:00Z us-east-1 ecr:PutImage user/developer on team/app: ok`; `-` stands for no region.
    package static func text(_ event: Event) -> String {
        let outcome = event.errorCode.map { code in
            event.errorMessage.flatMap { $0.isEmpty ? nil : "\(code): \($0)" } ?? code
        }
        let fault = event.fault.map { " (fault \($0.number))" } ?? ""
        let place = "\(event.sequence) \(event.eventTime) \(event.awsRegion ?? "-")"
        let repository = event.repository.map { " on \($0)" } ?? ""
        let caller = caller(event) ?? "unknown"
        return VisibleText.line("\(place) \(event.callName) \(caller)\(repository): \(outcome ?? "ok")\(fault)")
    }

    /// Such as `user/developer`; nil where the caller is unknown.
    static func caller(_ event: Event) -> String? {
        event.userIdentity.arn.map { $0.split(separator: ":").last.map(String.init) ?? $0 }
            ?? event.userIdentity.invokedBy
    }
}
