package import AWSClient
import AWSCore
import AWSSignature
import Determinism
import Foundation

/// Makes a connector's configuration of what the environment holds: variables and the AWS configuration files
/// (client.md, section 7).
package struct AutoConfiguration: Sendable {
    private let environment: ClientEnvironment
    private let calls: AWSCallsFactory

    /// How long credentials of unknown end are taken to last, in seconds.
    private static let temporaryLifetime = 3_600.0

    package init(environment: ClientEnvironment, calls: @escaping AWSCallsFactory) {
        self.environment = environment
        self.calls = calls
    }

    /// Finds region and credentials and fits them to a method. STS is called for `sts-token` only, where the credentials
    /// found are no such token themselves.
    ///
    /// - Parameter method: nil for the one that suits what is found.
    /// - Throws: ``ConnectorError``; what botocore reports is `bare`.
    package func configure(
        method identifier: String?,
        resourceType: String?,
        resourceID: String?
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        let type = ServiceConnectorType.aws
        var method: AuthMethod?
        if let identifier {
            guard let known = type.authMethod(identifier) else {
                throw .value("connector type \(type.name) does not support authentication method: '\(identifier)'")
            }
            method = known
        }
        if let resourceType, type.resourceType(resourceType) == nil {
            throw .value("connector type \(type.name) does not support resource type: '\(resourceType)'")
        }
        guard resourceType == ResourceType.dockerRegistry.identifier else { throw .resourceTypeNotBuilt(resourceType) }
        if method == .implicit {
            throw .value("The AWS region name must be specified when using the implicit authentication method")
        }
        let (found, region) = try discover()
        var configuration =
            switch found {
            case .longLived(let credentials): try await longLived(credentials, region, method)
            case .temporary(let credentials): try temporary(credentials, region, method)
            case .role(let role): try await roleToAssume(role, region, method)
            }
        configuration.resourceID = resourceID
        return configuration
    }

    private func discover() throws(ConnectorError) -> (DiscoveredCredentials, region: String) {
        let chain = CredentialChain(environment)
        do throws(CredentialError) {
            guard let region = try chain.region() else { throw CredentialError.invalid(AutoConfiguration.noRegion) }
            guard let found = try chain.credentials() else {
                throw CredentialError.invalid(AutoConfiguration.noCredentials)
            }
            return (found.credentials, region)
        } catch {
            switch error {
            case .credentialSource, .invalid(AutoConfiguration.noRegion), .invalid(AutoConfiguration.noCredentials):
                throw .value(error.description)
            default:
                throw .bare(error.description)
            }
        }
    }

    private static let noRegion =
        "The AWS region name was not specified and could not be determined from the AWS session"
    private static let noCredentials = "Could not determine the AWS credentials from the environment"

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
                token = try await calls(credentials, region, nil).getSessionToken(durationSeconds: seconds)
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
        _ method: AuthMethod?
    ) async throws(ConnectorError) -> ConnectorConfiguration {
        switch method ?? .iamRole {
        case .iamRole:
            return try withLifetime(configuration(.iamRole, role.source, region, ["role_arn": role.roleARN]))
        case .stsToken:
            _ = try configuration(.secretKey, role.source, region)
            let seconds = Int(environment.clock.now.timeIntervalSince1970)
            let token: TemporaryCredentials
            do throws(AWSCallError) {
                token = try await calls(role.source, region, nil).assumeRole(
                    roleARN: role.roleARN,
                    sessionName: role.sessionName ?? "botocore-session-\(seconds)",
                    durationSeconds: role.durationSeconds,
                    policy: nil,
                    policyARNs: [],
                    externalID: role.externalID
                )
            } catch {
                throw .bare("\(error)")
            }
            return try expiring(token.credentials, region, after: AutoConfiguration.temporaryLifetime)
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
        return try ConnectorConfiguration(method: method, attributes: attributes)
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
        configuration.expiresAt = environment.clock.now.addingTimeInterval(seconds)
        return configuration
    }
}

extension ConnectorError {
    /// Every resource type but ECR's registry, and connectors for all of them.
    static func resourceTypeNotBuilt(_ resourceType: String?) -> ConnectorError {
        guard let resourceType else {
            return .notBuilt(
                "a connector for every resource type is not built: name the one that is, "
                    + "--resource-type docker-registry."
            )
        }
        return .notBuilt(
            "the resource type '\(resourceType)' is not built: the only one is docker-registry, an Amazon ECR registry."
        )
    }
}
