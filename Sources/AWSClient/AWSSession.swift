import AWSCore
import AWSProtocols
package import AWSSignature
import Foundation

/// Calls of STS and ECR with one set of credentials in one region.
///
/// Every call is signed with the environment's clock, and repeated as botocore's standard mode does it.
package struct AWSSession: Sendable {
    private let caller: AWSCaller

    /// - Parameters:
    ///   - region: a region's name, such as `us-east-1`; a malformed one is refused by the first call.
    ///   - endpointURL: where ECR is called instead of its own host name, before any configured endpoint. STS is
    ///     never called there.
    package init(
        environment: ClientEnvironment,
        credentials: AWSCredentials,
        region: String,
        endpointURL: String? = nil
    ) {
        caller = AWSCaller(
            environment: environment,
            credentials: credentials,
            region: region,
            endpointURL: endpointURL
        )
    }

    // MARK: STS

    /// STS GetCallerIdentity.
    package func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity {
        let result = try await caller.sts("GetCallerIdentity", [])
        guard let account = result["Account"]?.text, let arn = result["Arn"]?.text,
            let userID = result["UserId"]?.text
        else {
            throw .unreadableAnswer(operation: "GetCallerIdentity", reason: "it names no Account, Arn or UserId")
        }
        return CallerIdentity(account: account, arn: arn, userID: userID)
    }

    /// STS GetSessionToken.
    package func getSessionToken(durationSeconds: Int? = nil) async throws(AWSCallError) -> TemporaryCredentials {
        try await credentials("GetSessionToken", [("DurationSeconds", durationSeconds.map(String.init))])
    }

    /// STS AssumeRole.
    ///
    /// - Parameters:
    ///   - policy: a session policy as JSON text.
    ///   - policyARNs: managed policies that serve as session policies.
    package func assumeRole(
        roleARN: String,
        sessionName: String,
        durationSeconds: Int? = nil,
        policy: String? = nil,
        policyARNs: [String] = [],
        externalID: String? = nil
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try await credentials(
            "AssumeRole",
            [
                ("RoleArn", roleARN), ("RoleSessionName", sessionName), ("ExternalId", externalID),
                ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy),
            ] + AWSSession.list(policyARNs)
        )
    }

    /// STS GetFederationToken; see ``assumeRole(roleARN:sessionName:durationSeconds:policy:policyARNs:externalID:)``.
    package func getFederationToken(
        name: String,
        durationSeconds: Int? = nil,
        policy: String? = nil,
        policyARNs: [String] = []
    ) async throws(AWSCallError) -> TemporaryCredentials {
        try await credentials(
            "GetFederationToken",
            [
                ("Name", name), ("DurationSeconds", durationSeconds.map(String.init)), ("Policy", policy),
            ] + AWSSession.list(policyARNs)
        )
    }

    // MARK: ECR

    /// ECR DescribeRepositories without parameters: the names on the first page.
    package func describeRepositories() async throws(AWSCallError) -> [String] {
        let answer = try await caller.ecr("DescribeRepositories", body: "{}")
        guard let repositories = answer["repositories"]?.array else {
            throw .unreadableAnswer(operation: "DescribeRepositories", reason: "it has no list of repositories")
        }
        return repositories.compactMap { $0["repositoryName"]?.string }
    }

    /// ECR GetAuthorizationToken.
    ///
    /// - Parameter registryIDs: the account whose registry is named in the answer; none for the caller's.
    package func getAuthorizationToken(registryIDs: [String] = []) async throws(AWSCallError) -> AuthorizationToken {
        // Spaces as botocore writes them.
        let ids = registryIDs.map { String(decoding: JSONValue.string($0).serialized(), as: UTF8.self) }
        let body = registryIDs.isEmpty ? "{}" : "{\"registryIds\": [\(ids.joined(separator: ", "))]}"
        let answer = try await caller.ecr("GetAuthorizationToken", body: body)
        guard let data = answer["authorizationData"]?.array?.first,
            let token = data["authorizationToken"]?.string, let expiresAt = data["expiresAt"]?.number,
            let endpoint = data["proxyEndpoint"]?.string
        else {
            throw .unreadableAnswer(operation: "GetAuthorizationToken", reason: "it has no authorization data")
        }
        return AuthorizationToken(
            token: token,
            expiresAt: Date(timeIntervalSince1970: expiresAt),
            proxyEndpoint: endpoint
        )
    }

    // MARK: Parameters and results

    /// `PolicyArns.member.N.arn`.
    private static func list(_ policyARNs: [String]) -> [(String, String?)] {
        policyARNs.enumerated().map { ("PolicyArns.member.\($0.offset + 1).arn", $0.element) }
    }

    /// A call of STS that returns credentials.
    private func credentials(
        _ operation: String,
        _ parameters: [(String, String?)]
    ) async throws(AWSCallError) -> TemporaryCredentials {
        let result = try await caller.sts(operation, parameters)
        guard let found = result["Credentials"],
            let key = found["AccessKeyId"]?.text, let id = AccessKeyID(key),
            let secret = found["SecretAccessKey"]?.text, let token = found["SessionToken"]?.text,
            let end = found["Expiration"]?.text.flatMap(AWSSession.date)
        else {
            throw .unreadableAnswer(operation: operation, reason: "it has no complete credentials")
        }
        return TemporaryCredentials(
            credentials: AWSCredentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token),
            expiration: end
        )
    }

    /// `2026-01-31T12:00:00Z`, also with a fraction of a second, which is dropped.
    private static func date(_ text: String) -> Date? {
        guard let dot = text.firstIndex(of: "."), text.hasSuffix("Z") else { return AWSDate.parseExtended(text) }
        return AWSDate.parseExtended(text[..<dot] + "Z")
    }
}
