import AWSClient
import AWSCore
import AWSSignature
import Foundation

/// Calls of AWS as a connector makes them: with its own credentials, or with a session's.
struct ConnectorSession: Sendable {
    let calls: any AWSCalls
    /// Nil where the connector's own credentials are used.
    let expiration: Date?

    /// What a session is for.
    enum Purpose: Hashable {
        /// To learn the account's number: no generated policy, and no connector in its name.
        case account
        /// To reach the registry.
        case registry
    }

    /// Opens a session as the connector's method has it, with at most one call of STS.
    static func open(
        _ purpose: Purpose,
        _ configuration: ConnectorConfiguration,
        _ factory: AWSCallsFactory
    ) async throws(ConnectorError) -> ConnectorSession {
        if configuration.method == .implicit { throw .implicitRefused }
        let credentials = try configuration.credentials()
        let region = configuration.region.name
        let endpoint = configuration.attributes[ConnectorAttribute.endpointURL.name]
        let own = factory(credentials, region, endpoint)
        guard let lifetime = configuration.method.lifetime else { return ConnectorSession(calls: own, expiration: nil) }
        let request = SessionRequest(
            seconds: configuration.expirationSeconds ?? lifetime.standard,
            name: name(purpose, configuration),
            policy: policy(purpose, configuration),
            policyARNs: configuration.attributes["policy"] == nil ? configuration.policyARNs : []
        )
        let temporary = try await request.send(as: configuration.method, to: own, configuration)
        return ConnectorSession(
            calls: factory(temporary.credentials, region, endpoint),
            expiration: temporary.expiration
        )
    }

    private static func name(_ purpose: Purpose, _ configuration: ConnectorConfiguration) -> String {
        guard purpose == .registry, let id = configuration.id else { return "zenml-connector" }
        return "zenml-connector-" + id
    }

    /// The configured policy, or the one that belongs to the resource type; nil where policy ARNs are configured.
    private static func policy(_ purpose: Purpose, _ configuration: ConnectorConfiguration) -> String? {
        if let policy = configuration.attributes["policy"] { return policy }
        guard purpose == .registry, configuration.policyARNs.isEmpty else { return nil }
        return SessionPolicy.dockerRegistry(in: configuration.region)
    }
}

/// What STS is asked for.
private struct SessionRequest {
    let seconds: Int
    let name: String
    let policy: String?
    let policyARNs: [String]

    /// GetFederationToken allows this many characters in a name.
    private static let federationNameLimit = 32

    func send(
        as method: AuthMethod,
        to calls: any AWSCalls,
        _ configuration: ConnectorConfiguration
    ) async throws(ConnectorError) -> TemporaryCredentials {
        let role = configuration.attributes["role_arn"] ?? ""
        do throws(AWSCallError) {
            switch method {
            case .iamRole:
                return try await calls.assumeRole(
                    roleARN: role,
                    sessionName: name,
                    durationSeconds: seconds,
                    policy: policy,
                    policyARNs: policyARNs,
                    externalID: nil
                )
            case .federationToken:
                return try await calls.getFederationToken(
                    name: String(name.prefix(SessionRequest.federationNameLimit)),
                    durationSeconds: seconds,
                    policy: policy,
                    policyARNs: policyARNs
                )
            default:
                return try await calls.getSessionToken(durationSeconds: seconds)
            }
        } catch {
            let what =
                switch method {
                case .iamRole: "assume IAM role \(role)"
                case .federationToken: "get federation token"
                default: "get session token"
                }
            throw .authorization("Failed to \(what) using the AWS credentials configured in the connector: \(error)")
        }
    }
}

extension ConnectorError {
    /// What ZenML says unless `ZENML_ENABLE_IMPLICIT_AUTH_METHODS` is set.
    static let implicitRefused = ConnectorError.authorization(
        "Implicit authentication methods for service connectors are implicitly disabled for security reasons. "
            + "To enable them, the ZENML_ENABLE_IMPLICIT_AUTH_METHODS environment variable must be set for the ZenML "
            + "deployment."
    )
}
