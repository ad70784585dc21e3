package import AWSCore

/// The policies that AWS keeps ready for every account and organisation. Their documents say what AWS's say; of those
/// that AWS changes every few weeks because they cover all services (ReadOnlyAccess, SecurityAudit, ViewOnlyAccess) they
/// say what those say about ECR, STS, IAM, S3 and EKS.
package struct ManagedPolicy: Sendable {
    /// Where a policy belongs, which decides its ARN and its kind.
    enum Home: Sendable, Equatable {
        /// `arn:P:iam::aws:policy/PATH`, the path with a slash at its end or empty.
        case iam(path: String)
        /// `arn:aws:organizations::aws:policy/TYPE/p-NAME`.
        case organizations(PolicyKind)
    }

    let name: String
    let home: Home
    /// With ARNs of the partition `aws`.
    let text: String

    /// The names of those that attach to users, groups and roles, sorted.
    package static let names: [String] = all.filter(\.isAttachable).map(\.name).sorted()

    /// Those that AssumeRoot takes, sorted: `arn:aws:iam::aws:policy/root-task/NAME` (docs/aws/sts.md, "AssumeRoot").
    package static let rootTasks: [String] = all.filter(\.isRootTask).map(\.name).sorted()

    /// The service control policy that allows everything, which every level of an organisation has at first.
    package static let fullAWSAccess = "FullAWSAccess"

    /// The resource control policy that allows everything, which no level can lose.
    package static let resourceControlFullAWSAccess = "RCPFullAWSAccess"

    /// The policy that `reference` means: its name, or its ARN in `partition`. Nil for any other. The document's kind is
    /// ``PolicyKind/identity``, or for the organisations' policies ``PolicyKind/serviceControl`` or
    /// ``PolicyKind/resourceControl``.
    package static func policy(_ reference: String, in partition: Partition) -> AttachedPolicy? {
        partition == .aws ? compiledInAWS[reference] : compiledElsewhere[partition.name]?[reference]
    }

    /// By name and by ARN; compiled once. By itself, for most worlds need no other, and wait for it when they load.
    private static let compiledInAWS: [String: AttachedPolicy] = compiled(in: .aws)

    /// By partition, all but `aws`, and there by name and by ARN; compiled once.
    private static let compiledElsewhere: [String: [String: AttachedPolicy]] = Dictionary(
        uniqueKeysWithValues: Partition.all.filter { $0 != .aws }.map { ($0.name, compiled(in: $0)) }
    )

    private static func compiled(in partition: Partition) -> [String: AttachedPolicy] {
        var policies: [String: AttachedPolicy] = [:]
        for policy in all {
            guard let attached = policy.attached(in: partition) else { continue }
            policies[policy.name] = attached
            policies[policy.arn(in: partition).description] = attached
        }
        return policies
    }

    private func attached(in partition: Partition) -> AttachedPolicy? {
        let text = partition == .aws ? text : text.replacing("\"arn:aws:", with: "\"arn:\(partition.name):")
        guard let document = try? PolicyDocument(json: text, kind: kind) else { return nil }
        return AttachedPolicy(name: name, arn: arn(in: partition), document: document)
    }

    private var isIdentityPolicy: Bool { kind == .identity }

    private var isRootTask: Bool { home == .iam(path: "root-task/") }

    /// Whether it attaches to users, groups and roles. Those of service-linked roles are these roles' own.
    private var isAttachable: Bool { isIdentityPolicy && !isRootTask && home != .iam(path: "aws-service-role/") }

    private var kind: PolicyKind {
        switch home {
        case .iam: .identity
        case .organizations(let kind): kind
        }
    }

    private func arn(in partition: Partition) -> ARN {
        switch home {
        case .iam(let path):
            ARN(
                partition: partition.name,
                service: "iam",
                region: "",
                account: "aws",
                resource: "policy/\(path)\(name)"
            )
        case .organizations(let kind):
            ARN(
                partition: partition.name,
                service: "organizations",
                region: "",
                account: "aws",
                resource: "policy/\(kind == .serviceControl ? "service" : "resource")_control_policy/p-\(name)"
            )
        }
    }
}
