package import AWSClient
package import AWSSignature

/// The calls of AWS that a service connector makes with one set of credentials.
package protocol AWSCalls: Sendable {
    /// STS GetCallerIdentity.
    func getCallerIdentity() async throws(AWSCallError) -> CallerIdentity
    /// STS GetSessionToken.
    func getSessionToken(durationSeconds: Int?) async throws(AWSCallError) -> TemporaryCredentials
    /// STS AssumeRole.
    func assumeRole(
        roleARN: String,
        sessionName: String,
        durationSeconds: Int?,
        policy: String?,
        policyARNs: [String],
        externalID: String?
    ) async throws(AWSCallError) -> TemporaryCredentials
    /// STS GetFederationToken.
    func getFederationToken(
        name: String,
        durationSeconds: Int?,
        policy: String?,
        policyARNs: [String]
    ) async throws(AWSCallError) -> TemporaryCredentials
    /// ECR DescribeRepositories without parameters: the names on the first page.
    func describeRepositories() async throws(AWSCallError) -> [String]
    /// ECR GetAuthorizationToken.
    func getAuthorizationToken(registryIDs: [String]) async throws(AWSCallError) -> AuthorizationToken
}

extension AWSSession: AWSCalls {}

/// Makes the calls for credentials in a region; `endpointURL` is where ECR is called instead of its own name.
package typealias AWSCallsFactory =
    @Sendable (_ credentials: AWSCredentials, _ region: String, _ endpointURL: String?) -> any AWSCalls
