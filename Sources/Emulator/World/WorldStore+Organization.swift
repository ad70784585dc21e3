import AWSCore
package import IAM
import Synchronization

/// Changes of what limits whole accounts and ways in.
extension WorldStore {
    /// Attaches a service or resource control policy to a level, in place of one of that name.
    ///
    /// Where the accounts belong to no organization they do from then on: to one that has no units, and no management
    /// account in the world.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/invalid(_:)``.
    package func putControlPolicy(
        _ kind: ControlPolicyKind,
        _ name: String,
        _ document: PolicyDocument,
        at target: OrganizationTarget
    ) throws {
        try changing.withLock { _ in
            try refuse(OrganizationRules.name(name))
            guard document.kind == kind.documentKind else {
                throw WorldStoreError.invalid(
                    "the policy is of another kind than a \(kind) control policy; read it anew"
                )
            }
            try refuse(
                IdentityRules.length(document, limit: IdentityRules.Length.controlPolicy, of: "policy '\(name)'")
            )
            try updateLevel(target, implying: true) { level in
                switch kind {
                case .service: level.serviceControlPolicies[name] = document
                case .resource: level.resourceControlPolicies[name] = document
                }
            }
        }
    }

    /// Detaches a service or resource control policy from a level. `FullAWSAccess` is the name of the one that AWS
    /// attaches by itself.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/invalid(_:)`` where none would be left.
    package func deleteControlPolicy(
        _ kind: ControlPolicyKind,
        _ name: String,
        at target: OrganizationTarget
    ) throws {
        try changing.withLock { _ in
            let missing = WorldStoreError.unknown("\(kind) control policy '\(name)' at \(target)")
            guard organization != nil else { throw missing }
            try updateLevel(target, implying: false) { level in
                switch kind {
                case .service where name == "FullAWSAccess" && level.hasFullAccess:
                    level.hasFullAccess = false
                case .service:
                    guard level.serviceControlPolicies.removeValue(forKey: name) != nil else { throw missing }
                case .resource:
                    guard level.resourceControlPolicies.removeValue(forKey: name) != nil else { throw missing }
                }
            }
        }
    }

    /// Attaches FullAWSAccess to a level again.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``.
    package func putFullAccess(at target: OrganizationTarget) throws {
        try changing.withLock { _ in
            try updateLevel(target, implying: true) { $0.hasFullAccess = true }
        }
    }

    /// Sets the policy of a VPC endpoint, or with nil lets everything through.
    ///
    /// - Throws: ``WorldStoreError/unknown(_:)``, ``WorldStoreError/principalNotFound(_:reason:)``,
    ///   ``WorldStoreError/invalid(_:)``.
    package func setEndpointPolicy(_ policy: PolicyDocument?, of id: String) throws {
        try changing.withLock { _ in
            guard var endpoint = endpoint(id) else { throw WorldStoreError.unknown("VPC endpoint '\(id)'") }
            if let policy { try check(policy, .endpoint, limit: IdentityRules.Length.endpointPolicy) }
            guard policy != endpoint.policy else { return }
            endpoint.policy = policy
            try commit(.endpointPut(endpoint))
        }
    }

    private func updateLevel(
        _ target: OrganizationTarget,
        implying mayImply: Bool,
        _ change: (inout PolicyLevel) throws -> Void
    ) throws {
        let old = organization
        guard var new = old ?? (mayImply ? Organization.implied(accounts: accountIDs, seed: seed) : nil) else {
            throw WorldStoreError.unknown("organization")
        }
        guard var level = new.level(target) else { throw WorldStoreError.unknown("\(target) in its organization") }
        try change(&level)
        try refuse(OrganizationRules.level(level, of: "\(target)"))
        new.setLevel(level, of: target)
        let result = new.isImplied && new.isSilent ? nil : new
        if result != old { try commit(.organizationPut(result)) }
    }
}

/// What AWS Organizations asks of policies and levels. Each rule answers what is wrong and what to do, or nil.
package enum OrganizationRules {
    /// How many policies of a kind a level may have.
    package static let mostPolicies = IdentityRules.Count.controlPolicies

    /// Whether a document has no more characters than AWS takes.
    package static func fits(_ document: PolicyDocument) -> Bool {
        IdentityRules.length(document, limit: IdentityRules.Length.controlPolicy, of: "the policy") == nil
    }

    static func name(_ name: String) -> String? {
        let isName = (1...128).contains(name.count) && name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        guard isName else { return "'\(name)' is not a name of a policy; write 1 to 128 ASCII characters" }
        return ["FullAWSAccess", "RCPFullAWSAccess"].contains(name)
            ? "'\(name)' is a policy that AWS attaches by itself; choose another name" : nil
    }

    static func level(_ level: PolicyLevel, of what: String) -> String? {
        let service = level.serviceControlPolicies.count + (level.hasFullAccess ? 1 : 0)
        guard service > 0 else {
            return "\(what) has no service control policy, and AWS asks for one at least; attach another or keep "
                + "FullAWSAccess"
        }
        let most = max(service, level.resourceControlPolicies.count + 1)
        return most <= IdentityRules.Count.controlPolicies
            ? nil
            : "\(what) has \(most) policies of a kind, and AWS takes \(IdentityRules.Count.controlPolicies), the "
                + "full-access policy included; join some"
    }
}

extension Organization {
    /// The organization of accounts that the world does not say to have one.
    static func implied(accounts: [AccountID], seed: String?) -> Organization {
        Organization(isImplied: true, seed: seed, rootAccounts: accounts)
    }

    /// The policies of a level; nil where there is no such level.
    package func level(_ target: OrganizationTarget) -> PolicyLevel? {
        switch target {
        case .root: root
        case .unit(let name): unit(named: name)?.level
        case .account(let id): contains(id) ? self[id] : nil
        }
    }

    package mutating func setLevel(_ level: PolicyLevel, of target: OrganizationTarget) {
        switch target {
        case .root: root = level
        case .unit(let name): updateUnit(named: name) { $0.level = level }
        case .account(let id): self[id] = level
        }
    }
}
