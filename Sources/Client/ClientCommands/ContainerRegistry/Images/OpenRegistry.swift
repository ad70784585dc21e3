import ClientStore
import DockerConfiguration
import OCI
import RegistryClient
import ServiceConnectors
import StackComponents

/// A container registry that is signed in to: by its service connector, or by what docker has stored for it.
struct OpenRegistry: Sendable {
    let registry: StackComponentRecord
    let client: RegistryClient

    var uri: String { registry.configuration[ContainerRegistryFlavor.resourceAttribute] ?? "" }

    /// - Parameters:
    ///   - name: a name, an ID or the beginning of either; nil for the active stack's.
    ///   - repository: what credentials are looked for, where docker has them for parts of a registry.
    static func open(_ registry: StackComponentRecord, repository: String?, in context: CommandContext) async throws
        -> OpenRegistry
    {
        let uri = registry.configuration[ContainerRegistryFlavor.resourceAttribute] ?? ""
        let address = try RegistryAddress(uri)
        let credentials: RegistryCredentials?
        switch RegistrySignIn(registry) {
        case .secret(let secret): throw RegistrySignIn.missingSecret(secret, of: registry)
        case .local:
            credentials = try await StoredLogins(environment: context.environment)
                .credentials(for: address, repository: repository)
        case .serviceConnector(let id, let resourceID):
            let connector = try await context.read { try StoredConnector.find(id, allowsNamePrefix: false, in: $0) }
            credentials = try await self.credentials(connector, resourceID ?? uri, in: context)
        }
        return OpenRegistry(
            registry: registry,
            client: RegistryClient(address: address, credentials: credentials, environment: context.environment)
        )
    }

    private static func credentials(
        _ connector: StoredConnector,
        _ resourceID: String,
        in context: CommandContext
    ) async throws -> RegistryCredentials {
        do throws(ConnectorError) {
            let login = try await connector.open(with: context.connectorServices()).registryLogin(
                resourceID: resourceID
            )
            return .password(username: login.username, password: login.password)
        } catch {
            throw CommandFailure(
                "The service connector '\(connector.record.name)' gives no access to '\(resourceID)': \(error.message)"
            )
        }
    }
}

/// An image of a container registry, as a command names it.
struct RegistryImage: Sendable {
    let reference: Reference

    /// - Parameter text: the image's whole name, or what follows the registry's URI in it; `:TAG` alone means the
    ///   registry's default repository.
    init(_ text: String, of registry: StackComponentRecord) throws {
        let uri = registry.configuration[ContainerRegistryFlavor.resourceAttribute] ?? ""
        var name = text
        if name.hasPrefix(":") || name.hasPrefix("@") {
            guard let repository = registry.configuration["default_repository"], !repository.isEmpty else {
                throw CommandFailure(
                    "'\(text)' names no repository, and the container registry '\(registry.name)' has no "
                        + "default_repository: write REPOSITORY\(text)."
                )
            }
            name = repository + name
        }
        if !name.hasPrefix(uri + "/") {
            // ZenML's words for a name that begins with another host.
            let first = name.prefix { $0 != "/" }
            guard !name.contains("/") || !(first.contains(".") || first.contains(":") || first == "localhost") else {
                throw CommandFailure("Docker image `\(text)` does not belong to container registry `\(uri)`.")
            }
            name = uri + "/" + name
        }
        do throws(ReferenceError) {
            // A URI may have the scheme that docker's configuration has.
            reference = try Reference(name.split(separator: "://", maxSplits: 1).last.map(String.init) ?? name)
        } catch {
            throw CommandFailure("Invalid docker image name '\(text)': \(error)")
        }
    }
}
