import AWSClient
import AWSCore
import AWSSignature
import Foundation

/// Makes a connector's configuration of what the environment holds: variables and the AWS configuration files
/// (docs/zenml/connectors.md, "Auto-configuration").
struct AutoConfiguration: Sendable {
    let services: ConnectorServices

    /// How long credentials of unknown end are taken to last, in seconds.
    private static let temporaryLifetime = 3_600.0

    /// Finds region and credentials and fits them to a method. STS is called for `sts-token` only, where the credentials
    /// found are not such a token themselves, and for roles below a role.
    ///
    /// - Parameter method: nil for the one that suits what is found.
    /// - Throws: ``ConnectorError``; what botocore reports is `bare`.
    func configure(
        type: ServiceConnectorType,
        method identifier: String?,
        resourceType: String?,
        resourceID: String?
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        guard type.supportsAutoConfiguration else {
            throw .value("The \(type.name) service connector type does not support auto-configuration.")
        }
        var method: AuthMethod?
        if let identifier {
            guard let known = type.authMethod(identifier) else {
                throw .value("connector type \(type.name) does not support authentication method: '\(identifier)'")
            }
            method = known
        }
        let asked = type.resourceTypeOrOnly(resourceType)
        // An empty one is found to be none of the type's after the credentials are found.
        if let asked, !asked.isEmpty, type.resourceType(asked) == nil {
            throw .value("connector type \(type.name) does not support resource type: '\(asked)'")
        }
        if method == .implicit {
            throw .value("The AWS region name must be specified when using the implicit authentication method")
        }
        var configuration = try await discovered(method)
        var knownType: ResourceType?
        if let asked { knownType = try type.known(asked) }
        configuration.resourceType = knownType
        configuration.resourceID = knownType.map { $0 == .awsGeneric } ?? true ? nil : resourceID
        return configuration
    }

    private func discovered(_ method: AuthMethod?) async throws(ConnectorError) -> ConnectorConfiguration {
        let chain = CredentialChain(services.settings, calls: services.calls)
        let region: String?
        let found: DiscoveredCredentials?
        do throws(CredentialError) {
            region = try chain.region()
            found = region == nil ? nil : try await chain.credentials()?.credentials
        } catch {
            throw .bare(error.description)
        }
        guard let region else {
            throw .value(
                "The AWS region name was not specified and could not be determined from the AWS session"
            )
        }
        guard let found else { throw .value("Could not determine the AWS credentials from the environment") }
        switch found {
        case .longLived(let credentials): return try await longLived(credentials, region, method)
        case .temporary(let credentials): return try temporary(credentials, region, method)
        case .role(let role): return try await roleToAssume(role, region, method, chain)
        }
    }

    private func longLived(
        _ credentials: AWSCredentials,
        _ region: String,
        _ method: AuthMethod?
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        switch method ?? .sessionToken {
        case .secretKey:
            return try configuration(.secretKey, credentials, region)
        case .federationToken:
            return try withLifetime(configuration(.federationToken, credentials, region))
        case .stsToken:
            // Checked before the region becomes part of a host's name.
            _ = try configuration(.secretKey, credentials, region)
            let seconds = AuthMethod.sessionToken.lifetime?.standard ?? 0
            let token: TemporaryCredentials
            do throws(AWSCallError) {
                token = try await services.calls(credentials, region, nil).getSessionToken(durationSeconds: seconds)
            } catch {
                throw .bare("\(error)")
            }
            return try expiring(token.credentials, region, after: Double(seconds))
        case .iamRole:
            throw .value(
                "The ARN of the AWS role to assume must be specified when using the IAM role authentication method."
            )
        default:
            return try withLifetime(configuration(.sessionToken, credentials, region))
        }
    }

    private func temporary(
        _ credentials: AWSCredentials,
        _ region: String,
        _ method: AuthMethod?
    ) throws(ConnectorError) -> ConnectorConfiguration {
        guard (method ?? .stsToken) == .stsToken else { throw AutoConfiguration.unfit(method) }
        return try expiring(credentials, region, after: AutoConfiguration.temporaryLifetime)
    }

    private func roleToAssume(
        _ role: RoleToAssume,
        _ region: String,
        _ method: AuthMethod?,
        _ chain: CredentialChain
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        switch method ?? .iamRole {
        case .iamRole:
            guard let keys = role.sourceKeys else {
                throw .value(
                    "Could not determine the IAM role ARN and source profile credentials from the environment: the profile "
                        + "has no source_profile with keys of its own; use --auth-method sts-token to store the role's "
                        + "session instead"
                )
            }
            return try withLifetime(configuration(.iamRole, keys, region, ["role_arn": role.roleARN]))
        case .stsToken:
            _ = try configuration(.secretKey, role.source, region)
            let token: AWSCredentials
            do throws(CredentialError) {
                token = try await chain.resolve(.role(role))
            } catch {
                throw .bare(error.description)
            }
            return try expiring(token, region, after: AutoConfiguration.temporaryLifetime)
        default:
            throw AutoConfiguration.unfit(method)
        }
    }

    private static func unfit(_ method: AuthMethod?) -> ConnectorError {
        .value(
            "The specified authentication method '\(method?.identifier ?? "")' could not be used to auto-configure the "
                + "connector."
        )
    }

    /// - Parameter more: attributes beside region and keys. Those that the method does not have are left out.
    private func configuration(
        _ method: AuthMethod,
        _ credentials: AWSCredentials,
        _ region: String,
        _ more: [String: String] = [:]
    ) throws(ConnectorError) -> ConnectorConfiguration {
        var attributes = more
        attributes[ConnectorAttribute.region.name] = region
        attributes[ConnectorAttribute.accessKeyID.name] = credentials.accessKeyID.value
        attributes[ConnectorAttribute.secretAccessKey.name] = credentials.secretAccessKey
        attributes[ConnectorAttribute.sessionToken.name] = credentials.sessionToken
        let known = Set(method.attributes.map(\.name))
        return try ConnectorConfiguration(
            type: .aws,
            method: method,
            resourceType: nil,
            attributes: attributes.filter { known.contains($0.key) }
        )
    }

    /// The method's standard lifetime is stored, unlike with an explicit registration.
    private func withLifetime(_ configuration: ConnectorConfiguration) -> ConnectorConfiguration {
        var configuration = configuration
        configuration.expirationSeconds = configuration.method.lifetime?.standard
        return configuration
    }

    private func expiring(
        _ credentials: AWSCredentials,
        _ region: String,
        after seconds: Double
    ) throws(ConnectorError) -> ConnectorConfiguration {
        var configuration = try configuration(.stsToken, credentials, region)
        configuration.expiresAt = services.now.addingTimeInterval(seconds)
        return configuration
    }
}
