import ArgumentParser

/// The root of the command tree.
struct ZenML: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "zenml",
        abstract: "ZenML's container-registry flows for Amazon ECR.",
        subcommands: [
            ServiceConnectorCommand.self, ContainerRegistryCommand.self, StackCommand.self, IntegrationCommand.self,
        ]
    )
}

/// A word of the tree that is followed by another.
protocol CommandGroup: ParsableCommand {
    /// Commands of ZenML's that stand here and are not built.
    static var notBuilt: [String] { get }
}

extension ZenML: CommandGroup {
    static var notBuilt: [String] { [] }
}

struct ServiceConnectorCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "service-connector",
        abstract: "Configure and manage service connectors.",
        subcommands: [ServiceConnectorRegister.self, ServiceConnectorListResources.self, ServiceConnectorLogin.self]
    )
    static let notBuilt = ["delete", "describe", "describe-type", "list", "list-types", "update", "verify"]
}

struct ContainerRegistryCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "container-registry",
        abstract: "Commands to interact with container registries.",
        subcommands: [ContainerRegistryRegister.self, ContainerRegistryConnect.self]
    )
    static let notBuilt = [
        "copy", "delete", "deploy", "describe", "destroy", "disconnect", "down", "explain", "flavor", "get", "list",
        "logs", "remove-attribute", "rename", "up", "update",
    ]
}

struct StackCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "stack",
        abstract: "Stacks to define various environments.",
        subcommands: [StackRegister.self, StackUpdate.self]
    )
    static let notBuilt = [
        "connect", "copy", "delete", "deploy", "describe", "destroy", "export", "get", "import", "list",
        "register-secrets", "remove-component", "rename", "set", "up", "down",
    ]
}

struct IntegrationCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "integration",
        abstract: "Interact with external integrations.",
        subcommands: [IntegrationInstall.self]
    )
    static let notBuilt = ["export-requirements", "list", "requirements", "uninstall", "upgrade"]
}
