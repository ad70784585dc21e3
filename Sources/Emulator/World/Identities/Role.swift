package import AWSCore
package import Foundation
package import IAM

/// An IAM role.
package struct Role: Sendable, Equatable, Codable {
    package let account: AccountID
    /// Begins and ends with `/`.
    package let path: String
    package let name: String
    /// `AROA…`; see ``UniqueID``.
    package let uniqueID: String
    package let arn: ARN
    /// Of kind `trust`.
    package var trustPolicy: PolicyDocument
    /// The longest session in seconds, 3,600 to 43,200.
    package var maxSessionDuration: Int
    /// The longest session of AWS Sign-In in seconds, 3,600 to 7,776,000; nil where nothing was set.
    package var maxSigninSessionDuration: Int?
    /// The ARNs of the managed policies that are attached.
    package var attachedPolicies: [ARN]
    /// By name.
    package var inlinePolicies: [String: PolicyDocument]
    /// The ARN of a managed policy; nil where no boundary is set.
    package var permissionsBoundary: ARN?
    package var tags: [String: String]
    /// What it is for, in the words of who made it; nil where nothing was said.
    package var summary: String?
    /// Nil of a role of the world's file.
    private let created: Date?

    /// - Parameters:
    ///   - seed: the world's seed, on which the unique ID depends.
    ///   - incarnation: how many roles of this ARN were deleted before.
    package init(
        account: AccountID,
        partition: Partition,
        path: String = "/",
        name: String,
        seed: String?,
        incarnation: Int = 0,
        trustPolicy: PolicyDocument,
        maxSessionDuration: Int = 3_600,
        attachedPolicies: [ARN] = [],
        inlinePolicies: [String: PolicyDocument] = [:],
        permissionsBoundary: ARN? = nil,
        tags: [String: String] = [:],
        summary: String? = nil,
        created: Date? = nil
    ) {
        self.account = account
        self.path = path
        self.name = name
        arn = .iam(partition, account, "role" + path + name)
        uniqueID = UniqueID.make("AROA", of: arn, seed: seed, incarnation: incarnation)
        self.trustPolicy = trustPolicy
        self.maxSessionDuration = maxSessionDuration
        self.attachedPolicies = attachedPolicies
        self.inlinePolicies = inlinePolicies
        self.permissionsBoundary = permissionsBoundary
        self.tags = tags
        self.summary = summary
        self.created = created
    }

    /// ``World/usualCreation`` of a role of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }

    /// Whether it is a service's own, which only that service changes.
    package var isServiceLinked: Bool { path.hasPrefix("/aws-service-role/") }

    /// The role as `session`, which is to assume it, meets it: with the values of the session's transitive tags in place
    /// of its own of the same keys, whatever their case. AWS puts them there before the trust policy is evaluated (IAM
    /// user guide, chaining roles with session tags).
    ///
    /// - Parameter session: nil for callers without one.
    package func met(by session: Session?) -> Role {
        guard let session else { return self }
        var role = self
        for tag in session.transitiveTags {
            for key in role.tags.keys where key.lowercased() == tag.key.lowercased() { role.tags[key] = tag.value }
        }
        return role
    }
}
