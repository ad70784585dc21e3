import StackComponents
import TerminalUI

/// `zenml container-registry flavor list` and `describe` (docs/zenml/stacks.md, "Registering a registry").
enum ContainerRegistryFlavors {
    private static let name = Parameter.argument("NAME", help: "The flavor's name.")

    static let list = Command(
        "list",
        summary: "List the flavors of container registries.",
        parameters: [Parameter.output]
    ) { input, context in
        let flavors = ContainerRegistryFlavor.all
        let headings = ["FLAVOR", "INTEGRATION", "SOURCE", "CONNECTOR TYPE", "RESOURCE TYPE"]
        let rows = flavors.map { flavor -> [OutputValue] in
            [
                .text(flavor.name), .text(flavor.integration), .text(flavor.source), .optional(flavor.connectorType),
                .text(ContainerRegistryFlavor.resourceType),
            ]
        }
        context.terminal.show(
            Output([
                .table(OutputTable(.listing(headings.map { OutputTable.Column($0) }, rows: rows))),
                .declared("Page `(1/1)`, `\(flavors.count)` items found for the applied filters."),
            ]),
            as: input.outputFormat
        )
    }

    static let describe = Command(
        "describe",
        summary: "Describe a flavor: its attributes, and what it can be connected to.",
        parameters: [name, Parameter.output]
    ) { input, context in
        context.terminal.show(try ContainerRegistryFlavor.named(input[name]).output, as: input.outputFormat)
    }
}

extension ContainerRegistryFlavor {
    /// What `flavor describe` tells of it.
    fileprivate var output: Output {
        let attributes = FlavorAttribute.all.map { attribute -> OutputValue in
            .map([
                .init("name", .text(attribute.name)), .init("required", .flag(attribute.isRequired)),
                .init("meaning", .text(attribute.meaning)),
            ])
        }
        let type = ContainerRegistryFlavor.resourceType
        let provider = connectorType.map { " provided by a '\($0)' connector" } ?? ""
        let option = connectorType.map { " --connector-type \($0)" } ?? ""
        return Output(
            [
                .member(.init("name", .text(name))),
                .member(.init("title", .text(title))),
                .member(.init("integration", .text(integration))),
                .member(.init("connector_type", .optional(connectorType))),
                .member(.init("resource_type", .text(type))),
                .member(.init("attributes", .list(attributes))),
                .warning("Configuration class: \(configuration.rawValue)\n"),
                .declared("\(configuration.summary)\n"),
                .warning("Properties"),
            ]
                + FlavorAttribute.all.map { .warning("\($0.name), \($0.form)") }
                + [
                    .declared(
                        """
                        This flavor supports connecting to external resources with a Service Connector. It requires a \
                        '\(type)' resource\(provider). You can get a list of all available connectors and the \
                        compatible resources that they can access by running:

                        'zenml service-connector list-resources --resource-type \(type)\(option)'
                        If no compatible Service Connectors are yet registered, you can register a new one by running:

                        'zenml service-connector register -i'
                        """
                    )
                ]
        )
    }
}
