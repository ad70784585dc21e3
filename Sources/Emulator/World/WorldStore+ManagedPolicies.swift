package import AWSCore
import Determinism
package import IAM
import Synchronization

/// Changes of identity policies: managed, inline and boundaries.
extension WorldStore {
    /// Makes a managed policy of an account, or gives the one of that name another document.
    ///
    /// - Parameters:
    ///   - document: of kind `identity`.
    ///   - path: cannot be changed once the policy is there.
    ///   - summary: nil for the one it has.
    /// - Throws: ``WorldStoreError/unknownAccount(_:)``, ``WorldStoreError/invalid(_:)``.
    @discardableResult
    package func putManagedPolicy(
        _ id: AccountID,
        _ name: String,
        document: PolicyDocument,
        path: String? = nil,
        summary: String? = nil
    ) throws -> CustomerManagedPolicy {
        try changing.withLock { _ in
            let account = try known(id)
            let old = account.managedPolicies[name]
            try refuse(IdentityRules.name(name, of: "policy"))
            if let path { try refuse(IdentityRules.path(path, of: "path of policy '\(name)'")) }
            if let same = account.managedPolicies.keys.first(where: { $0 != name && $0.equalsIgnoringCase(name) }) {
                throw WorldStoreError.invalid(
                    "policy '\(name)' has the name of policy '\(same)' in another case, the same to IAM; choose another"
                )
            }
            if let old, let path, path != old.path {
                throw WorldStoreError.invalid(
                    "policy '\(name)' has the path \(old.path), which is part of its ARN; delete it to give it another"
                )
            }
            try check(document, .identity)
            try refuse(
                IdentityRules.size([document], limit: IdentityRules.Size.managedPolicy, of: "policy '\(name)'")
            )
            var policy =
                old
                ?? CustomerManagedPolicy(
                    account: id,
                    partition: account.partition,
                    path: path ?? "/",
                    name: name,
                    seed: seed,
                    incarnation: incarnation(of: .iam(account.partition, id, "policy" + (path ?? "/") + name)),
                    document: document,
                    created: clock.now
                )
            if let summary { policy = policy.described(as: summary) }
            if policy.document != document {
                // The oldest makes room, as it has to be made by hand where versions are added one by one.
                let others = policy.versions.filter { $0 != policy.defaultVersion }
                if policy.versions.count == CustomerManagedPolicy.mostVersions, let oldest = others.first {
                    policy.removeVersion(oldest.number)
                }
                policy.addVersion(document, isDefault: true, at: clock.now)
            }
            if policy != old { try commit(.managedPolicyPut(policy)) }
            return policy
        }
    }

    /// Takes a managed policy of an account away.
    ///
    /// - Parameter reference: its name or ARN.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/policyAttached(_:to:)``.
    package func deleteManagedPolicy(_ id: AccountID, _ reference: String) throws {
        try changing.withLock { _ in
            let account = try known(id)
            let policies = account.managedPolicies
            guard let policy = policies[reference] ?? policies.values.first(where: { $0.arn.description == reference })
            else { throw WorldStoreError.unknown("managed policy '\(reference)' in account \(id)") }
            let attached = account.attachments(of: policy.arn).map(\.description).sorted()
            guard attached.isEmpty else { throw WorldStoreError.policyAttached(policy.name, to: attached) }
            try commit(.managedPolicyDeleted(id, name: policy.name))
        }
    }

    /// Attaches a managed policy; nothing changes where it is attached.
    ///
    /// - Parameter reference: the name or ARN of one of the account's own or of AWS's.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/unknownPolicy(_:)``.
    package func attachPolicy(_ reference: String, to identity: IdentityReference) throws {
        try changing.withLock { _ in
            let arn = try policyARN(reference, in: identity.account)
            try update(identity) { identity in
                if !identity.attached.contains(arn) { identity.attached.append(arn) }
            }
        }
    }

