import AWSClient
import ClientStore
import Determinism
import Foundation
import ServiceConnectors
import StackComponents
import TerminalUI

extension Entity where Item == ServiceConnectorRecord {
    static let serviceConnector = Entity(
        noun: "service connector",
        argument: "NAME_ID_OR_PREFIX",
        listing: EntityListing(
            summary: "List all service connectors.",
            progress: nil,
            whenEmpty: "No service connectors found for the given filters.",
            table: .serviceConnectors,
            takesLabels: true,
            showsActiveFirst: false,
            page: { try $1.serviceConnectors($0) },
            isActive: { connector, stack in stack.components.contains { $0.connectorID == connector.id } },
            columns: { _, context in columns(at: context.environment.clock.now) }
        )
    )

    private static func columns(at now: Date) -> [EntityListing<Item>.Column] {
        [
            .init(heading: "NAME") { .text($0.name) },
            .init(heading: "ID") { .text($0.id) },
            .init(heading: "TYPE") { ConnectorDetails(values: $0.values, now: now).type },
            .init(heading: "RESOURCE TYPES") { .list(ConnectorDetails(values: $0.values, now: now).resourceTypes) },
            .init(heading: "RESOURCE NAME") { ConnectorDetails(values: $0.values, now: now).resourceName },
            .init(heading: "OWNER") { _ in .text("default") },
            .init(heading: "EXPIRES IN") { ConnectorDetails(values: $0.values, now: now).expiresIn(whenNever: "") },
            .init(heading: "LABELS") { .map($0.labels.map { OutputValue.Member($0.key, .text($0.value)) }) },
        ]
    }
}
