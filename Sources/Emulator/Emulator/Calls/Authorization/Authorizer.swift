import AWSProtocols
import IAM
import World

/// Asks IAM whether a call may be performed, and puts question and decision into the call. Everything is looked up anew
/// for every call, so that what was revoked is revoked from the next call on (zot: CVE-2025-23208).
struct Authorizer: Sendable {
    let world: WorldStore
    /// What explicit denials say of the policy behind them.
    let denials: DenialForm

    /// Asks all questions of a call in order; the first refusal ends it (docs/aws/iam.md, "Denials").
    ///
    /// - Parameters:
    ///   - access: what the row declares. A question about anything else, or none where there should be one, is a fault
    ///     of the emulator's, and ends the call too.
    ///   - denial: the answer to a refused question; the surface's usual one where it is nil.
    func require(
        _ call: inout Call,
        _ questions: [Question],
        by access: Access,
        denial: ((String, Int) -> Refusal)? = nil
    ) throws(Refusal) {
        let surface = call.destination.surface
        if case .actions(let actions) = access {
            guard let action = actions.first, questions.first?.action == action else {
                throw .fault("\(call.destination.operation.name) did not ask IAM what its row declares.", of: surface)
            }
        }
        for (index, question) in questions.enumerated() {
            guard try !isAllowed(question, of: &call, by: access) else { continue }
            let sentence = denialSentence(call)
            throw denial?(sentence, index) ?? Refusal(surface.errors.accessDenied(sentence))
        }
    }

    /// Whether a question is allowed. An answer that ends the call, and the first that lets it go on, is kept in the call.
    func isAllowed(_ question: Question, of call: inout Call, by access: Access) throws(Refusal) -> Bool {
        guard access.allows(asking: question.action) else {
            throw .fault(
                "\(call.destination.operation.name) asked IAM about \(question.action), which its row does not declare.",
                of: call.destination.surface
            )
        }
        guard !call.isOperators else { return true }
        let asked = try ask(question, of: &call)
        let decision = Evaluation.decide(asked.request, asked.policies)
        if call.decision == nil || (question.isRequired && !decision.isAllowed) {
            call.decision = decision
            call.question = asked
        }
        if let permission = UsedPermission(asked.request, decision) { call.permissions.append(permission) }
        return decision.isAllowed
    }

    /// AWS's sentence about the question that ended the call.
    func denialSentence(_ call: Call) -> String {
        guard let question = call.question, let decision = call.decision else { return "" }
        return DenialMessage.text(question.request, decision, form: denials)
    }

    private func ask(_ question: Question, of call: inout Call) throws(Refusal) -> AskedQuestion {
        let resource = question.resource
        let side = world.side(of: resource, asked: question.action)
        let caller: RequestPrincipal
        let policies: CallerPolicies
        var context: RequestContext
        if let federated = question.caller {
            caller = federated.principal
            policies = CallerPolicies()
            context = call.context()
            context.merge(federated.context)
        } else {
            let profile = try profile(of: &call)
            caller = profile.principal
            policies = profile.policies
            context = call.contextWithCaller()
        }
        context.merge(side.context)
        context.merge(question.context)
        return AskedQuestion(
            request: AccessRequest(
                caller: caller,
                action: question.action,
                resource: resource.name,
                resourceAccount: resource.account,
                context: context
            ),
            policies: ApplicablePolicies(
                caller: policies,
                resource: side.policies,
                endpoint: call.destination.endpoint.flatMap(Self.policy)
            )
        )
    }

    private func profile(of call: inout Call) throws(Refusal) -> CallerProfile {
        if let profile = call.profile { return profile }
        guard let caller = call.caller,
            let profile = world.callerProfile(of: caller.principal, session: caller.session)
        else { throw Refusal(call.destination.surface.errors.unknownCaller) }
        call.profile = profile
        return profile
    }

    /// An endpoint without a policy lets everything through.
    static func policy(of endpoint: VPCEndpoint) -> AttachedPolicy? {
        endpoint.policy.map { AttachedPolicy(name: "policy of VPC endpoint \(endpoint.id)", document: $0) }
    }
}
