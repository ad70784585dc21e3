import AWSClient
import AWSCore
import ClientStore
import ServiceConnectors
import StackComponents
import TerminalUI

/// `zenml container-registry destroy`: takes away what `deploy` made, the repository and the registry.
enum ContainerRegistryDestroy {
    private static let name = Entity.containerRegistry.name
    private static let provider = RegistryProvider.option(["aws", "k3d", "gcp"])
    private static let forces = Parameter.flag(
        "--force",
        help: "Do not ask where the repository holds images, which are deleted with it."
    )

    static let command = Command(
        "destroy",
        summary: "Delete a registry that was deployed, and its repository.",
        discussion: [
            "The credentials are those of the service connector that the registry is connected to, or of --connector; "
                + "without either, those of the AWS configuration."
        ],
        parameters: [name, provider, forces, RegistryProvider.connector, RegistryProvider.debugs]
    ) { input, context in
        try RegistryProvider.check(input[provider])
        let text = input[name]
        let (registry, linked) = try await find(text, context)
        let repository = try DeployedRepository(of: registry)
        let connection = RegistryConnection(context: context)
        var connector = linked
        if let other = input[RegistryProvider.connector] { connector = try await connection.find(other) }
        let calls = try await connection.calls(of: connector, region: repository.registry.region.name).calls
        try await repository.check(calls)
        let images = try await images(of: repository, calls)
        if let images, images > 0, !input[forces] {
            let noun = images == 1 ? "1 image" : "\(images) images"
            let question =
                "The repository '\(repository.name)' holds \(noun), which will be deleted with it. \n"
                + "Are you sure you want to proceed?"
            guard try await context.terminal.ask(.yesOrNo(question)) else {
                context.terminal.declare("Destroying the container registry was canceled.")
                return
            }
        }
        if let images {
            try await context.terminal.withSpinner("Destroying container registry '\(registry.name)'...") {
                do throws(AWSCallError) {
                    try await calls.deleteRepository(name: repository.name, force: images > 0)
                } catch {
                    throw repository.failure("delete", error)
                }
            }
            context.terminal.declare("Deleted the repository '\(repository.uri)'.")
        } else {
            context.terminal.warning("The repository '\(repository.uri)' does not exist any more.")
        }
        let deleted = try await context.write { try Components.containerRegistries.delete(registry.id, in: $0) }
        context.terminal.declare("Deregistered stack component (type: \(deleted.type)) with name '\(deleted.name)'.")
        context.terminal.declare("Deleted container registry: \(text)")
    }

    /// The registry, and the connector that it is connected to. One that a stack holds is refused before AWS is asked.
    private static func find(
        _ text: String,
        _ context: CommandContext
    ) async throws -> (StackComponentRecord, StoredConnector?) {
        try await context.read { reader in
            let registry: StackComponentRecord
            do {
                registry = try Components.containerRegistries.find(text, allowsNamePrefix: false, in: reader)
            } catch let error as LookupError where error.isKeyError {
                throw CommandFailure("Could not find a stack component with name or id '\(text)'.")
            }
            let stacks = try reader.stacks(withComponent: registry.id).count
            guard stacks == 0 else {
                throw StoreConflict.componentInStacks(type: registry.type, name: registry.name, stacks: stacks)
            }
            let connector = try registry.connectorID.flatMap { try reader.serviceConnector(id: $0) }
            return (registry, try connector.map { try StoredConnector($0, in: reader) })
        }
    }

    /// How many images a repository holds; nil where it is gone.
    private static func images(of repository: DeployedRepository, _ calls: any AWSCalls) async throws -> Int? {
        do throws(AWSCallError) {
            return try await calls.describeImages(repository: repository.name).count
        } catch {
            guard error.code == "RepositoryNotFoundException" else { throw repository.failure("find", error) }
            return nil
        }
    }
}

/// The repository that was made for a registry.
private struct DeployedRepository {
    let name: String
    let registry: ECRRegistryID

    var uri: String { "\(registry.name)/\(name)" }

    /// - Throws: for a registry that was not deployed, or whose URI was changed to another one.
    init(of registry: StackComponentRecord) throws {
        guard let name = registry.labels.first(where: { $0.key == RegistryProvider.label })?.value else {
            throw CommandFailure(
                "Cannot destroy stack component \(registry.name). It was not deployed: 'zenml container-registry delete' "
                    + "takes it away, and leaves its repositories as they are."
            )
        }
        self.name = name
        self.registry = try ECRRegistryID(registry.configuration["uri"] ?? "")
    }

    /// Refuses credentials of another account, which may have a repository of the same name.
    func check(_ calls: any AWSCalls) async throws {
        let account: String
        do throws(AWSCallError) {
            account = try await calls.getCallerIdentity().account
        } catch {
            throw CommandFailure("Failed to fetch the AWS account ID: \(error)")
        }
        guard account == registry.account.value else {
            throw CommandFailure("The credentials are for the account \(account), and the repository is '\(uri)'.")
        }
    }

    func failure(_ verb: String, _ error: AWSCallError) -> CommandFailure {
        CommandFailure("Failed to \(verb) the ECR repository '\(uri)': \(error)")
    }
}
