import AWSClient
import AWSCore
import AWSSignature
import Foundation

/// How an AWS service connector works: sessions as its method has them, and what they give access to.
///
/// Sessions and the account number are kept while it lives.
actor AWSServiceConnector: ConnectorImplementation {
    private let configuration: ConnectorConfiguration
    private let region: Region
    private let services: ConnectorServices

    private var account: AccountID?
    private var sessions: [ConnectorSession.Purpose: ConnectorSession] = [:]
    /// The ID stands in it once the connector is known to be sound.
    private var sessionName = "zenml-connector"

    init(_ configuration: ConnectorConfiguration, _ services: ConnectorServices) throws(ConnectorError) {
        guard let region = configuration.region else {
            throw .configuration("connector configuration is not valid: missing required attribute 'region'")
        }
        self.configuration = configuration
        self.region = region
        self.services = services
    }

    func opened() {
        if let id = configuration.id { sessionName = "zenml-connector-" + id }
    }

    // MARK: Resources

    nonisolated func canonicalID(_ text: String, of type: ResourceType) throws(ConnectorError) -> String {
        try AWSResource.of(type).canonicalID(text, region)
    }

    func defaultID(of type: ResourceType) async throws(ConnectorError) -> String {
        guard AWSResource.of(type).belongsToAccount else { return region.name }
        return ECRRegistryID(account: try await fetchAccount(), region: region).name
    }

    func check(_ type: ResourceType?, _ id: String?) async throws(ConnectorError) {
        let session = try await session(for: type ?? .awsGeneric, id)
        let identity: CallerIdentity
        do throws(AWSCallError) {
            identity = try await session.calls.getCallerIdentity()
        } catch {
            throw .authorization("failed to verify AWS account access: \(error)")
        }
        if let account, account.value != identity.account {
            throw .authorization(
                "failed to verify AWS account access: the session belongs to account \(identity.account), not to \(account)"
            )
        }
    }

    func list(_ type: ResourceType, _ id: String?) async throws(ConnectorError) -> [String] {
        // The session that was just checked, however short it is.
        let session: ConnectorSession
        if let checked = sessions[ConnectorSession.Purpose(resourceType: type.identifier, resourceID: id)] {
            session = checked
        } else {
            session = try await self.session(for: type, id)
        }
        do throws(AWSResource.Failure) {
            return try await AWSResource.of(type).list(session.calls, id)
        } catch {
            if error.isLogged { services.log(error.message) }
            throw .authorization(error.message)
        }
    }

    private func fetchAccount() async throws(ConnectorError) -> AccountID {
        if let account { return account }
        let identity: CallerIdentity
        do throws(ConnectorError) {
            let session = try await session(for: nil, nil)
            do throws(AWSCallError) {
                identity = try await session.calls.getCallerIdentity()
            } catch {
                throw ConnectorError.authorization("Failed to fetch the AWS account ID: \(error)")
            }
        } catch {
            guard error.kind == .bare else { throw error }
            throw .authorization("Failed to fetch the AWS account ID: \(error.message)")
        }
        guard let found = AccountID(identity.account) else {
            throw .authorization("Failed to fetch the AWS account ID: '\(identity.account)' is not an account ID")
        }
        account = found
        return found
    }

    private func session(for type: ResourceType?, _ id: String?) async throws(ConnectorError) -> ConnectorSession {
        let purpose = ConnectorSession.Purpose(resourceType: type?.identifier, resourceID: id)
        if let session = sessions[purpose], session.isFresh(at: services.now) { return session }
        let session = try await SessionOpening(
            configuration: configuration,
            region: region.name,
            name: sessionName,
            standardPolicy: type.flatMap { AWSResource.of($0).policy(region, id) },
            services: services
        ).open()
        sessions[purpose] = session
        return session
    }

    /// Calls of a session for the resource type that the connector is bound to, or for none in particular.
    func registryCalls() async throws(ConnectorError) -> (calls: any AWSCalls, region: Region) {
        let session = try await session(for: configuration.resourceType ?? .awsGeneric, configuration.resourceID)
        return (session.calls, region)
    }

    // MARK: Clients

    func client(
        of configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String,
        name: String
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        var client: ConnectorConfiguration
        switch type {
        case .dockerRegistry: client = try await registryClient(id)
        case .kubernetesCluster: client = try await clusterClient(id)
        default:
            if [.secretKey, .stsToken].contains(configuration.method) {
                if configuration.resourceType == type, configuration.resourceID == id { return configuration }
                client = configuration
            } else {
                client = try sessionClient(try await session(for: type, id))
            }
            client.resourceType = type
            client.resourceID = id
        }
        client.id = configuration.id
        client.name = name
        return client
    }

    /// A session's credentials as a connector of their own.
    private func sessionClient(_ session: ConnectorSession) throws(ConnectorError) -> ConnectorConfiguration {
        var attributes = [ConnectorAttribute.region.name: region.name]
        attributes[ConnectorAttribute.endpointURL.name] = configuration.attributes[ConnectorAttribute.endpointURL.name]
        attributes[ConnectorAttribute.accessKeyID.name] = session.credentials.accessKeyID.value
        attributes[ConnectorAttribute.secretAccessKey.name] = session.credentials.secretAccessKey
        attributes[ConnectorAttribute.sessionToken.name] = session.credentials.sessionToken
        var client = try ConnectorConfiguration(
            type: .aws,
            method: session.credentials.sessionToken == nil ? .secretKey : .stsToken,
            resourceType: nil,
            attributes: attributes
        )
        client.expiresAt = session.expiration
        return client
    }

    /// A password for the registry (ECR GetAuthorizationToken), as a Docker connector.
    private func registryClient(_ registry: String) async throws(ConnectorError) -> ConnectorConfiguration {
        let session = try await session(for: .dockerRegistry, registry)
        let account = try ECRRegistryID(registry).account
        let failure = "Failed to get authorization token from ECR: "
        let token: AuthorizationToken
        do throws(AWSCallError) {
            token = try await session.calls.getAuthorizationToken(registryIDs: [account.value])
        } catch {
            throw .authorization(failure + error.description)
        }
        guard let (username, password) = token.login else {
            throw .authorization(failure + "the token is not base64 of a user name and a password")
        }
        // The password goes only to the registry that was verified, whatever host the answer names.
        guard let host = URL(string: token.proxyEndpoint)?.host(), let id = try? ECRRegistryID(host),
            id.name == registry
        else {
            throw .authorization(failure + "it is for '\(token.proxyEndpoint)', not for '\(registry)'")
        }
        var client = try ConnectorConfiguration(
            type: .docker,
            method: .password,
            resourceType: .ociRegistry,
            attributes: [
                ConnectorAttribute.username.name: username, ConnectorAttribute.password.name: password,
                ConnectorAttribute.registry.name: token.proxyEndpoint,
            ]
        )
        client.expiresAt = session.expiration
        return client
    }

    /// A token for the cluster, as a Kubernetes connector.
    private func clusterClient(_ cluster: String) async throws(ConnectorError) -> ConnectorConfiguration {
        let session = try await session(for: .kubernetesCluster, cluster)
        let found: ClusterDescription
        do throws(AWSCallError) {
            found = try await session.calls.describeCluster(name: cluster)
        } catch {
            throw .authorization("Failed to get EKS cluster \(cluster): \(error)")
        }
        let token = EKSToken.make(
            cluster: cluster,
            credentials: session.credentials,
            region: region,
            at: services.now
        )
        var client = try ConnectorConfiguration(
            type: .kubernetes,
            method: .kubernetesToken,
            resourceType: .kubernetes,
            attributes: [
                ConnectorAttribute.clusterName.name: found.arn, ConnectorAttribute.server.name: found.endpoint,
                ConnectorAttribute.certificateAuthority.name: found.certificateAuthority,
                ConnectorAttribute.token.name: token, ConnectorAttribute.insecure.name: "False",
            ]
        )
        client.expiresAt = services.now.addingTimeInterval(EKSToken.lifetime)
        return client
    }

    /// Writes the credentials to a profile of their own.
    func configureLocalClient(
        for configuration: ConnectorConfiguration,
        _ type: ResourceType,
        _ id: String
    ) async throws -> String? {
        let session = try await session(for: type, id)
        let profile = "zenml-" + (configuration.id ?? "").prefix(8)
        try AWSCredentialsFile(services.environment).write(
            profile,
            credentials: session.credentials,
            region: region
        )
        services.log("Configured local AWS SDK profile '\(profile)'.")
        return nil
    }
}
