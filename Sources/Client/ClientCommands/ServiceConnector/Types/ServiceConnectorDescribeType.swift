import ServiceConnectors
import TerminalUI

/// `zenml service-connector describe-type` (docs/zenml/connectors.md, "Types and methods").
enum ServiceConnectorDescribeType {
    private static let type = Parameter.argument("TYPE", help: "The service connector type.")
    private static let resourceType = Parameter.text(
        "-r",
        "--resource-type",
        help: "Describe this resource type of it."
    )
    private static let authMethod = Parameter.text("-a", "--auth-method", help: "Describe this method of it.")

    static let command = Command(
        "describe-type",
        summary: "Describe a service connector type.",
        parameters: [type, resourceType, authMethod, Parameter.output]
    ) { input, context in
        let identifier = input[type]
        guard let type = ServiceConnectorRegistry.types.first(where: { $0.identifier == identifier }) else {
            throw CommandFailure("Service connector type '\(identifier)' not found.")
        }
        let (document, data): (DocumentText, OutputValue)
        if let asked = input[resourceType] {
            guard let resource = type.resourceType(asked) else {
                throw CommandFailure("Resource type '\(asked)' not found for service connector type '\(identifier)'.")
            }
            (document, data) = (TypeDocument.of(resource, of: type), TypeData.of(resource, of: type))
        } else if let asked = input[authMethod] {
            guard let method = type.authMethod(asked) else {
                throw CommandFailure(
                    "Authentication method '\(asked)' not found for service connector type '\(identifier)'."
                )
            }
            (document, data) = (TypeDocument.of(method), TypeData.of(method))
        } else {
            (document, data) = (TypeDocument.of(type, isComplete: false), TypeData.of(type, isComplete: false))
        }
        context.terminal.show(Output([.document(document), .data(data)]), as: input.outputFormat)
    }
}
