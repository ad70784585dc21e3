package import ArgumentParser
import ClientStore
import Foundation
package import TerminalUI

/// `drydock store`: what the `zenml` client stores, secrets as fingerprints.
package struct StoreCommand: DrydockVerb {
    package static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Show what the zenml client remembers; secrets appear as fingerprints."
    )

    @Flag(help: "Print all of it as JSON.")
    package var json = false

    package init() {}

    package func perform(in context: DrydockContext, on terminal: Terminal) async throws {
        let state = try await state(in: context)
        terminal.echo(json ? try StoreReport(state: state).json : StoreReport(state: state).text)
    }

    /// What the store holds. Where there is none yet, none is made: looking is not a use.
    private func state(in context: DrydockContext) async throws -> StoredState {
        guard FileManager.default.fileExists(atPath: context.store.path) else { return .empty }
        let store = try ClientStore.open(
            context.store,
            clock: context.clock,
            randomness: context.randomness,
            keeper: context.storeKeeper
        )
        defer { store.close() }
        return try await store.read { try $0.state() }
    }
}

/// A client's store in a few lines a thing, for a reader and for scenarios: everything that a flow decides, and no
/// dates; and all of it as JSON.
struct StoreReport {
    let state: StoredState

    var json: String {
        get throws {
            try JSONText.of(
                state,
                dates: .custom { date, encoder in
                    var container = encoder.singleValueContainer()
                    try container.encode(OutputDate(date).text)
                }
            )
        }
    }

    var text: String {
        guard state != .empty else { return "The zenml client has stored nothing yet." }
        let stacks = state.stacks
        let active = stacks.first { $0.id == state.activeStackID }?.name ?? state.activeStackID
        let sections =
            ["active stack: \(active)"] + state.connectors.map(describe)
            + state.components.filter { !isBuiltIn($0) }.map(describe)
            + stacks.filter { !$0.isBuiltIn }.map(describe)
        return sections.joined(separator: "\n")
    }

    private func describe(_ connector: StoredState.Connector) -> String {
        var lines = [
            "service connector \(connector.name) (\(connector.id))",
            "  type: \(connector.type)",
            "  auth method: \(connector.authMethod)",
            "  resource types: \(connector.resourceTypes.joined(separator: ", "))",
            "  resource: \(connector.resourceID ?? "any")",
        ]
        lines += connector.configuration.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        lines += connector.secrets.sorted { $0.key < $1.key }.map { "  \($0.key): [sha256 \($0.value)]" }
        if let seconds = connector.expirationSeconds { lines.append("  session duration: \(seconds)s") }
        if let date = connector.expiresAt { lines.append("  expires at: \(OutputDate(date).text)") }
        if !connector.description.isEmpty { lines.append("  description: \(connector.description)") }
        return (lines + labels(connector.labels)).joined(separator: "\n")
    }

    private func describe(_ component: StoredState.Component) -> String {
        var lines = [
            "\(component.type.replacing("_", with: " ")) \(component.name) (\(component.id))",
            "  flavor: \(component.flavor)",
        ]
        lines += component.configuration.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        if let id = component.connectorID {
            lines.append("  connector: \(state.connectors.first { $0.id == id }?.name ?? id)")
            lines.append("  connected to: \(component.connectorResourceID ?? "any")")
        } else {
            lines.append("  connector: none")
        }
        return (lines + labels(component.labels)).joined(separator: "\n")
    }

    private func describe(_ stack: StoredState.Stack) -> String {
        let components = state.components.filter { stack.componentIDs.contains($0.id) }.sorted { $0.type < $1.type }
        let lines = ["stack \(stack.name) (\(stack.id))"] + components.map { "  \($0.type): \($0.name)" }
        return (lines + labels(stack.labels)).joined(separator: "\n")
    }

    private func labels(_ labels: [Label]) -> [String] {
        labels.map { "  label \($0.key): \($0.value)" }
    }

    private func isBuiltIn(_ component: StoredState.Component) -> Bool {
        state.stacks.contains { $0.isBuiltIn && $0.componentIDs.contains(component.id) }
    }
}
