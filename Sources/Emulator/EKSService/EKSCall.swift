package import AWSCore
package import Determinism
package import World

/// What an operation knows of the call that it performs, which is authenticated.
package struct EKSCall: Sendable {
    /// The caller's account.
    package let account: AccountID
    /// That of the host, on localhost that of the signature.
    package let region: Region
    package let time: WorldTime
    package let world: WorldStore

    package init(account: AccountID, region: Region, time: WorldTime, world: WorldStore) {
        self.account = account
        self.region = region
        self.time = time
        self.world = world
    }

    /// The cluster that a request names; nil where it names none, or one that there is not.
    package func cluster(of request: EKSRequest) -> Cluster? {
        request.cluster.flatMap { world.cluster(account, region, $0) }
    }

    /// What IAM is asked about a request: the cluster that it names, the resource whose tags it is about, all clusters
    /// (as EKS's denials of ListClusters say, aws/aws-cli#5823), or `*` for what belongs to no cluster.
    ///
    /// - Parameter isAboutClusters: whether the action is about clusters.
    package func resource(of request: EKSRequest, isAboutClusters: Bool) -> String {
        if let arn = request.values["resourceArn"] { return arn }
        guard isAboutClusters else { return "*" }
        return ARN.cluster(request.cluster ?? "*", in: region, of: account).description
    }
}
