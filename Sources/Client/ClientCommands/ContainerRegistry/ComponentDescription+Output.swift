import ClientStore
import StackComponents
import TerminalUI

extension ComponentDescription {
    /// The tables that describe a stack component (docs/zenml/stacks.md, "Keeping registries").
    var output: Output {
        let (name, type) = (component.name, component.type)
        let title = type.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: "_")
        let configuration = component.configuration.map { attribute in
            OutputTable.Field(attribute.name.uppercased(), .text(attribute.value), key: attribute.name)
        }
        return Output([
            .member(.init("id", .text(component.id))),
            .member(.init("name", .text(name))),
            .member(.init("flavor", .text(component.flavor))),
            .member(.init("active", .flag(isActive))),
            .declared(
                "\(title) '\(name)' of flavor '\(component.flavor)' with id '\(component.id)' is owned by user "
                    + "'default'."
            ),
            .table(
                OutputTable(
                    .details("COMPONENT_PROPERTY", "VALUE", fields: configuration),
                    key: "configuration",
                    title: "'\(name)' \(type.uppercased()) Component Configuration\(isActive ? " (ACTIVE)" : "")",
                    whenEmpty: "No configuration options are set for component '\(name)'."
                )
            ),
            .table(LabelsTable.of(component.labels, ofA: "component")),
            .table(connectionTable),
        ])
    }

    private var connectionTable: OutputTable {
        let fields = connection.map { connection -> [OutputTable.Field] in
            [
                .init("ID", .text(connection.connector.id)),
                .init("NAME", .text(connection.connector.name)),
                .init("TYPE", .text(connection.connector.connectorType)),
                .init("RESOURCE TYPE", .text(connection.resourceType)),
                .init("RESOURCE NAME", .optional(connection.resourceName)),
            ]
        }
        return OutputTable(
            .details("PROPERTY", "VALUE", fields: fields ?? []),
            key: "service_connector",
            title: "Service Connector",
            whenEmpty: "No connector is set for this component."
        )
    }
}
