import AWSCore
import IAM

extension Organization {
    /// The service control policies of each level above an account, from the root down, as ``CallerPolicies`` takes
    /// them: none for the management account, which they do not bind.
    func serviceControl(of account: AccountID, in partition: Partition) -> [[AttachedPolicy]] {
        levels(of: account).map { target, level in
            let full = ManagedPolicy.fullAccess(ManagedPolicy.fullAWSAccess, in: partition, at: target)
            return (level.hasFullAccess ? full : [])
                + attached(level.serviceControlPolicies, .service, at: target, in: partition)
        }
    }

    /// The same for resource control policies and the resources of an account.
    func resourceControl(of account: AccountID, in partition: Partition) -> [[AttachedPolicy]] {
        levels(of: account).map { target, level in
            ManagedPolicy.fullAccess(ManagedPolicy.resourceControlFullAWSAccess, in: partition, at: target)
                + attached(level.resourceControlPolicies, .resource, at: target, in: partition)
        }
    }

    private func levels(of account: AccountID) -> [(OrganizationTarget, PolicyLevel)] {
        guard account != managementAccount, let units = unitPath(to: account) else { return [] }
        return [(.root, root)] + units.map { (.unit($0.name), $0.level) } + [(.account(account), self[account])]
    }

    private func attached(
        _ documents: [String: PolicyDocument],
        _ kind: ControlPolicyKind,
        at target: OrganizationTarget,
        in partition: Partition
    ) -> [AttachedPolicy] {
        documents.sorted { $0.key < $1.key }.map { name, document in
            AttachedPolicy(
                name: "\(kind) control policy '\(name)' of \(target)",
                arn: policyARN(kind, name, at: target, in: partition),
                document: document
            )
        }
    }

    /// `arn:aws:organizations::MANAGEMENT:policy/ORGANIZATION/service_control_policy/p-…`, with zeros for a management
    /// account that is not in the world, because the ARN needs a number.
    private func policyARN(
        _ kind: ControlPolicyKind,
        _ name: String,
        at target: OrganizationTarget,
        in partition: Partition
    ) -> ARN {
        let id = Self.letters(8, of: "\(kind) control policy \(name) of \(target) of \(self.id)")
        return ARN(
            partition: partition.name,
            service: "organizations",
            region: "",
            account: managementAccount?.value ?? "000000000000",
            resource: "policy/\(self.id)/\(kind)_control_policy/p-\(id)"
        )
    }
}

extension ManagedPolicy {
    /// A policy that AWS attaches to every level of an organization by itself. Were it not known the level would allow
    /// nothing.
    fileprivate static func fullAccess(
        _ name: String,
        in partition: Partition,
        at target: OrganizationTarget
    ) -> [AttachedPolicy] {
        guard let policy = policy(name, in: partition) else { return [] }
        return [AttachedPolicy(name: "\(name) of \(target)", arn: policy.arn, document: policy.document)]
    }
}
