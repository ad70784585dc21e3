package import AWSCore
package import IAM

/// What reports on the use of services are about: levels of an organization, by their paths, and what may be used
/// there.
extension Organization {
    /// `o-…/r-…/ou-…/123456789012`; nil where there is no such level.
    package func entityPath(of target: OrganizationTarget) -> String? {
        guard let id = id(of: target) else { return nil }
        var path = [id]
        while let last = path.first, let parent = parent(of: last) { path.insert(parent, at: 0) }
        return ([self.id] + path).joined(separator: "/")
    }

    /// The level of a path; nil where there is none, or it does not stand there.
    package func target(path: String) -> OrganizationTarget? {
        let path = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let last = path.split(separator: "/").last, let target = target(String(last)),
            entityPath(of: target) == path
        else { return nil }
        return target
    }

    /// The accounts at a level and below it.
    package func accounts(below target: OrganizationTarget) -> [AccountID] {
        switch target {
        case .root: accounts
        case .unit(let id, _): unit(id)?.allAccounts.sorted() ?? []
        case .account(let account): contains(account) ? [account] : []
        }
    }

    /// The levels from the root down to one.
    private func levels(to target: OrganizationTarget) -> [OrganizationTarget] {
        guard var id = id(of: target) else { return [] }
        var levels = [target]
        while let parent = parent(of: id), let above = self.target(parent) {
            levels.insert(above, at: 0)
            id = parent
        }
        return levels
    }

    /// What the service control policies of a level and of those above it let use, level by level from the root down.
    package func serviceReach(to target: OrganizationTarget, in partition: Partition) -> [ServiceReach] {
        let whole = adoptingPolicies()
        return levels(to: target).map { target in
            let hasFullAccess = whole.level(target)?.hasFullAccess ?? false
            let full = hasFullAccess ? [Self.fullAccess(in: partition)].compactMap(\.self) : []
            return ServiceReach(full + whole.policies(.service, at: target).map(\.document))
        }
    }

    /// What one service control policy lets use; nil where there is none of this ID.
    package func serviceReach(ofPolicy id: String, in partition: Partition) -> ServiceReach? {
        if id == Self.fullAccessID { return Self.fullAccess(in: partition).map { ServiceReach([$0]) } }
        guard let policy = adoptingPolicies().policy(id), policy.kind == .service else { return nil }
        return ServiceReach([policy.document])
    }

    /// Whether a service control policy is attached to an account, or to a level above it.
    package func applies(policy id: String, to account: AccountID) -> Bool {
        let whole = adoptingPolicies()
        return levels(to: .account(account)).contains { target in
            if id == Self.fullAccessID { return whole.level(target)?.hasFullAccess ?? false }
            return whole.policies(.service, at: target).contains { $0.id == id }
        }
    }

    /// The ID of the policy that AWS attaches to every level by itself.
    private static let fullAccessID = "p-FullAWSAccess"

    private static func fullAccess(in partition: Partition) -> PolicyDocument? {
        ManagedPolicy.policy(ManagedPolicy.fullAWSAccess, in: partition)?.document
    }
}
