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
        guard let organization = world.organization, organization.contains(caller.accountID) else { throw .notInUse }
        return organization.adoptingPolicies()
    }

    /// Changes the organization in one go.
    func edit<Result>(
        _ change: (inout Organization) throws(OrganizationsError) -> Result
    ) throws(OrganizationsError) -> Result {
        do {
            return try world.editOrganization { organization in try change(&organization) }
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
        let organization = world.organization?.adoptingPolicies()
        let tags = organization.map { $0.policy(id)?.tags ?? $0.tags(of: id) } ?? [:]
        let name = organization?.arn(of: id, in: partition)?.description ?? id
        return Question(
            action,
            on: AccessedResource(name, of: caller.accountID, .identity(tags: tags)),
            context: context
        )
    }

    /// `organizations:PolicyType`.
    func conditions(of type: PolicyType?) -> RequestContext {
        var context = RequestContext()
        if let type { context["organizations:PolicyType"] = [type.rawValue] }
        return context
    }

    /// `organizations:PolicyType` of a policy that is there.
    func conditions(ofPolicy id: String) -> RequestContext {
        let organization = world.organization?.adoptingPolicies()
        let kind = organization?.policy(id)?.kind ?? FullAccessPolicy(id: id)?.kind
        return conditions(of: kind.map { PolicyType($0) })
    }
}

extension Organization {
    /// The ARN of a level or a policy; nil where there is none of this ID.
    func arn(of id: String, in partition: Partition) -> ARN? {
        if let policy = policy(id) { return policyARN(policy.kind, id, in: partition) }
        if let policy = FullAccessPolicy(id: id) { return policy.arn(in: partition) }
        return switch target(id) {
        case .root: arn("root/\(self.id)/\(id)", in: partition)
        case .unit: arn("ou/\(self.id)/\(id)", in: partition)
        case .account: arn("account/\(self.id)/\(id)", in: partition)
        case nil: nil
        }
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
