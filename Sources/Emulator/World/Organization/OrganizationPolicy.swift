import AWSCore
package import IAM

/// A service or resource control policy that is an entity of its own: it has an ID, and is attached to any number of
/// targets, or none.
package struct OrganizationPolicy: Sendable, Equatable, Codable {
    /// `p-…`.
    package let id: String
    package let kind: ControlPolicyKind
    package var name: String
    package var summary: String
    package var document: PolicyDocument
    package var tags: [String: String]
    /// The IDs of the root, units and accounts that it is attached to, in ascending order.
    package var targets: [String]

    package init(
        id: String,
        kind: ControlPolicyKind,
        name: String,
        summary: String,
        document: PolicyDocument,
        tags: [String: String],
        targets: [String]
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.summary = summary
        self.document = document
        self.tags = tags
        self.targets = targets
    }

    /// Whether a text has the form of an ID: `p-` and 8 to 128 letters, digits and underscores.
    package static func isID(_ text: String) -> Bool {
        let rest = text.utf8.dropFirst(2)
        return text.hasPrefix("p-") && (8...128).contains(rest.count) && rest.allSatisfy(\.isWordCharacter)
    }
}

extension Organization {
    /// The policies that are entities of their own, by name.
    package var policies: [OrganizationPolicy] {
        (madePolicies ?? [:]).values.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    package func policy(_ id: String) -> OrganizationPolicy? { madePolicies?[id] }

    /// The policies of a kind that are entities of their own and attached to a level, by name.
    package func policies(_ kind: ControlPolicyKind, at target: OrganizationTarget) -> [OrganizationPolicy] {
        guard madePolicies != nil, let id = id(of: target) else { return [] }
        return policies.filter { $0.kind == kind && $0.targets.contains(id) }
    }

    /// Whether the policies of a kind have a say.
    package func isEnabled(_ kind: ControlPolicyKind) -> Bool { disabledKinds?.contains(kind) != true }

    /// Where all policies are entities of their own: those that the world's file gives to one level by name are then
    /// attached to it by their ID, which stays.
    package func adoptingPolicies() -> Organization {
        var organization = self
        for target in targets {
            guard var level = level(target), let targetID = id(of: target) else { continue }
            let named =
                level.serviceControlPolicies.map { (ControlPolicyKind.service, $0.key, $0.value) }
                + level.resourceControlPolicies.map { (ControlPolicyKind.resource, $0.key, $0.value) }
            for (kind, name, document) in named {
                organization.put(
                    OrganizationPolicy(
                        id: policyID(kind, name, at: target),
                        kind: kind,
                        name: name,
                        summary: "",
                        document: document,
                        tags: [:],
                        targets: [targetID]
                    )
                )
            }
            level.serviceControlPolicies = [:]
            level.resourceControlPolicies = [:]
            organization.setLevel(level, of: target)
        }
        return organization
    }

    /// Puts a policy in the place of the one that has its ID.
    package mutating func put(_ policy: OrganizationPolicy) {
        madePolicies = (madePolicies ?? [:]).merging([policy.id: policy]) { $1 }
    }

    package mutating func deletePolicy(_ id: String) { madePolicies?[id] = nil }

    /// A policy that is new, with an ID that none had before.
    package mutating func newPolicy(
        _ kind: ControlPolicyKind,
        _ name: String,
        summary: String,
        document: PolicyDocument,
        tags: [String: String]
    ) -> OrganizationPolicy {
        var policyID = ""
        repeat {
            policyID = "p-" + Self.letters(8, of: "policy \(nextNumber()) of \(id)")
        } while policy(policyID) != nil
        let policy = OrganizationPolicy(
            id: policyID,
            kind: kind,
            name: name,
            summary: summary,
            document: document,
            tags: tags,
            targets: []
        )
        put(policy)
        return policy
    }

    /// Switches the policies of a kind on or off. What is switched off is detached everywhere; FullAWSAccess is attached
    /// everywhere when it is switched on again.
    package mutating func enable(_ kind: ControlPolicyKind, _ isEnabled: Bool) {
        let others = (disabledKinds ?? []).filter { $0 != kind }
        let disabled = isEnabled ? others : others + [kind]
        disabledKinds = disabled.isEmpty ? nil : disabled
        guard !isEnabled else { return }
        for var policy in policies where policy.kind == kind {
            policy.targets = []
            put(policy)
        }
        guard kind == .service else { return }
        for target in targets {
            guard var level = level(target) else { continue }
            level.hasFullAccess = true
            setLevel(level, of: target)
        }
    }

    mutating func nextNumber() -> Int {
        let number = (madeCount ?? 0) + 1
        madeCount = number
        return number
    }
}
