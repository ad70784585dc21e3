import ServiceConnectors
import TerminalUI

/// `zenml service-connector list-types` (docs/zenml/connectors.md, "Types and methods").
enum ServiceConnectorListTypes {
    private static let type = Parameter.literal("-t", "--type", help: "Only this type of connector.")
    private static let resourceType = Parameter.literal(
        "-r",
        "--resource-type",
        help: "Only types with this resource type."
    )
    private static let authMethod = Parameter.literal("-a", "--auth-method", help: "Only types with this method.")
    private static let isDetailed = Parameter.flag("-d", "--detailed", help: "Describe each type at length.")

    static let command = Command(
        "list-types",
        summary: "List the types of service connectors.",
        parameters: [type, resourceType, authMethod, isDetailed, Parameter.output]
    ) { input, context in
        let types = ServiceConnectorRegistry.types(
            input[type],
            resourceType: input[resourceType],
            authMethod: input[authMethod]
        )
        guard !types.isEmpty else {
            throw CommandFailure("No service connector types found matching the criteria.")
        }
        context.terminal.show(
            input[isDetailed] ? details(types) : Output([.table(table(types))]),
            as: input.outputFormat
        )
    }

    private static func details(_ types: [ServiceConnectorType]) -> Output {
        Output(
            types.map { .document(TypeDocument.of($0, isComplete: true)) }
                + [.data(.list(types.map { TypeData.of($0, isComplete: true) }))]
        )
    }

    private static func table(_ types: [ServiceConnectorType]) -> OutputTable {
        OutputTable(
            .listing(
                ["NAME", "TYPE", "RESOURCE TYPES", "AUTH METHODS", "LOCAL", "REMOTE"].map { .init($0) },
                rows: types.map { type in
                    [
                        .text(type.name),
                        .shown(type.label, .text(type.identifier)),
                        .list(type.resourceTypes.map { .shown($0.label, .text($0.identifier)) }),
                        .texts(type.authMethods.map(\.identifier)),
                        .shown("✅", .flag(true)),
                        .shown("➖", .flag(false)),
                    ]
                }
            )
        )
    }
}
