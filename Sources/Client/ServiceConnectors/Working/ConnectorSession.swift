import AWSClient
import AWSSignature
import Foundation

/// Calls of AWS as a connector makes them: with its own credentials, or with a session's.
struct ConnectorSession: Sendable {
    let calls: any AWSCalls
    let credentials: AWSCredentials
    /// Nil for credentials that do not end.
    let expiration: Date?

    /// What a session is for.
    struct Purpose: Hashable {
        /// Nil for the account's number: no policy is made.
        let resourceType: String?
        let resourceID: String?
    }

    /// A session that ends this soon is not used any more, in seconds.
    private static let margin = 900.0

    func isFresh(at now: Date) -> Bool {
        expiration.map { $0.addingTimeInterval(-ConnectorSession.margin) > now } ?? true
    }
}

/// Opens sessions as a connector's method has it, with at most one call of STS for the method.
struct SessionOpening {
    let configuration: ConnectorConfiguration
    let region: String
    /// Of AssumeRole; GetFederationToken takes its beginning as a name.
    let name: String
    /// The policy that belongs to the resource.
    let standardPolicy: String?
    let services: ConnectorServices

    /// GetFederationToken allows this many characters in a name.
    private static let federationNameLimit = 32
    /// How long credentials of unknown end are taken to last, in seconds.
    private static let unknownLifetime = 3_600.0

    func open() async throws(ConnectorError) -> ConnectorSession {
        switch configuration.method {
        case .implicit: return try await openImplicit()
        case .secretKey: return session(try configuration.credentials(), until: nil, services.calls)
        case .stsToken: return session(try configuration.credentials(), until: configuration.expiresAt, services.calls)
        default:
            let own = services.calls(try configuration.credentials(), region, nil)
            let temporary = try await temporary(from: own)
            return session(temporary.credentials, until: temporary.expiration, services.calls)
        }
    }

    private func session(
        _ credentials: AWSCredentials,
        until end: Date?,
        _ calls: AWSCallsFactory
    ) -> ConnectorSession {
        let endpoint = configuration.attributes[ConnectorAttribute.endpointURL.name]
        return ConnectorSession(
            calls: calls(credentials, region, endpoint),
            credentials: credentials,
            expiration: end
        )
    }

    private func temporary(from own: any AWSCalls) async throws(ConnectorError) -> TemporaryCredentials {
        let using = "using the AWS credentials configured in the connector"
        switch configuration.method {
        case .iamRole:
            return try await assumeRole(own, using: using)
        case .federationToken:
            let (policy, arns) = policies
            do throws(AWSCallError) {
                return try await own.getFederationToken(
                    name: String(name.prefix(SessionOpening.federationNameLimit)),
                    durationSeconds: configuration.sessionSeconds,
                    policy: policy,
                    policyARNs: arns
                )
            } catch {
                throw .authorization("Failed to get federation token \(using): \(error)")
            }
        default:
            do throws(AWSCallError) {
                return try await own.getSessionToken(durationSeconds: configuration.sessionSeconds)
            } catch {
                throw .authorization("Failed to get session token \(using): \(error)")
            }
        }
    }

    private func assumeRole(_ own: any AWSCalls, using: String) async throws(ConnectorError) -> TemporaryCredentials {
        let role = configuration.attributes["role_arn"] ?? ""
        let (policy, arns) = policies
        do throws(AWSCallError) {
            return try await own.assumeRole(
                roleARN: role,
                sessionName: name,
                durationSeconds: configuration.sessionSeconds,
                policy: policy,
                policyARNs: arns,
                externalID: nil
            )
        } catch {
            throw .authorization("Failed to assume IAM role \(role) \(using): \(error)")
        }
    }

    /// The configured policy, else the configured ARNs, else the policy that belongs to the resource.
    private var policies: (policy: String?, arns: [String]) {
        if let policy = configuration.attributes["policy"] { return (policy, []) }
        let arns = configuration.policyARNs
        return arns.isEmpty ? (standardPolicy, []) : (nil, arns)
    }

    /// With what the environment holds, if that is allowed.
    private func openImplicit() async throws(ConnectorError) -> ConnectorSession {
        guard services.allowsImplicit else { throw .implicitRefused }
        let (settings, calls) = services.selecting(profile: configuration.attributes["profile_name"])
        let chain = CredentialChain(settings, calls: calls)
        let role = configuration.attributes["role_arn"]
        let failure = "Failed to assume IAM role \(role ?? "") using the implicit AWS credentials: "
        let credentials: AWSCredentials?
        do throws(CredentialError) {
            // A profile that does not exist is an error before anything is looked for.
            _ = try chain.region()
            let found = try await chain.credentials()?.credentials
            credentials = if let found { try await chain.resolve(found) } else { nil }
        } catch {
            if role != nil, case .call = error { throw .authorization(failure + error.description) }
            throw .bare(error.description)
        }
        guard let credentials else {
            guard role == nil else { throw .authorization(failure + "Unable to locate credentials") }
            throw .authorization(
                "Failed to get AWS credentials from the default provider. Please check your AWS configuration or attached "
                    + "IAM role."
            )
        }
        guard role == nil else {
            let temporary = try await assumeRole(
                calls(credentials, region, nil),
                using: "using the implicit AWS credentials"
            )
            return session(temporary.credentials, until: temporary.expiration, calls)
        }
        let isTemporary = credentials.sessionToken != nil
        let end = isTemporary ? services.now.addingTimeInterval(SessionOpening.unknownLifetime) : nil
        return session(credentials, until: end, calls)
    }
}
