import AWSCore
import DrydockCommands
package import IAM

/// Whose identity policies a page plays with in place of those of its world.
package struct PolicyReplacement: Sendable {
    /// A user or role by name or ARN.
    package let identity: String
    package let policy: LeastPrivilege

    package init(of identity: String, by policy: LeastPrivilege) {
        self.identity = identity
        self.policy = policy
    }
}

/// `drydock test --least-privilege`: plays each page with nothing but what it used of somebody's policies, and then once
/// more without each statement of that, to see that it is enough and that nothing of it is too much.
struct LeastPrivilegeRun: Sendable {
    /// What came of one page.
    struct Proof: Sendable {
        enum Verdict: Sendable {
            /// The page passes with the policy, and not without any one of its statements.
            case proven
            /// Why not: the page as it is fails, or is not played at all, or fails with the policy.
            case failed(InstanceOutcome)
            /// The page used none of the identity's policies.
            case unused
        }

        let id: InstanceID
        let policy: LeastPrivilege
        let verdict: Verdict
        /// Of each statement, where the page fails without it.
        var losses: [StepOutcome?] = []
    }

    let identity: String
    let play: @Sendable (Plan) async -> RunOutcome

    /// Plays the pages of a plan.
    func proofs(of plan: Plan) async -> [Proof] {
        let run = await play(plan)
        var proofs: [Proof] = []
        for (entry, outcome) in zip(plan.entries, run.instances) {
            guard case .play(let instance) = entry, outcome.verdict == .passed else {
                proofs.append(Proof(id: outcome.id, policy: LeastPrivilege(for: []), verdict: .failed(outcome)))
                continue
            }
            let used = UsedPermissions(outcome.steps.flatMap(\.events))
            let mine = used.identities.filter { ARN($0)?.isMeant(by: identity) == true }.flatMap { used[$0] }
            proofs.append(await proof(of: instance, LeastPrivilege(for: mine)))
        }
        return proofs
    }

    /// Takes statements away that the page does not need, as where a resource's policy allows the same.
    private func proof(of instance: Instance, _ used: LeastPrivilege) async -> Proof {
        var policy = used
        while true {
            let candidates = [policy] + policy.statements.indices.map(policy.without)
            let plan = Plan(
                candidates.map { candidate in
                    var changed = instance
                    changed.replacement = PolicyReplacement(of: identity, by: candidate)
                    return .play(changed)
                }
            )
            let outcomes = await play(plan).instances
            let (whole, rest) = (outcomes[0], outcomes.dropFirst())
            guard whole.verdict == .passed else {
                return Proof(id: instance.id, policy: policy, verdict: .failed(whole))
            }
            guard let needless = rest.firstIndex(where: { $0.verdict == .passed }) else {
                return Proof(
                    id: instance.id,
                    policy: policy,
                    verdict: policy.statements.isEmpty ? .unused : .proven,
                    losses: rest.map { $0.steps.first { !$0.isAsExpected } }
                )
            }
            policy = policy.without(needless - 1)
        }
    }
}
