package import AWSCore
package import Foundation
package import IAM

/// An IAM group. Its members are the users that name it in ``User/groups``.
package struct Group: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package private(set) var path: String
    package private(set) var name: String
    /// `AGPA…`; see ``UniqueID``.
    package let uniqueID: String
    package private(set) var arn: ARN
    /// The ARNs of the managed policies that are attached.
    package var attachedPolicies: [ARN]
    /// By name.
    package var inlinePolicies: [String: PolicyDocument]
    /// Nil of a group of the world's file.
    private let created: Date?

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
        inlinePolicies: [String: PolicyDocument] = [:],
        created: Date? = nil
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "group" + path + name)
        uniqueID = UniqueID.make("AGPA", of: arn, seed: seed, incarnation: incarnation)
        self.attachedPolicies = attachedPolicies
        self.inlinePolicies = inlinePolicies
        self.created = created
    }

    /// ``World/usualCreation`` of a group of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }

    /// The same group under another path or name: the unique ID stays.
    package func moved(to path: String, name: String, in partition: Partition) -> Group {
        var group = self
        group.path = path
        group.name = name
        group.arn = .iam(partition, account, "group" + path + name)
        return group
    }
}
