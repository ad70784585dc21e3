import AWSCore
import IAM
import World

/// Changes of one thing in a world, in the few words that a test wants.
extension WorldStore {
    struct NotThere: Error {}

    @discardableResult
    func makeUser(_ name: String, in account: AccountID, path: String = "/") throws -> User {
        try editIdentities(of: account) { edit in
            let user = edit.newUser(name, path: path, tags: [:], boundary: nil)
            edit.put(user)
            return user
        }
    }

    @discardableResult
    func makeRole(_ name: String, in account: AccountID, path: String = "/", trust: PolicyDocument) throws -> Role {
        try editIdentities(of: account) { edit in
            let role = edit.newRole(name, path: path, trust: trust)
            edit.put(role)
            return role
        }
    }

    @discardableResult
    func makePolicy(_ name: String, in account: AccountID, _ document: PolicyDocument) throws -> CustomerManagedPolicy {
        try editIdentities(of: account) { edit in
            let policy = edit.newPolicy(name, path: "/", document: document, summary: nil, tags: [:])
            edit.put(policy)
            return policy
        }
    }

    func makeGroup(_ name: String, in account: AccountID) throws {
        try editIdentities(of: account) { edit in edit.put(edit.newGroup(name, path: "/")) }
    }

    func update(user name: String, in account: AccountID, _ change: (inout User) -> Void) throws {
        try editIdentities(of: account) { edit in
            var user = try edit.account.users[name].orThrow()
            change(&user)
            edit.put(user)
        }
    }

    func update(role name: String, in account: AccountID, _ change: (inout Role) -> Void) throws {
        try editIdentities(of: account) { edit in
            var role = try edit.account.roles[name].orThrow()
            change(&role)
            edit.put(role)
        }
    }

    func update(group name: String, in account: AccountID, _ change: (inout Group) -> Void) throws {
        try editIdentities(of: account) { edit in
            var group = try edit.account.groups[name].orThrow()
            change(&group)
            edit.put(group)
        }
    }

    func update(policy name: String, in account: AccountID, _ change: (inout CustomerManagedPolicy) -> Void) throws {
        try editIdentities(of: account) { edit in
            var policy = try edit.account.managedPolicies[name].orThrow()
            change(&policy)
            edit.put(policy)
        }
    }

    func delete(user name: String, in account: AccountID) throws {
        try editIdentities(of: account) { edit in edit.delete(try edit.account.users[name].orThrow()) }
    }

    func delete(group name: String, in account: AccountID) throws {
        try editIdentities(of: account) { edit in edit.delete(try edit.account.groups[name].orThrow()) }
    }

    func delete(role name: String, in account: AccountID) throws {
        try editIdentities(of: account) { edit in edit.delete(try edit.account.roles[name].orThrow()) }
    }

    func delete(policy name: String, in account: AccountID) throws {
        try editIdentities(of: account) { edit in edit.delete(try edit.account.managedPolicies[name].orThrow()) }
    }

    /// Makes a policy of the organization and attaches it to a level.
    func attach(
        _ kind: ControlPolicyKind,
        _ name: String,
        _ document: PolicyDocument,
        to target: OrganizationTarget
    ) throws {
        try editOrganization { organization in
            var policy = organization.newPolicy(kind, name, summary: "", document: document, tags: [:])
            policy.targets = [try organization.id(of: target).orThrow()]
            organization.put(policy)
        }
    }

    /// Detaches every policy of a kind from a level, but for the full-access one.
    func detachAll(_ kind: ControlPolicyKind, from target: OrganizationTarget) throws {
        try editOrganization { organization in
            let id = try organization.id(of: target).orThrow()
            for var policy in organization.policies(kind, at: target) {
                policy.targets.removeAll { $0 == id }
                organization.put(policy)
            }
        }
    }
}

extension Optional {
    fileprivate func orThrow() throws -> Wrapped {
        guard let self else { throw WorldStore.NotThere() }
        return self
    }
}
