package import AWSCore
package import Foundation
package import IAM

/// An IAM user.
package struct User: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package private(set) var path: String
    package private(set) var name: String
    /// `AIDA…`; see ``UniqueID``.
    package let uniqueID: String
    package private(set) var arn: ARN
    /// The names of the groups it is in, in the order in which it joined them.
    package var groups: [String]
    /// The ARNs of the managed policies that are attached to the user itself.
    package var attachedPolicies: [ARN]
    /// By name.
    package var inlinePolicies: [String: PolicyDocument]
    /// The ARN of a managed policy; nil where no boundary is set.
    package var permissionsBoundary: ARN?
    package var tags: [String: String]
    package var accessKeys: [AccessKey]
    package var multiFactorDevices: [MultiFactorDevice]
    /// Nil of a user who has no password.
    package var loginProfile: LoginProfile?
    /// Nil where there never were any.
    private var otherCredentials: UserCredentials?
    /// Nil of a user of the world's file.
    private let created: Date?

    /// - Parameters:
    ///   - seed: the world's seed, on which the unique ID depends.
    ///   - incarnation: how many users of this ARN were deleted before.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        incarnation: Int = 0,
        groups: [String] = [],
        attachedPolicies: [ARN] = [],
        inlinePolicies: [String: PolicyDocument] = [:],
        permissionsBoundary: ARN? = nil,
        tags: [String: String] = [:],
        accessKeys: [AccessKey] = [],
        multiFactorDevices: [MultiFactorDevice] = [],
        created: Date? = nil
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "user" + path + name)
        uniqueID = UniqueID.make("AIDA", of: arn, seed: seed, incarnation: incarnation)
        self.groups = groups
        self.attachedPolicies = attachedPolicies
        self.inlinePolicies = inlinePolicies
        self.permissionsBoundary = permissionsBoundary
        self.tags = tags
        self.accessKeys = accessKeys
        self.multiFactorDevices = multiFactorDevices
        self.created = created
    }

    /// Of other kinds than keys, devices and passwords.
    package var credentials: UserCredentials {
        get { otherCredentials ?? UserCredentials() }
        set { otherCredentials = newValue == UserCredentials() ? nil : newValue }
    }

    /// ``World/usualCreation`` of a user of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }

    /// The same user under another path or name: the unique ID stays.
    package func moved(to path: String, name: String, in partition: Partition) -> User {
        var user = self
        user.path = path
        user.name = name
        user.arn = .iam(partition, account, "user" + path + name)
        return user
    }
}
