package import ArgumentParser
package import Emulator
package import TerminalUI

/// `drydock events`: the calls that the emulator recorded.
package struct EventsCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List the calls that the emulator recorded, oldest first."
    )

    @Option(help: ArgumentHelp("Only the events after this number.", valueName: "N"))
    package var after = 0

    @Flag(help: "Only calls that were refused.")
    package var failed = false

    @Flag(help: "Print all of each event as JSON, in CloudTrail's form.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard after >= 0 else { throw UsageError(description: "--after \(after) is no event number; give 0 or more") }
        let control = try context.control(at: target.endpoint)
        var next = after
        var events: [Event] = []
        while case .events(let page) = try await control.perform(.events(after: next)) {
            events += page.events
            next = page.next
            if !page.hasMore { break }
        }
        if failed { events.removeAll { $0.errorCode == nil } }
        if json {
            terminal.echo(try JSONText.of(events))
        } else {
            for event in events { terminal.echo(EventLine.text(event)) }
        }
    }
}

/// An event on one line: its number, the call, who made it, and how it ended.
package enum EventLine {
    /// Such as `3 sts:GetSessionToken user/developer: ok`.
    package static func text(_ event: Event) -> String {
        let outcome = event.errorCode.map { code in
            event.errorMessage.map { "\(code): \($0)" } ?? code
        }
        let fault = event.fault.map { " (fault \($0.number))" } ?? ""
        return "\(event.sequence) \(event.callName) \(caller(event) ?? "unknown"): \(outcome ?? "ok")\(fault)"
    }

    /// Such as `user/developer`; nil where the caller is unknown.
    static func caller(_ event: Event) -> String? {
        event.userIdentity.arn.map { $0.split(separator: ":").last.map(String.init) ?? $0 }
    }
}
