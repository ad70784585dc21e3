package import AWSCore
package import IAM

/// An interface endpoint of a VPC, through which calls may come.
package struct VPCEndpoint: Sendable, Equatable, Codable {
    /// `vpce-…`, unique in the world.
    package let id: String
    /// `vpc-…`.
    package let vpc: String
    /// Whose VPC it is in.
    package let account: AccountID
    /// Nil where everything is let through, as with the policy that AWS sets up.
    package var policy: PolicyDocument?

    package init(id: String, vpc: String, account: AccountID, policy: PolicyDocument? = nil) {
        self.id = id
        self.vpc = vpc
        self.account = account
        self.policy = policy
    }
}
