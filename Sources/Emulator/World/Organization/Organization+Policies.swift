package import AWSCore
import IAM

extension Organization {
    /// The service control policies of each level above an account, from the root down, as ``CallerPolicies`` takes
    /// them: none for the management account, which they do not bind.
    func serviceControl(of account: AccountID, in partition: Partition) -> [[AttachedPolicy]] {
        levels(of: account, .service).map { target, level in
            let full = ManagedPolicy.fullAccess(ManagedPolicy.fullAWSAccess, in: partition, at: target)
            return (level.hasFullAccess ? full : [])
                + attached(level.serviceControlPolicies, .service, at: target, in: partition)
        }
    }

    /// The same for resource control policies and the resources of an account.
    func resourceControl(of account: AccountID, in partition: Partition) -> [[AttachedPolicy]] {
        levels(of: account, .resource).map { target, level in
            ManagedPolicy.fullAccess(ManagedPolicy.resourceControlFullAWSAccess, in: partition, at: target)
                + attached(level.resourceControlPolicies, .resource, at: target, in: partition)
        }
    }

    private func levels(of account: AccountID, _ kind: ControlPolicyKind) -> [(OrganizationTarget, PolicyLevel)] {
        guard isEnabled(kind), account != managementAccount, let units = unitPath(to: account) else { return [] }
        return [(.root, root)] + units.map { ($0.target, $0.level) } + [(.account(account), self[account])]
    }

    private func attached(
        _ documents: [String: PolicyDocument],
        _ kind: ControlPolicyKind,
        at target: OrganizationTarget,
        in partition: Partition
    ) -> [AttachedPolicy] {
        let named = documents.map { name, document in
            (name, document, policyID(kind, name, at: target))
        }
        let made = policies(kind, at: target).map { ($0.name, $0.document, $0.id) }
        return (named + made).sorted { $0.0 < $1.0 }.map { name, document, id in
            AttachedPolicy(
                name: "\(kind) control policy '\(name)' of \(target)",
                arn: policyARN(kind, id, in: partition),
                document: document
            )
        }
    }

    /// The ID of a policy that is known by its name at one level.
    func policyID(_ kind: ControlPolicyKind, _ name: String, at target: OrganizationTarget) -> String {
        var place = "\(target)"
        // Of several units with one name, each has its own.
        if case .unit(let id, let name) = target, allUnits.count(where: { $0.name == name }) > 1 { place += " " + id }
        return "p-" + Self.letters(8, of: "\(kind) control policy \(name) of \(place) of \(self.id)")
    }

    /// `arn:aws:organizations::MANAGEMENT:policy/ORGANIZATION/service_control_policy/p-…`.
    package func policyARN(_ kind: ControlPolicyKind, _ id: String, in partition: Partition) -> ARN {
        arn("policy/\(self.id)/\(kind)_control_policy/\(id)", in: partition)
    }

    /// The ARN of something in the organization, with zeros for a management account that is not in the world, because
    /// it needs a number.
    package func arn(_ resource: String, in partition: Partition) -> ARN {
        ARN(
            partition: partition.name,
            service: "organizations",
            region: "",
            account: managementAccount?.value ?? "000000000000",
            resource: resource
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