    /// Detaches a managed policy.
    ///
    /// - Parameter reference: as in ``attachPolicy(_:to:)``.
    /// - Throws: ``WorldStoreError/unknown(_:)`` where it is not attached, ``WorldStoreError/unknownPolicy(_:)``.
    package func detachPolicy(_ reference: String, from identity: IdentityReference) throws {
        try changing.withLock { _ in
            let arn = try policyARN(reference, in: identity.account)
            try update(identity) { value in
                guard value.attached.contains(arn) else {
                    throw WorldStoreError.unknown("policy '\(reference)' attached to \(identity)")
                }
                value.attached.removeAll { $0 == arn }
            }
        }
    }

    /// Writes a policy into a user, group or role, in place of one of that name.
    ///
    /// - Parameter document: of kind `identity`.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/invalid(_:)``.
    package func putInlinePolicy(_ name: String, _ document: PolicyDocument, of identity: IdentityReference) throws {
        try changing.withLock { _ in
            try refuse(IdentityRules.name(name, of: "policy"))
            try check(document, .identity)
            try update(identity) { value in
                value.inline[name] = document
                try refuse(
                    IdentityRules.size(
                        value.inline.values,
                        limit: identity.inlineLimit,
                        of: "all inline policies of \(identity) together"
                    )
                )
            }
        }
    }

    /// Takes an inline policy out of a user, group or role.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func deleteInlinePolicy(_ name: String, of identity: IdentityReference) throws {
        try changing.withLock { _ in
            try update(identity) { value in
                guard value.inline.removeValue(forKey: name) != nil else {
                    throw WorldStoreError.unknown("inline policy '\(name)' of \(identity)")
                }
            }
        }
    }

    /// Sets the permissions boundary of a user or role, or with nil takes it away.
    ///
    /// - Parameter reference: as in ``attachPolicy(_:to:)``.
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/unknownPolicy(_:)``, ``WorldStoreError/invalid(_:)``
    ///   for a group, which has none.
    package func setPermissionsBoundary(_ reference: String?, of identity: IdentityReference) throws {
        try changing.withLock { _ in
            let arn = try reference.map { try policyARN($0, in: identity.account) }
            switch identity {
            case .user(let account, let name):
                var user = try known(user: name, in: account)
                user.permissionsBoundary = arn
                try put(user)
            case .role(let account, let name):
                var role = try known(role: name, in: account)
                role.permissionsBoundary = arn
                try put(role)
            case .group(_, let name):
                throw WorldStoreError.invalid(
                    "group '\(name)' cannot have a permissions boundary; set it on a user or a role"
                )
            }
        }
    }

    private func policyARN(_ reference: String, in id: AccountID) throws -> ARN {
        let account = try known(id)
        guard let arn = account.managedPolicy(reference)?.arn else {
            throw WorldStoreError.unknownPolicy(account.missingPolicy(reference))
        }
        return arn
    }

    /// The policies of an identity, whatever it is.
    private struct Policies {
        var attached: [ARN]
        var inline: [String: PolicyDocument]
    }

    private func update(_ identity: IdentityReference, _ change: (inout Policies) throws -> Void) throws {
        switch identity {
        case .user(let account, let name):
            var user = try known(user: name, in: account)
            var policies = Policies(attached: user.attachedPolicies, inline: user.inlinePolicies)
            try change(&policies)
            (user.attachedPolicies, user.inlinePolicies) = (policies.attached, policies.inline)
            try put(user)
        case .role(let account, let name):
            var role = try known(role: name, in: account)
            var policies = Policies(attached: role.attachedPolicies, inline: role.inlinePolicies)
            try change(&policies)
            (role.attachedPolicies, role.inlinePolicies) = (policies.attached, policies.inline)
            try put(role)
        case .group(let account, let name):
            let old = try known(group: name, in: account)
            var group = old
            var policies = Policies(attached: group.attachedPolicies, inline: group.inlinePolicies)
            try change(&policies)
            (group.attachedPolicies, group.inlinePolicies) = (policies.attached, policies.inline)
            if group != old { try commit(.groupPut(group)) }
        }
    }
}

extension IdentityReference {
    /// The most characters of all its inline policies together.
    fileprivate var inlineLimit: Int {
        switch self {
        case .user: IdentityRules.Size.inlineOfUser
        case .group: IdentityRules.Size.inlineOfGroup
        case .role: IdentityRules.Size.inlineOfRole
        }
    }
}
