import ClientStore
import Foundation
import ServiceConnectors
import TerminalUI

/// The tables that describe a service connector (docs/zenml/connectors.md, "Description").
struct ConnectorDescription {
    /// What only a registered connector has.
    struct Registration {
        let id: String
        let secretID: String?
        let created: Date
        let updated: Date
        /// Whether a component of the active stack is linked to it.
        let isActive: Bool
    }

    private let values: ServiceConnectorValues
    /// In clear: they are shown only where that was asked for.
    private let secrets: [String: String]
    private let registration: Registration?
    private let now: Date

    private static let hidden = "[HIDDEN]"

    init(_ connector: StoredConnector, at now: Date) {
        let record = connector.record
        values = record.values
        secrets = connector.secrets
        registration = Registration(
            id: record.id,
            secretID: record.secretID,
            created: record.created,
            updated: record.updated,
            isActive: connector.isActive
        )
        self.now = now
    }

    /// Of a connector that is made from a registered one for a resource's clients.
    init(_ client: ConnectorConfiguration, of connector: StoredConnector, at now: Date) {
        let record = client.record(name: client.name ?? "", description: "", labels: [])
        values = record.values
        secrets = record.secrets
        registration = Registration(
            id: connector.record.id,
            secretID: nil,
            created: now,
            updated: now,
            isActive: false
        )
        self.now = now
    }

    /// Of a connector that is not registered yet.
    init(_ new: NewServiceConnector, at now: Date) {
        (values, secrets, registration, self.now) = (new.values, new.secrets, nil, now)
    }

    /// - Parameter showsSecrets: whether secrets are shown in clear.
    func output(showsSecrets: Bool) -> Output {
        let owner = registration.map { " with id '\($0.id)' is owned by user 'default'" } ?? ""
        var parts: [Output.Part] = [
            .declared("Service connector '\(values.name)' of type '\(values.connectorType)'\(owner)."), .table(details),
        ]
        let configuration = configuration(showsSecrets: showsSecrets)
        if !configuration.isEmpty {
            let shape = OutputTable.Shape.details("PROPERTY", "VALUE", fields: configuration)
            parts.append(.table(OutputTable(shape, key: "configuration", title: "Configuration")))
        }
        parts.append(.table(LabelsTable.of(values.labels, ofA: "service connector")))
        return Output(parts)
    }

    private var details: OutputTable {
        let told = ConnectorDetails(values: values, now: now)
        let types = told.resourceTypes
        var fields: [OutputTable.Field] = [
            .init("NAME", .text(values.name)),
            .init("TYPE", told.type),
            .init("AUTH METHOD", .text(values.authMethod)),
            .init("RESOURCE TYPES", .shown(types.map(\.cell).joined(separator: ", "), .list(types))),
            .init("RESOURCE NAME", told.resourceName),
        ]
        let expiry: [OutputTable.Field] = [
            .init("SESSION DURATION", told.seconds(values.expirationSeconds)),
            .init("EXPIRES IN", told.expiresIn(whenNever: "N/A")),
            .init("EXPIRES_SKEW_TOLERANCE", told.number(values.expiresSkewTolerance)),
        ]
        if let registration {
            fields.insert(.init("ID", .text(registration.id)), at: 0)
            fields.append(.init("SECRET ID", .optional(registration.secretID)))
            fields += expiry
            fields += [
                .init("OWNER", .text("default")), .init("WORKSPACE", .text("default")),
                .init("CREATED_AT", .date(registration.created)), .init("UPDATED_AT", .date(registration.updated)),
            ]
        } else {
            fields += expiry
        }
        let active = registration?.isActive == true ? " (ACTIVE)" : ""
        return OutputTable(
            .details("PROPERTY", "VALUE", fields: fields),
            title: "'\(values.name)' \(values.connectorType) Service Connector Details\(active)"
        )
    }

    /// What is not secret, and then what is, each in the order of the method's attributes.
    private func configuration(showsSecrets: Bool) -> [OutputTable.Field] {
        let method = (try? ServiceConnectorRegistry.type(values.connectorType))?.authMethod(values.authMethod)
        let order = method?.attributes.map(\.name) ?? []
        func fields(_ values: [String: String], isShown: Bool) -> [OutputTable.Field] {
            let known = order.filter { values[$0] != nil }
            let others = values.keys.filter { !order.contains($0) }.sorted()
            return (known + others).map { name in
                .init(name, .text(isShown ? values[name] ?? "" : Self.hidden), key: name)
            }
        }
        return fields(values.configuration, isShown: true) + fields(secrets, isShown: showsSecrets)
    }
}
