import AWSClient
import AWSCore

/// What the AWS connector does for a resource type: a row of a table.
struct AWSResource: Sendable {
    /// A call that found nothing out.
    struct Failure: Error {
        let message: String
        /// Whether ZenML logs it by itself.
        let isLogged: Bool
    }

    let type: ResourceType
    /// Whether the one resource of the type is the account's own; else it is the region.
    var belongsToAccount = false
    /// The canonical name that an ID stands for.
    let canonicalID: @Sendable (_ text: String, _ region: Region) throws(ConnectorError) -> String
    /// The policy that narrows sessions to what the type needs; nil for none.
    let policy: @Sendable (_ region: Region, _ id: String?) -> String?
    /// The canonical names of what the calls can reach: of all, or of the one that is named.
    let list: @Sendable (_ calls: any AWSCalls, _ id: String?) async throws(Failure) -> [String]

    /// The row of a resource type.
    static func of(_ type: ResourceType) -> AWSResource { rows.first { $0.type == type } ?? generic }

    private static let rows = [generic, bucket, cluster, registry]

    private static let generic = AWSResource(
        type: .awsGeneric,
        canonicalID: { (text, _) throws(ConnectorError) in text },
        policy: { _, _ in nil },
        list: { (_, id) async throws(Failure) in id.map { [$0] } ?? [] }
    )

    private static let bucket = AWSResource(
        type: .s3Bucket,
        canonicalID: { (text, _) throws(ConnectorError) in try BucketID(text).name },
        policy: { region, id in SessionPolicy.s3(id.flatMap { try? BucketID($0).bucket }, in: region) },
        list: { (calls, id) async throws(Failure) in
            guard let id, let bucket = try? BucketID(id).bucket else {
                return try await asking("failed to list S3 buckets") { () async throws(AWSCallError) in
                    try await calls.listBuckets().map { "s3://" + $0 }
                }
            }
            return try await asking("failed to fetch S3 bucket \(bucket)") { () async throws(AWSCallError) in
                try await calls.headBucket(name: bucket)
                return [id]
            }
        }
    )

    private static let cluster = AWSResource(
        type: .kubernetesCluster,
        canonicalID: { (text, region) throws(ConnectorError) in try ClusterID(text, in: region).name },
        policy: { region, id in SessionPolicy.eks(id, in: region) },
        list: { (calls, id) async throws(Failure) in
            guard let id else {
                return try await asking("Failed to list EKS clusters") { () async throws(AWSCallError) in
                    try await calls.listClusters()
                }
            }
            return try await asking("Failed to fetch EKS cluster \(id)") { () async throws(AWSCallError) in
                _ = try await calls.describeCluster(name: id)
                return [id]
            }
        }
    )

    private static let registry = AWSResource(
        type: .dockerRegistry,
        belongsToAccount: true,
        canonicalID: { (text, region) throws(ConnectorError) in
            let id = try ECRRegistryID(text)
            guard id.region == region else {
                throw .value(
                    "The AWS region for the \(text) ECR repository region '\(id.region)' does not match the region "
                        + "configured in the connector: '\(region)'."
                )
            }
            return id.name
        },
        policy: { region, _ in SessionPolicy.dockerRegistry(in: region) },
        list: { (calls, id) async throws(Failure) in
            let repositories = try await asking("failed to list ECR repositories") { () async throws(AWSCallError) in
                try await calls.describeRepositories()
            }
            guard !repositories.isEmpty else {
                throw Failure(
                    message: "the AWS connector does not have access to any ECR repositories. Please adjust the AWS "
                        + "permissions associated with the authentication credentials to include access to at least one "
                        + "ECR repository.",
                    isLogged: false
                )
            }
            return id.map { [$0] } ?? []
        }
    )

    /// - Parameter what: the beginning of the sentence about a failure.
    private static func asking(
        _ what: String,
        _ call: () async throws(AWSCallError) -> [String]
    ) async throws(Failure) -> [String] {
        do throws(AWSCallError) {
            return try await call()
        } catch {
            throw Failure(message: "\(what): \(error)", isLogged: true)
        }
    }
}
