package import AWSCore
package import IAM

/// An IAM group. Its members are the users that name it in ``User/groups``.
package struct Group: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `AGPA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    /// The ARNs of the managed policies that are attached.
    package var attachedPolicies: [ARN]
    /// By name.
    package var inlinePolicies: [String: PolicyDocument]

    /// - Parameters:
    ///   - seed: the world's seed, on which the unique ID depends.
    ///   - incarnation: how many groups of this ARN were deleted before.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        incarnation: Int = 0,
        attachedPolicies: [ARN] = [],
        inlinePolicies: [String: PolicyDocument] = [:]
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "group" + path + name)
        uniqueID = UniqueID.make("AGPA", of: arn, seed: seed, incarnation: incarnation)
        self.attachedPolicies = attachedPolicies
        self.inlinePolicies = inlinePolicies
    }
}
