package import AWSProtocols
package import IAM
import World

/// Attaches a policy to the root, a unit or an account, all of whose accounts it binds from then on.
package struct OrganizationsAttachPolicy: OrganizationsOperation {
    package static let name = "AttachPolicy"
    package static let callers = OrganizationsCallers.delegates

    private let policy: String
    private let target: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        policy = try input.requiredText("PolicyId", .policyID)
        target = try input.requiredText("TargetId", .targetID)
    }

    package var subjects: [String] { [policy, target] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: policy) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            let place = try organization.attachments(of: policy, at: target)
            guard organization.isEnabled(place.kind) else { throw .notEnabled }
            guard !place.isAttached else { throw .attachedAlready }
            guard place.count < place.kind.mostAttached else { throw .tooManyPolicies }
            organization.attach(policy, to: target, true)
        }
        return [:]
    }
}

/// Detaches a policy.
package struct OrganizationsDetachPolicy: OrganizationsOperation {
    package static let name = "DetachPolicy"
    package static let callers = OrganizationsCallers.delegates

    private let policy: String
    private let target: String

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        policy = try input.requiredText("PolicyId", .policyID)
        target = try input.requiredText("TargetId", .targetID)
    }

    package var subjects: [String] { [policy, target] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: policy) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        try call.edit { (organization) throws(OrganizationsError) in
            let place = try organization.attachments(of: policy, at: target)
            guard place.isAttached else { throw .notAttached }
            // AWS keeps RCPFullAWSAccess attached everywhere, and one service control policy at least.
            guard place.kind == .service || FullAccessPolicy(id: policy) == nil else { throw .undetachable }
            guard place.count > 1 else { throw .tooFewPolicies }
            organization.attach(policy, to: target, false)
        }
        return [:]
    }
}

/// The policies of a type that are attached to a target itself.
package struct ListPoliciesForTarget: OrganizationsOperation {
    package static let name = "ListPoliciesForTarget"
    package static let callers = OrganizationsCallers.administrators

    private let target: String
    private let type: PolicyType
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        target = try input.requiredText("TargetId", .targetID)
        type = try input.requiredWord("Filter", of: PolicyType.self, placeholder: .tag)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [target] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(of: type) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        guard let place = organization.target(target) else { throw .noTarget }
        var policies: [JSONValue] = []
        if let kind = type.kind, organization.isEnabled(kind) {
            if organization.hasFullAccess(kind, at: target) {
                policies.append(call.summaryShape(FullAccessPolicy(kind)))
            }
            policies += organization.policies(kind, at: place).map { call.summaryShape($0, organization) }
        }
        return try page.page("Policies", of: "\(Self.name) \(target) \(type.rawValue)", policies)
    }
}

/// What a policy is attached to.
package struct ListTargetsForPolicy: OrganizationsOperation {
    package static let name = "ListTargetsForPolicy"
    package static let callers = OrganizationsCallers.administrators

    private let policy: String
    private let page: OrganizationsPageParameters

    package init(_ input: inout OrganizationsInput) throws(OrganizationsError) {
        policy = try input.requiredText("PolicyId", .policyID)
        page = try OrganizationsPageParameters(&input)
    }

    package var subjects: [String] { [policy] }

    package func conditions(_ call: OrganizationsCall) -> RequestContext { call.conditions(ofPolicy: policy) }

    package func perform(_ call: OrganizationsCall) throws(OrganizationsError) -> JSONValue {
        let organization = try call.organization()
        let ids: [String]
        if let full = FullAccessPolicy(id: policy) {
            ids = organization.targets.compactMap(organization.id)
                .filter { organization.isEnabled(full.kind) && organization.hasFullAccess(full.kind, at: $0) }
        } else {
            guard let found = organization.policy(policy) else { throw .noPolicy }
            ids = found.targets
        }
        return try page.page(
            "Targets",
            of: "\(Self.name) \(policy)",
            ids.compactMap { call.targetShape($0, organization) }
        )
    }
}

extension Organization {
    /// Whether the policy that AWS attaches by itself is attached to a target.
    fileprivate func hasFullAccess(_ kind: ControlPolicyKind, at id: String) -> Bool {
        guard let target = target(id), let level = level(target) else { return false }
        return kind == .resource || level.hasFullAccess
    }

    /// A policy and a target that are there: whether one is attached to the other, and how many policies of the kind are.
    fileprivate func attachments(
        of policyID: String,
        at id: String
    ) throws(OrganizationsError) -> (kind: ControlPolicyKind, isAttached: Bool, count: Int) {
        let policy = policy(policyID)
        let full = FullAccessPolicy(id: policyID)
        guard let kind = policy?.kind ?? full?.kind else { throw .noPolicy }
        guard let target = target(id) else { throw .noTarget }
        let hasFull = hasFullAccess(kind, at: id)
        let isAttached = policy.map { $0.targets.contains(id) } ?? hasFull
        return (kind, isAttached, policies(kind, at: target).count + (hasFull ? 1 : 0))
    }

    fileprivate mutating func attach(_ policyID: String, to id: String, _ isAttached: Bool) {
        if var policy = policy(policyID) {
            policy.targets.removeAll { $0 == id }
            if isAttached { policy.targets = (policy.targets + [id]).sorted() }
            put(policy)
        } else if let target = target(id), var level = level(target) {
            level.hasFullAccess = isAttached
            setLevel(level, of: target)
        }
    }
}
