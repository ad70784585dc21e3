import ClientStore
import StackComponents
import TerminalUI

/// `zenml container-registry update` (docs/zenml/stacks.md, "Keeping registries").
enum ContainerRegistryUpdate {
    private static let name = Entity.containerRegistry.optionalName
    private static let words = Parameter.arguments("ARGS", help: "Attributes of the flavor as --attribute=value.")
    private static let labels = Parameter.texts(
        "-l",
        "--label",
        help: "A label to set, key=value. Repeatable; remove-attribute takes labels away."
    )

    static let command = Command(
        "update",
        summary: "Change attributes and labels of a container registry.",
        parameters: [name, words, labels],
        // They are attributes.
        passesUnknownOptions: true
    ) { input, context in
        let (name, arguments) = try FreeFormArguments.optionallyNamed(
            input[name],
            input[words],
            in: context.environment
        )
        arguments.notes.forEach(context.terminal.echo)
        let labels = try ParameterTypes.labels(input[labels]).map { LabelChange(key: $0.key, value: $0.value) }
        let registry = try await context.terminal.withSpinner("Updating container registry...") {
            try await context.write { writer in
                try Components.containerRegistries.update(
                    name,
                    attributes: arguments.attributes,
                    labels: labels,
                    in: writer
                )
            }
        }
        context.terminal.declare("Successfully updated container registry `\(registry.name)`.")
        context.showDashboardHint()
    }
}

/// `zenml container-registry remove-attribute` (docs/zenml/stacks.md, "Keeping registries").
enum ContainerRegistryRemoveAttribute {
    private static let name = Entity.containerRegistry.name
    private static let words = Parameter.arguments(
        "ARGS",
        help: "Attributes to take away, as --attribute or attribute."
    )
    private static let labels = Parameter.texts("-l", "--label", help: "The key of a label to take away. Repeatable.")

    static let command = Command(
        "remove-attribute",
        summary: "Take attributes and labels away from a container registry.",
        parameters: [name, words, labels],
        // They are attributes.
        passesUnknownOptions: true
    ) { input, context in
        let (text, labels) = (input[name], input[labels])
        // As `--attribute`, or as a bare word.
        let names = input[words].map { word in
            String((word.hasPrefix("--") ? word.dropFirst(2) : word[...]).prefix { $0 != "=" })
        }
        let registry = try await context.terminal.withSpinner("Updating container registry '\(text)'...") {
            try await context.write { writer in
                try Components.containerRegistries.removeAttributes(names, labels: labels, from: text, in: writer)
            }
        }
        context.terminal.declare("Successfully updated container registry `\(registry.name)`.")
        context.showDashboardHint()
    }
}
