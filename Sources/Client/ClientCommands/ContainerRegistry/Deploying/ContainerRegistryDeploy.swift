import AWSClient
import ClientStore
import Determinism
import ServiceConnectors
import StackComponents
import TerminalUI

/// `zenml container-registry deploy`: makes a repository of Amazon ECR, and registers its registry.
enum ContainerRegistryDeploy {
    private static let name = Parameter.optionalArgument(
        "NAME",
        help: "The name of the container registry; without one, a random one is made."
    )
    private static let words = Parameter.arguments("ARGS", help: "Settings of the repository as --key=value.")
    private static let flavor = Parameter.literal("--flavor", "-f", isRequired: true, help: "The flavor: aws.")
    private static let provider = RegistryProvider.option(["aws", "gcp", "k3d"])
    private static let region = Parameter.text(
        "-r",
        "--region",
        help: "The AWS region, by default that of the AWS configuration or of the service connector."
    )
    private static let settings = Parameter.texts(
        "-x",
        "--extra-config",
        help: "A setting of the repository as key=value. Repeatable."
    )
    private static let tags = Parameter.texts("-t", "--tags", help: "A tag of the repository, key=value. Repeatable.")

    static let command = Command(
        "deploy",
        summary: "Make a repository of Amazon ECR, and register its registry.",
        discussion: [
            "The registry's default repository is the one that is made. What can be set of it: "
                + RepositorySetting.summary + ".",
            "With --connector, the registry is connected to that service connector as well, if it gives access to "
                + "registries. 'destroy' takes the repository and the registry away again.",
        ],
        parameters: [
            name, words, flavor, provider, region, settings, tags, RegistryProvider.connector, RegistryProvider.debugs,
        ],
        // They are settings.
        passesUnknownOptions: true,
        run: run
    )

    private static func run(_ input: CommandInput, in context: CommandContext) async throws {
        let (typed, arguments) = try FreeFormArguments.optionallyNamed(
            input[name],
            input[words],
            in: context.environment
        )
        let name = typed ?? randomName(context.environment)
        try check(flavor: input[flavor] ?? "", provider: input[provider])
        let repository = try RepositorySetting.repository(
            name,
            settings: try settings(input[settings], arguments),
            tags: input[tags]
        )
        try await context.read { reader in
            let taken = try reader.components(ofType: StackComponentType.containerRegistry.rawValue)
            guard !taken.contains(where: { $0.name == name }) else {
                throw CommandFailure(
                    "A stack component of type 'container_registry' with the name '\(name)' already exists. Please try "
                        + "again with a different component name."
                )
            }
        }
        let connection = RegistryConnection(context: context)
        var connector: StoredConnector?
        if let text = input[RegistryProvider.connector] { connector = try await connection.find(text) }
        let registry = try await deploy(repository, named: name, connector, region: input[region], connection)
        context.terminal.declare(
            "Deployed the repository '\(registry.configuration["uri"] ?? "")/\(repository.name)'."
        )
        context.terminal.declare("Successfully registered container_registry `\(name)`.")
        context.showDashboardHint()
    }

    private static func deploy(
        _ repository: NewRepository,
        named name: String,
        _ connector: StoredConnector?,
        region: String?,
        _ connection: RegistryConnection
    ) async throws -> StackComponentValues {
        let context = connection.context
        return try await context.terminal.withSpinner("Deploying container registry '\(name)'...") {
            let account = try await connection.calls(of: connector, region: region)
            let made = try await create(repository, account)
            do {
                guard let host = try? ECRRegistryID(made.uri).name else {
                    throw CommandFailure("AWS made the repository '\(made.uri)', which is not one of Amazon ECR.")
                }
                let registry = try Components.containerRegistries.planned(
                    name,
                    flavor: RegistryProvider.aws,
                    attributes: ["uri": host, "default_repository": repository.name],
                    labels: [Label(key: RegistryProvider.label, value: repository.name)]
                )
                try await context.write { writer in
                    let stored = try Components.containerRegistries.register(registry, in: writer)
                    guard let connector,
                        connector.record.resourceTypes.contains(ContainerRegistryFlavor.resourceType)
                    else { return }
                    try writer.connect(componentID: stored.id, to: connector.record.id, resourceID: host)
                }
                return registry
            } catch {
                // A repository that nothing here knows of would only be found on the bill.
                try? await account.calls.deleteRepository(name: repository.name, force: false)
                throw error
            }
        }
    }

    private static func create(_ repository: NewRepository, _ account: RegistryCalls) async throws
        -> RepositoryDescription
    {
        do throws(AWSCallError) {
            return try await account.calls.createRepository(repository)
        } catch {
            let hint =
                error.code == "RepositoryAlreadyExistsException"
                ? "; name another one with -x repository=NAME, or register its registry with 'zenml container-registry "
                    + "register'" : ""
            throw CommandFailure("Failed to create the ECR repository '\(repository.name)': \(error)\(hint)")
        }
    }

    private static func check(flavor: String, provider: String?) throws(CommandFailure) {
        guard flavor == RegistryProvider.aws else {
            throw CommandFailure(
                "Flavor '\(flavor)' is not supported for container registries. Allowed flavors are: "
                    + "\(RegistryProvider.aws)."
            )
        }
        guard provider == RegistryProvider.aws else {
            throw CommandFailure(
                "Flavor '\(flavor)' is not supported for container registries on \(provider ?? "")."
            )
        }
    }

    private static func settings(
        _ pairs: [String],
        _ arguments: FreeFormArguments
    ) throws -> [(key: String, value: String)] {
        try pairs.map { pair in
            guard let equals = pair.firstIndex(of: "=") else {
                throw CommandFailure("Settings of a repository must be in the format key=value, not '\(pair)'.")
            }
            return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
        } + arguments.attributes.map { ($0.name, $0.value) }
    }

    /// A name that a repository can have as well.
    private static func randomName(_ environment: ClientEnvironment) -> String {
        var stream = environment.randomness.stream("deployed registry")
        return "ecr-registry-" + stream.text(8, of: "abcdefghijklmnopqrstuvwxyz0123456789")
    }
}
