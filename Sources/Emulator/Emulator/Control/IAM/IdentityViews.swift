import AWSCore
import AWSProtocols
import IAM
import World

/// The world's identities as `drydock iam show` shows them.
struct IdentityViews {
    let world: WorldStore

    /// Those that `name` names by name or ARN; nil is all.
    func views(named name: String?) throws(ControlError) -> [IdentityView] {
        let all = world.accountIDs.compactMap(world.account).flatMap(views)
        guard let name else { return all }
        let found = all.filter { $0.name == name || $0.arn == name }
        guard !found.isEmpty else {
            throw .notFound("the world has nothing of the name '\(name)'; drydock iam show lists what it has")
        }
        return found
    }

    private func views(_ account: Account) -> [IdentityView] {
        var views: [IdentityView] = []
        var root = IdentityView(kind: "root", name: "root", arn: account.rootARN.description, account: account.id.value)
        root.accessKeys = keys(account.rootAccessKeys)
        root.multiFactorDevices = account.rootMultiFactorDevices.map(\.serial)
        root.policies = controlPolicies(of: account.id)
        root.alias = account.identitySettings.alias
        views.append(root)
        views += account.users.values.sorted { $0.name < $1.name }.map { user($0, account) }
        views += account.groups.values.sorted { $0.name < $1.name }.map { group in
            var view = IdentityView(
                kind: "group",
                name: group.name,
                arn: group.arn.description,
                account: account.id.value
            )
            view.uniqueID = group.uniqueID
            view.policies = policies(group.attachedPolicies, group.inlinePolicies)
            return view
        }
        views += account.roles.values.sorted { $0.name < $1.name }.map { role in
            var view = IdentityView(kind: "role", name: role.name, arn: role.arn.description, account: account.id.value)
            view.uniqueID = role.uniqueID
            view.policies = policies(role.attachedPolicies, role.inlinePolicies)
            view.boundary = role.permissionsBoundary.flatMap(managed)
            view.trust = json(role.trustPolicy)
            view.maxSessionDuration = role.maxSessionDuration
            view.tags = role.tags
            return view
        }
        views += account.managedPolicies.values.sorted { $0.name < $1.name }.map { policy in
            var view = IdentityView(
                kind: "policy",
                name: policy.name,
                arn: policy.arn.description,
                account: account.id.value
            )
            view.tags = policy.tags
            if policy.versions.count > 1 {
                view.versions = policy.versions.map(\.id)
                view.defaultVersion = policy.defaultVersion.id
            }
            view.policies = [
                IdentityView.Policy(
                    name: policy.name,
                    arn: policy.arn.description,
                    group: nil,
                    document: json(policy.document)
                )
            ]
            return view
        }
        views += account.instanceProfiles.values.sorted { $0.name < $1.name }.map { profile in
            var view = IdentityView(
                kind: "instance-profile",
                name: profile.name,
                arn: profile.arn.description,
                account: account.id.value
            )
            view.uniqueID = profile.uniqueID
            view.roles = profile.role.map { [$0] }
            view.tags = profile.tags
            return view
        }
        return views + repositories(account)
    }

    private func user(_ user: User, _ account: Account) -> IdentityView {
        var view = IdentityView(kind: "user", name: user.name, arn: user.arn.description, account: account.id.value)
        view.uniqueID = user.uniqueID
        view.groups = user.groups
        view.policies = policies(user.attachedPolicies, user.inlinePolicies)
        for name in user.groups {
            guard let group = account.groups[name] else { continue }
            view.policies += policies(group.attachedPolicies, group.inlinePolicies, group: name)
        }
        view.boundary = user.permissionsBoundary.flatMap(managed)
        view.tags = user.tags
        view.accessKeys = keys(user.accessKeys)
        view.multiFactorDevices = user.multiFactorDevices.map(\.serial)
        return view
    }

    private func repositories(_ account: Account) -> [IdentityView] {
        account.registries.sorted { $0.key < $1.key }.flatMap { _, registry in
            registry.repositories.values.sorted { $0.name < $1.name }.map { repository in
                var view = IdentityView(
                    kind: "repository",
                    name: repository.name,
                    arn: repository.arn.description,
                    account: account.id.value
                )
                view.tags = repository.tags
                view.policies = [
                    repository.policy.map { policy("repository policy", $0) },
                    registry.settings.policy.map { policy("registry policy", $0) },
                ].compactMap(\.self)
                return view
            }
        }
    }

    /// What the organization attaches to the account's own level, without the policies that AWS attaches by itself.
    private func controlPolicies(of account: AccountID) -> [IdentityView.Policy] {
        guard let organization = world.organization?.adoptingPolicies() else { return [] }
        return ControlPolicyKind.allCases.flatMap { organization.policies($0, at: .account(account)) }
            .map { policy($0.name, $0.document) }
    }

    private func keys(_ keys: [AccessKey]) -> [IdentityView.Key] {
        keys.map { IdentityView.Key(id: $0.id.value, isActive: $0.isActive) }
    }

    private func policies(
        _ attached: [ARN],
        _ inline: [String: PolicyDocument],
        group: String? = nil
    ) -> [IdentityView.Policy] {
        attached.compactMap { arn in managed(arn, group: group) }
            + inline.sorted { $0.key < $1.key }.map { policy($0.key, $0.value, group: group) }
    }

    private func managed(_ arn: ARN) -> IdentityView.Policy? { managed(arn, group: nil) }

    private func managed(_ arn: ARN, group: String?) -> IdentityView.Policy? {
        world.managedPolicy(arn).map { found in
            IdentityView.Policy(name: arn.lastPart, arn: arn.description, group: group, document: json(found.document))
        }
    }

    private func policy(_ name: String, _ document: PolicyDocument, group: String? = nil) -> IdentityView.Policy {
        IdentityView.Policy(name: name, arn: nil, group: group, document: json(document))
    }

    private func json(_ document: PolicyDocument) -> JSONValue {
        (try? JSONValue.parse(Array(document.text.utf8))) ?? .string(document.text)
    }
}
