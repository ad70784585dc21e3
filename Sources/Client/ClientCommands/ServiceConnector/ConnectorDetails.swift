import ClientStore
import Foundation
import ServiceConnectors
import TerminalUI

/// What is told of a service connector, as values (docs/zenml/connectors.md, "Description").
struct ConnectorDetails {
    let values: ServiceConnectorValues
    let now: Date

    private var connectorType: ServiceConnectorType? { try? ServiceConnectorRegistry.type(values.connectorType) }

    var type: OutputValue {
        .shown(connectorType?.label ?? values.connectorType, .text(values.connectorType))
    }

    var resourceTypes: [OutputValue] {
        values.resourceTypes.map { identifier in
            .shown(connectorType?.resourceType(identifier)?.label ?? identifier, .text(identifier))
        }
    }

    /// The resource that is fixed.
    var resourceName: OutputValue { .shown(values.resourceID ?? "<multiple>", .optional(values.resourceID)) }

    /// How much longer the credentials last. The tolerance counts only where it was set.
    ///
    /// - Parameter whenNever: what a table shows where they do not end.
    func expiresIn(whenNever: String) -> OutputValue {
        guard let expiresAt = values.expiresAt else { return .shown(whenNever, .null) }
        let text = ExpiryText.remaining(until: expiresAt, tolerance: values.expiresSkewTolerance, at: now)
        return .shown(text, .date(expiresAt))
    }

    /// A number, or that it is not set.
    func number(_ number: Int?) -> OutputValue { number.map { .number($0) } ?? .shown("N/A", .null) }

    /// Seconds, or that they are not set.
    func seconds(_ count: Int?) -> OutputValue {
        .shown(count.map { "\($0)s" } ?? "N/A", count.map { .number($0) } ?? .null)
    }
}
