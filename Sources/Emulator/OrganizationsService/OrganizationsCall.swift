import AWSCore
import AWSProtocols
package import Determinism
package import IAM
package import World

/// What an operation knows of the call that it performs.
package struct OrganizationsCall: Sendable {
    /// Who signed.
    package let caller: Principal
    /// Whether the operator of the emulator has it performed, who may do what the management account may.
    package let isOperators: Bool
    package let time: WorldTime
    package let world: WorldStore

    package init(caller: Principal, isOperators: Bool, time: WorldTime, world: WorldStore) {
        self.caller = caller
        self.isOperators = isOperators
        self.time = time
        self.world = world
    }

    var partition: Partition { world.partition(of: caller.accountID) }

    /// The organization of the caller's account, where all policies are entities of their own.
    func organization() throws(OrganizationsError) -> Organization {
        guard let organization = world.settledOrganization, organization.contains(caller.accountID) else {
            throw .notInUse
        }
        return organization
    }

    /// Changes the organization of the caller's account in one go.
    func edit<Result>(
        _ change: (inout Organization) throws(OrganizationsError) -> Result
    ) throws(OrganizationsError) -> Result {
        try editAccounts { (edit, organization) throws(OrganizationsError) in try change(&organization) }
    }

    /// Changes the organization of the caller's account, and which accounts there are, in one go.
    func editAccounts<Result>(
        _ change: (inout OrganizationEdit, inout Organization) throws(OrganizationsError) -> Result
    ) throws(OrganizationsError) -> Result {
        try editWorld { (edit) throws(OrganizationsError) in
            guard var organization = edit.organization, organization.contains(caller.accountID) else {
                throw .notInUse
            }
            let result = try change(&edit, &organization)
            edit.organization = organization
            return result
        }
    }

    /// Changes the organization, wherever the caller's account is, and which accounts there are, in one go.
    func editWorld<Result>(
        _ change: (inout OrganizationEdit) throws(OrganizationsError) -> Result
    ) throws(OrganizationsError) -> Result {
        do {
            return try world.editAccounts { edit in try change(&edit) }
        } catch let error as OrganizationsError {
            throw error
        } catch {
            throw .server("\(error)")
        }
    }

    /// What IAM is asked (docs/aws/organizations-api.md, "What is asked").
    ///
    /// - Parameter id: of a level or a policy; nil is `*`.
    package func question(_ action: String, about id: String?, _ context: RequestContext) -> Question {
        guard let id else { return Question(action, on: .account(caller.accountID), context: context) }
        let organization = world.settledOrganization
        let tags = organization.map { $0.allTags(of: id) } ?? [:]
        let name = organization?.arn(of: id, in: partition)?.description ?? id
        return Question(
            action,
            on: AccessedResource(name, of: caller.accountID, .identity(tags: tags)),
            context: context
        )
    }

    /// Whether the organization's resource policy delegates to the caller what IAM is asked about. The caller's own side
    /// has allowed it already.
    func isDelegated(_ question: Question, _ organization: Organization) -> Bool {
        guard let policy = organization.resourcePolicy, let manager = organization.managementAccount,
            let profile = world.simulatedProfile(of: caller),
            let own = ManagedPolicy.policy("AdministratorAccess", in: partition)
        else { return false }
        var context = profile.context
        context.merge(question.context)
        let request = AccessRequest(
            caller: profile.principal,
            action: question.action,
            resource: question.resource.name,
            resourceAccount: manager,
            context: context
        )
        let delegation = AttachedPolicy(name: "resource policy of the organization", document: policy.document)
        let policies = ApplicablePolicies(
            caller: CallerPolicies(identity: [own]),
            resource: ResourcePolicies(policies: [delegation])
        )
        return Evaluation.decide(request, policies).isAllowed
    }

    /// `organizations:PolicyType`.
    func conditions(of type: PolicyType?) -> RequestContext {
        var context = RequestContext()
        if let type { context["organizations:PolicyType"] = [type.rawValue] }
        return context
    }

    /// `organizations:PolicyType` of a policy that is there.
    func conditions(ofPolicy id: String) -> RequestContext {
        let organization = world.settledOrganization
        let kind = organization?.policy(id)?.kind ?? FullAccessPolicy(id: id)?.kind
        return conditions(of: kind.map { PolicyType($0) })
    }
}

extension Organization {
    /// The ARN of a level, a policy or a handshake; nil where there is none of this ID.
    func arn(of id: String, in partition: Partition) -> ARN? {
        if let policy = policy(id) { return policyARN(policy.kind, id, in: partition) }
        if let policy = FullAccessPolicy(id: id) { return policy.arn(in: partition) }
        if let handshake = anyHandshake(id) {
            return arn("handshake/\(self.id)/\(handshake.action.rawValue.lowercased())/\(id)", in: partition)
        }
        if resourcePolicy?.id == id { return arn("resourcepolicy/\(self.id)/\(id)", in: partition) }
        return switch target(id) {
        case .root: arn("root/\(self.id)/\(id)", in: partition)
        case .unit: arn("ou/\(self.id)/\(id)", in: partition)
        case .account: arn("account/\(self.id)/\(id)", in: partition)
        case nil: nil
        }
    }

    /// The tags of a policy, the resource policy or a level; none of what is not there.
    func allTags(of id: String) -> [String: String] {
        if let policy = policy(id) { return policy.tags }
        if let policy = resourcePolicy, policy.id == id { return policy.tags }
        return tags(of: id)
    }

    /// The root or unit of an ID.
    func isParent(_ id: String) -> Bool { id == rootID || unit(id) != nil }
}

/// A policy that AWS attaches by itself: FullAWSAccess and RCPFullAWSAccess.
struct FullAccessPolicy: Sendable {
    let kind: ControlPolicyKind

    init(_ kind: ControlPolicyKind) { self.kind = kind }

    init?(id: String) {
        guard let kind = ControlPolicyKind.allCases.first(where: { FullAccessPolicy($0).id == id }) else { return nil }
        self.kind = kind
    }

    var name: String {
        kind == .service ? ManagedPolicy.fullAWSAccess : ManagedPolicy.resourceControlFullAWSAccess
    }

    var id: String { "p-" + name }

    func arn(in partition: Partition) -> ARN? { ManagedPolicy.policy(name, in: partition)?.arn }

    func document(in partition: Partition) -> PolicyDocument? { ManagedPolicy.policy(name, in: partition)?.document }
}
