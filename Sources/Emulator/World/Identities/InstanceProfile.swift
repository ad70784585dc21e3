package import AWSCore
package import Foundation

/// What hands a role to machines of EC2's.
package struct InstanceProfile: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `AIPA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    /// The name of its role; nil where it has none. IAM takes one.
    package var role: String?
    package var tags: [String: String]
    package let createdAt: Date

    /// - Parameters:
    ///   - seed: the world's seed, on which the unique ID depends.
    ///   - incarnation: how many profiles of this ARN were deleted before.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        incarnation: Int = 0,
        role: String? = nil,
        tags: [String: String] = [:],
        createdAt: Date
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "instance-profile" + path + name)
        uniqueID = UniqueID.make("AIPA", of: arn, seed: seed, incarnation: incarnation)
        self.role = role
        self.tags = tags
        self.createdAt = createdAt
    }
}
