/// The command tree: every command has its row here.
enum CommandTree {
    static let root = CommandGroup(
        "zenml",
        summary: "ZenML's container-registry flows for Amazon ECR.",
        notSupported: [
            "alerter", "analytics", "annotator", "api-key", "artifact", "artifact-store", "authorized-device",
            "backup-database",
            "clean", "code-repository", "config", "connect", "data-validator", "deploy", "destroy", "disconnect",
            "down",
            "downgrade", "example", "experiment-tracker", "feature-store", "go", "hub", "image-builder", "info", "init",
            "logging", "logs", "migrate-database", "model", "model-deployer", "model-registry", "orchestrator",
            "pipeline",
            "restore-database", "secret", "server", "service-account", "show", "step", "step-operator", "tag", "up",
            "user",
            "workspace",
        ],
        categories: [
            CommandCategory("Stack Components", [.group(containerRegistry)]),
            CommandCategory("Integrations", [.group(integration)]),
            CommandCategory("Management Tools", [.group(stack)]),
            CommandCategory("Identity and Security", [.group(serviceConnector)]),
            CommandCategory("Other Commands", [.command(StatusCommand.command), .command(VersionCommand.command)]),
        ]
    )

    private static let serviceConnector = CommandGroup(
        "service-connector",
        summary: "Configure and manage service connectors.",
        [
            .command(ServiceConnectorRegister.command),
            .command(ServiceConnectorUpdate.command),
            .command(ServiceConnectorCommands.list),
            .command(ServiceConnectorDescribe.command),
            .command(ServiceConnectorVerify.command),
            .command(ServiceConnectorLogin.command),
            .command(ServiceConnectorListResources.command),
            .command(ServiceConnectorListTypes.command),
            .command(ServiceConnectorDescribeType.command),
            .command(ServiceConnectorCommands.delete),
        ]
    )

    private static let containerRegistry = CommandGroup(
        "container-registry",
        summary: "Commands to interact with container registries.",
        [
            .command(ContainerRegistryRegister.command),
            .command(ContainerRegistryConnect.command),
            .command(ContainerRegistryCommands.disconnect),
            .command(ContainerRegistryCommands.list),
            .command(ContainerRegistryCommands.describe),
            .command(ContainerRegistryCommands.get),
            .command(ContainerRegistryUpdate.command),
            .command(ContainerRegistryRemoveAttribute.command),
            .command(ContainerRegistryCommands.rename),
            .command(ContainerRegistryCommands.copy),
            .command(ContainerRegistryCommands.delete),
            .command(ContainerRegistryDeploy.command),
            .command(ContainerRegistryDestroy.command),
            .command(ContainerRegistryResources.up),
            .command(ContainerRegistryResources.down),
            .command(ContainerRegistryResources.logs),
            .command(ContainerRegistryResources.explain),
            .group(containerRegistryFlavor),
            .command(RegistryImageCommands.images),
            .command(RegistryImageCommands.push),
            .command(RegistryImageCommands.pull),
        ]
    )

    private static let containerRegistryFlavor = CommandGroup(
        "flavor",
        summary: "Commands to interact with flavors of container registries.",
        notSupported: ["delete", "register"],
        [.command(ContainerRegistryFlavors.list), .command(ContainerRegistryFlavors.describe)]
    )

    private static let stack = CommandGroup(
        "stack",
        summary: "Stacks to define various environments.",
        notSupported: [
            "connect", "deploy", "deploy-mlstack", "destroy", "down", "export", "import", "recipe", "register-secrets",
            "up",
        ],
        [
            .command(StackRegister.command),
            .command(StackUpdate.command),
            .command(StackCommands.removeComponent),
            .command(StackCommands.set),
            .command(StackCommands.get),
            .command(StackCommands.list),
            .command(StackCommands.describe),
            .command(StackCommands.rename),
            .command(StackCommands.copy),
            .command(StackDelete.command),
        ]
    )

    private static let integration = CommandGroup(
        "integration",
        summary: "Interact with external integrations.",
        notSupported: ["export-requirements", "upgrade"],
        [
            .command(IntegrationCommands.list),
            .command(IntegrationCommands.requirements),
            .command(IntegrationInstall.install),
            .command(IntegrationInstall.uninstall),
        ]
    )
}
