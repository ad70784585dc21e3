import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// A managed policy as answers show it, whosever it is.
struct PolicyView: Sendable {
    struct Version: Sendable {
        let id: String
        let document: PolicyDocument
        let isDefault: Bool
        let createdAt: Date

        /// - Parameter hasDocument: whether the document is shown.
        func members(hasDocument: Bool) -> [QueryResult.Member] {
            (hasDocument ? [.document("Document", document)] : [])
                + [
                    .text("VersionId", id), .boolean("IsDefaultVersion", isDefault), .date("CreateDate", createdAt),
                ]
        }
    }

    let name: String
    let uniqueID: String
    let arn: ARN
    let summary: String?
    let createdAt: Date
    let updatedAt: Date
    let tags: [String: String]
    /// The newest first.
    let versions: [Version]

    var path: String { arn.policyPath }

    var defaultVersion: String { versions.first(where: \.isDefault)?.id ?? "" }

    init(_ policy: CustomerManagedPolicy) {
        name = policy.name
        uniqueID = policy.uniqueID
        arn = policy.arn
        summary = policy.summary
        createdAt = policy.createdAt
        updatedAt = policy.updatedAt
        tags = policy.tags
        versions = policy.versions.reversed().map { version in
            Version(
                id: version.id,
                document: version.document,
                isDefault: version == policy.defaultVersion,
                createdAt: version.createdAt
            )
        }
    }

    /// One of AWS's, which are as old as what worlds have from the start, and have one version.
    init?(_ policy: AttachedPolicy) {
        guard let arn = policy.arn else { return nil }
        name = policy.name
        uniqueID = World.managedPolicyID(of: arn)
        self.arn = arn
        summary = nil
        createdAt = World.usualCreation
        updatedAt = World.usualCreation
        tags = [:]
        versions = [
            Version(id: "v1", document: policy.document, isDefault: true, createdAt: World.usualCreation)
        ]
    }

    /// What of a policy is answered (docs/aws/iam-api.md, "Answers").
    enum Extent {
        case whole
        /// To CreatePolicy: without the description, and with tags where there are some.
        case made
        /// In a list: without both.
        case listed
    }

    /// - Parameter uses: how often policies are attached in the account.
    func members(_ uses: PolicyUses, _ extent: Extent = .whole) -> [QueryResult.Member] {
        let head: [QueryResult.Member] = [
            .text("PolicyName", name), .text("PolicyId", uniqueID), .text("Arn", arn.description),
            .text("Path", path), .text("DefaultVersionId", defaultVersion),
            .integer("AttachmentCount", uses.attachments[arn] ?? 0),
            .integer("PermissionsBoundaryUsageCount", uses.boundaries[arn] ?? 0), .boolean("IsAttachable", true),
        ]
        let description: [QueryResult.Member] =
            extent == .whole ? summary.map { [.text("Description", $0)] } ?? [] : []
        let tagList = QueryResult.Member.structures("Tags", QueryResult.Member.tagList(tags))
        let hasTags = extent == .whole || (extent == .made && !tags.isEmpty)
        return head + description
            + [.date("CreateDate", createdAt), .date("UpdateDate", updatedAt)]
            + (hasTags ? [tagList] : [])
    }
}

/// How often managed policies are used in an account.
struct PolicyUses: Sendable {
    /// As policies of users, groups and roles.
    private(set) var attachments: [ARN: Int] = [:]
    /// As permissions boundaries.
    private(set) var boundaries: [ARN: Int] = [:]

    init(in account: Account) {
        let attached =
            account.users.values.map(\.attachedPolicies) + account.groups.values.map(\.attachedPolicies)
            + account.roles.values.map(\.attachedPolicies)
        for arn in attached.joined() { attachments[arn, default: 0] += 1 }
        let bounds = account.users.values.map(\.permissionsBoundary) + account.roles.values.map(\.permissionsBoundary)
        for arn in bounds.compactMap(\.self) { boundaries[arn, default: 0] += 1 }
    }
}

extension Account {
    /// A managed policy by its ARN: the account's own, or AWS's.
    func policyView(_ arn: String) throws(IAMError) -> PolicyView {
        guard ARN(arn)?.service == "iam" else { throw .invalidARN(arn) }
        if let own = ownPolicy(arn) { return PolicyView(own) }
        guard let policy = managedPolicy(arn), policy.arn?.description == arn, let view = PolicyView(policy) else {
            throw .noPolicy(arn)
        }
        return view
    }

    /// The policies that AWS keeps ready.
    var managedByAWS: [PolicyView] {
        ManagedPolicy.names.compactMap { ManagedPolicy.policy($0, in: partition).flatMap(PolicyView.init) }
    }

    /// The account's own policy, to be changed; AWS's are not (docs/aws/iam-api.md, "Errors").
    func changeablePolicy(_ arn: String) throws(IAMError) -> CustomerManagedPolicy {
        guard ARN(arn)?.service == "iam" else { throw .invalidARN(arn) }
        guard let policy = ownPolicy(arn) else {
            if managedPolicy(arn) != nil {
                throw .accessDenied("Cannot perform the operation on the policy \(arn), which AWS manages.")
            }
            throw .noPolicy(arn)
        }
        return policy
    }
}
