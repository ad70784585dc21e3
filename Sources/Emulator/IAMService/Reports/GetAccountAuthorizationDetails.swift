import AWSCore
import AWSProtocols
import IAM
import World

/// All users, groups, roles and managed policies of the account, with all policies that they have.
package struct GetAccountAuthorizationDetails: IAMOperation {
    package static let name = "GetAccountAuthorizationDetails"

    private static let kinds = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]

    private let filter: [String]
    private let page: PageParameters

    package init(_ input: inout IAMInput) throws(IAMError) {
        filter = try input.texts("Filter", eachOf: .values(Self.kinds)) ?? []
        page = try PageParameters(&input)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    /// One user, group, role or policy.
    private struct Detail {
        let kind: String
        let key: String
        let members: [QueryResult.Member]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        let details = (Self.identities(of: account, call.world) + Self.policies(of: account))
            .filter { filter.isEmpty || filter.contains($0.kind) }
        let page = try page.page(of: details, Self.name, filter.sorted().joined(separator: ",")) {
            $0.kind + " " + $0.key
        }
        func list(_ name: String, _ kinds: String...) -> QueryResult.Member {
            .structures(name, page.items.filter { kinds.contains($0.kind) }.map(\.members))
        }
        return IAMResult(
            [
                list("UserDetailList", "User"), list("GroupDetailList", "Group"), list("RoleDetailList", "Role"),
                list("Policies", "LocalManagedPolicy", "AWSManagedPolicy"),
            ] + page.rest
        )
    }

    private static func identities(of account: Account, _ world: WorldStore) -> [Detail] {
        let users = account.users.values.map { user in
            Detail(
                kind: "User",
                key: user.name,
                members: user.members(isListed: true)
                    + [
                        inline("UserPolicyList", user.inlinePolicies), .texts("GroupList", user.groups),
                        .attachedPolicies("AttachedManagedPolicies", user.attachedPolicies),
                    ] + boundary(user.permissionsBoundary) + QueryResult.Member.tags(user.tags)
            )
        }
        let groups = account.groups.values.map { group in
            Detail(
                kind: "Group",
                key: group.name,
                members: group.members
                    + [
                        inline("GroupPolicyList", group.inlinePolicies),
                        .attachedPolicies("AttachedManagedPolicies", group.attachedPolicies),
                    ]
            )
        }
        let roles = account.roles.values.map { role in
            let profiles = account.instanceProfiles.values.filter { $0.role == role.name }
                .sorted { $0.name < $1.name }
            return Detail(
                kind: "Role",
                key: role.name,
                members: role.members
                    + [
                        .structures("InstanceProfileList", profiles.map { $0.members(in: account, isListed: true) }),
                        inline("RolePolicyList", role.inlinePolicies),
                        .attachedPolicies("AttachedManagedPolicies", role.attachedPolicies),
                    ] + boundary(role.permissionsBoundary) + QueryResult.Member.tags(role.tags)
                    + [.lastUsed(world.lastUse(of: role))]
            )
        }
        return users + groups + roles
    }

    /// The account's own, and those of AWS's that are attached.
    private static func policies(of account: Account) -> [Detail] {
        let uses = PolicyUses(in: account)
        func detail(_ kind: String, _ policy: PolicyView) -> Detail {
            Detail(
                kind: kind,
                key: policy.name,
                members: policy.members(uses, .listed)
                    + [.structures("PolicyVersionList", policy.versions.map { $0.members(hasDocument: true) })]
            )
        }
        let own = account.managedPolicies.values.map { detail("LocalManagedPolicy", PolicyView($0)) }
        let others = account.managedByAWS.filter { uses.attachments[$0.arn] != nil || uses.boundaries[$0.arn] != nil }
        return own + others.map { detail("AWSManagedPolicy", $0) }
    }

    private static func inline(_ name: String, _ policies: [String: PolicyDocument]) -> QueryResult.Member {
        .structures(
            name,
            policies.sorted { $0.key < $1.key }
                .map { [.text("PolicyName", $0.key), .document("PolicyDocument", $0.value)] }
        )
    }
}
