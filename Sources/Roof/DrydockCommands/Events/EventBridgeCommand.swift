import AWSProtocols
package import ArgumentParser
import Emulator
package import TerminalUI

/// `drydock eventbridge`: what ECR told Amazon EventBridge.
package struct EventBridgeCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "eventbridge",
        abstract: "List the events that ECR sent to Amazon EventBridge, oldest first.",
        discussion: """
            For example: drydock eventbridge --type 'ECR Image Scan' --repository 'team/*'

            A line has the event's number, time and region, its detail-type, and what happened to which image. Filters
            take * and ? for any characters and for one; an event is listed that fits all of them.
            """
    )

    @Option(help: ArgumentHelp("Only the events after this number.", valueName: "N"))
    package var after = 0

    @Option(help: "Only events of this detail-type, such as 'ECR Image Action'.")
    package var type: String?

    @Option(help: "Only events about the repositories of this name.")
    package var repository: String?

    @Flag(help: "Print all of each event as JSON, in EventBridge's form.")
    package var json = false

    @OptionGroup
    package var target: EndpointOption

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        guard after >= 0 else {
            throw UsageError(description: "--after \(after) is not an event number; give 0 or more")
        }
        for (name, value) in [("type", type), ("repository", repository)] where value == "" {
            throw UsageError(description: "--\(name) is empty; give a value, or leave it out")
        }
        let control = try context.control(at: target.endpoint)
        var next = after
        var entries: [BridgeEventPage.Entry] = []
        while true {
            let page = try await control.call(ReadBridgeEvents(after: next, type: type, repository: repository))
            entries += page.events
            next = page.next
            if !page.hasMore { break }
        }
        if json {
            terminal.echo(try JSONText.of(entries.map(\.event)))
        } else {
            for entry in entries { terminal.echo(BridgeEventLine.text(entry)) }
        }
    }
}

/// An event of ECR's on one line.
enum BridgeEventLine {
    /// Such as `3 2026-03-01T12:00:00Z us-east-1 ECR Image Action: PUSH team/app:v1 sha256:…: SUCCESS`.
    static func text(_ entry: BridgeEventPage.Entry) -> String {
        let (event, detail) = (entry.event, entry.event.detail)
        func word(_ name: String) -> String? { detail[name]?.string }
        var words = [word("action-type"), word("target-storage-class")].compactMap(\.self)
        if let name = word("repository-name") { words.append(name + (word("image-tag").map { ":\($0)" } ?? "")) }
        if let digest = word("image-digest") { words.append(digest) }
        if let changes = detail["repositories"]?.array {
            words += changes.compactMap { change in
                change["repository-name"]?.string.map { "\($0)=\(change["scan-frequency"]?.string ?? "")" }
            }
        }
        let outcome = word("result") ?? word("scan-status") ?? word("sync-status")
        let counts = (detail["finding-severity-counts"]?.object ?? [:]).sorted { $0.key < $1.key }
            .compactMap { count in count.value.integer.map { "\(count.key)=\($0)" } }
        let end = ([outcome].compactMap(\.self) + counts).joined(separator: " ")
        let line = "\(entry.number) \(event.time) \(event.region) \(event.detailType): " + words.joined(separator: " ")
        return VisibleText.line(end.isEmpty ? line : "\(line): \(end)")
    }
}
