package import AWSClient
import AWSCore
package import Determinism
import Foundation

/// An AWS service connector at work: it opens sessions as its method has it, and finds out what they give access to
/// (client.md, section 8).
///
/// Sessions and the account number are kept while it lives, which is one command.
package actor AWSServiceConnector {
    private let configuration: ConnectorConfiguration
    private let calls: AWSCallsFactory
    private let clock: WorldClock
    /// Takes the lines that ZenML logs on standard output.
    private let log: @Sendable (String) -> Void

    private var account: AccountID?
    private var sessions: [ConnectorSession.Purpose: ConnectorSession] = [:]

    /// A session that ends this soon is not used any more, in seconds.
    private static let sessionMargin = 900.0

    package init(
        _ configuration: ConnectorConfiguration,
        calls: @escaping AWSCallsFactory,
        clock: WorldClock,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.configuration = configuration
        self.calls = calls
        self.clock = clock
        self.log = log
    }

    // MARK: Verification

    /// Checks that the connector reaches its registry: resource ID, session, GetCallerIdentity, DescribeRepositories.
    ///
    /// - Parameter resourceID: what is asked for; nil for what the connector is configured with.
    /// - Returns: the registry's canonical name.
    /// - Throws: ``ConnectorError`` in the words of the step that failed.
    package func verify(resourceID: String? = nil) async throws(ConnectorError) -> String {
        try configuration.checkLifetime()
        try checkConfiguredResource()
        guard !configuration.isExpired(at: clock.now) else { throw .expired }
        let registry = try await resolve(resourceID)
        try await probe()
        return registry.name
    }

    /// As ``verify(resourceID:)``, with errors wrapped and logged as ZenML does where it lists resources.
    package func verifyAndReport(resourceID: String? = nil) async throws(ConnectorError) -> String {
        do throws(ConnectorError) {
            return try await verify(resourceID: resourceID)
        } catch {
            switch error.kind {
            case .authorization:
                let name = configuration.name.map { " '\($0)'" } ?? ""
                let text = "connector\(name) authorization failure: \(error.message)"
                log(text)
                throw .authorization(text)
            case .value:
                throw .value("The connector configuration is incomplete or invalid: \(error.message)")
            case .configuration, .expired, .notBuilt, .bare:
                throw error
            }
        }
    }

    /// The verification that auto-configuration does by itself: a registry that cannot be named is reported only after
    /// the session was tried.
    ///
    /// - Returns: the registry's canonical name.
    func verifyAutoConfiguration() async throws(ConnectorError) -> String {
        let registry: ECRRegistryID
        do throws(ConnectorError) {
            registry = try await resolve(configuration.resourceID)
        } catch {
            guard error.kind == .authorization else { throw error }
            if account == nil {
                // Already logged. Where the session fails too, its error is the one to tell.
                try await probe()
            } else {
                logResourceFailure(configuration.resourceID, error)
            }
            throw error
        }
        try await probe()
        return registry.name
    }

    /// A password for the registry (ECR GetAuthorizationToken).
    ///
    /// - Returns: the registry's canonical name, and the token.
    package func authorizationToken(
        resourceID: String? = nil
    ) async throws(ConnectorError) -> (registry: String, token: AuthorizationToken) {
        let registry = try await verify(resourceID: resourceID)
        let account = try await fetchAccount()
        let session = try await session(for: .registry)
        do throws(AWSCallError) {
            return (registry, try await session.getAuthorizationToken(registryIDs: [account.value]))
        } catch {
            throw .authorization("Failed to get authorization token from ECR: \(error)")
        }
    }

    // MARK: Steps

    /// The registry that is meant: the one asked for, which must be the account's own.
    private func resolve(_ requested: String?) async throws(ConnectorError) -> ECRRegistryID {
        let asked = try registryID(requested ?? configuration.resourceID)
        let own: ECRRegistryID
        do throws(ConnectorError) {
            own = ECRRegistryID(account: try await fetchAccount(), region: configuration.region)
        } catch {
            if error.kind == .authorization { logResourceFailure(asked?.name, error) }
            throw error
        }
        guard let asked, asked != own else { return own }
        throw .authorization(
            "The connector does not allow access to the provided '\(asked.name)' \(ResourceType.dockerRegistry.name) "
                + "resource. It only allows access to the following resource: '\(own.name)'."
        )
    }

    /// The registry that a resource ID names, which must be one of the connector's region.
    private func registryID(_ resourceID: String?) throws(ConnectorError) -> ECRRegistryID? {
        guard let resourceID else { return nil }
        let id = try ECRRegistryID(resourceID)
        guard id.region == configuration.region else {
            throw .value(
                "The AWS region for the \(resourceID) ECR repository region '\(id.region)' does not match the region "
                    + "configured in the connector: '\(configuration.region)'."
            )
        }
        return id
    }

    /// A resource ID that the connector is configured with is part of its configuration, which ZenML checks whenever it
    /// makes a connector of it; one that is only asked for is not.
    private func checkConfiguredResource() throws(ConnectorError) {
        do throws(ConnectorError) {
            _ = try registryID(configuration.resourceID)
        } catch {
            throw .configuration("The service connector configuration is not valid: " + error.message)
        }
    }

    private func logResourceFailure(_ resourceID: String?, _ error: ConnectorError) {
        log(
            "Authorization error validating resource ID \(resourceID ?? "None") for resource type "
                + "\(ResourceType.dockerRegistry.identifier): \(error.message)"
        )
    }

    /// Whether the registry session works and sees a repository.
    private func probe() async throws(ConnectorError) {
        let session = try await session(for: .registry)
        let identity: CallerIdentity
        do throws(AWSCallError) {
            identity = try await session.getCallerIdentity()
        } catch {
            throw .authorization("failed to verify AWS account access: \(error)")
        }
        if let account, account.value != identity.account {
            throw .authorization(
                "failed to verify AWS account access: the session belongs to account \(identity.account), not to \(account)"
            )
        }
        let repositories: [String]
        do throws(AWSCallError) {
            repositories = try await session.describeRepositories()
        } catch {
            let text = "failed to list ECR repositories: \(error)"
            log(text)
            throw .authorization(text)
        }
        guard !repositories.isEmpty else {
            throw .authorization(
                "the AWS connector does not have access to any ECR repositories. Please adjust the AWS permissions "
                    + "associated with the authentication credentials to include access to at least one ECR repository."
            )
        }
    }

    private func fetchAccount() async throws(ConnectorError) -> AccountID {
        if let account { return account }
        let session = try await session(for: .account)
        let identity: CallerIdentity
        do throws(AWSCallError) {
            identity = try await session.getCallerIdentity()
        } catch {
            throw .authorization("Failed to fetch the AWS account ID: \(error)")
        }
        guard let found = AccountID(identity.account) else {
            throw .authorization("Failed to fetch the AWS account ID: '\(identity.account)' is not an account ID")
        }
        account = found
        return found
    }

    private func session(for purpose: ConnectorSession.Purpose) async throws(ConnectorError) -> any AWSCalls {
        if let session = sessions[purpose] {
            let margin = AWSServiceConnector.sessionMargin
            let isFresh = session.expiration.map { $0.addingTimeInterval(-margin) > clock.now } ?? true
            if isFresh { return session.calls }
        }
        let session = try await ConnectorSession.open(purpose, configuration, calls)
        sessions[purpose] = session
        return session.calls
    }
}
