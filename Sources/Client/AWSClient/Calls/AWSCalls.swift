package import AWSSignature

/// The calls of AWS that the client makes with one set of credentials.
package protocol AWSCalls: Sendable {
    // MARK: STS

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
    /// STS AssumeRoleWithWebIdentity, which needs no credentials.
    func assumeRoleWithWebIdentity(
        roleARN: String,
        sessionName: String,
        token: String
    ) async throws(AWSCallError) -> TemporaryCredentials
    /// STS GetFederationToken.
    func getFederationToken(
        name: String,
        durationSeconds: Int?,
        policy: String?,
        policyARNs: [String]
    ) async throws(AWSCallError) -> TemporaryCredentials

    // MARK: ECR

    /// ECR DescribeRepositories without parameters: the names on the first page.
    func describeRepositories() async throws(AWSCallError) -> [String]
    /// ECR DescribeRepositories of these names; one that does not exist is an error, `RepositoryNotFoundException`.
    func describeRepositories(names: [String]) async throws(AWSCallError) -> [RepositoryDescription]
    /// ECR CreateRepository.
    func createRepository(_ repository: NewRepository) async throws(AWSCallError) -> RepositoryDescription
    /// ECR DeleteRepository.
    ///
    /// - Parameter force: deletes its images as well; without it, a repository with images is an error.
    func deleteRepository(name: String, force: Bool) async throws(AWSCallError)
    /// ECR DescribeImages of a repository, all pages.
    func describeImages(repository: String) async throws(AWSCallError) -> [RepositoryImage]
    /// ECR GetAuthorizationToken.
    func getAuthorizationToken(registryIDs: [String]) async throws(AWSCallError) -> AuthorizationToken

    // MARK: S3 and EKS

    /// S3 ListBuckets: the names.
    func listBuckets() async throws(AWSCallError) -> [String]
    /// S3 HeadBucket: whether a bucket is there and may be reached.
    func headBucket(name: String) async throws(AWSCallError)
    /// EKS ListClusters: the names on all pages.
    func listClusters() async throws(AWSCallError) -> [String]
    /// EKS DescribeCluster.
    func describeCluster(name: String) async throws(AWSCallError) -> ClusterDescription
}

/// Makes the calls for credentials in a region.
///
/// Without credentials, calls are not signed. `endpointURL` is where ECR, S3 and EKS are called instead of their own
/// names.
package typealias AWSCallsFactory =
    @Sendable (_ credentials: AWSCredentials?, _ region: String, _ endpointURL: String?) -> any AWSCalls
