import AWSCore
import AWSProtocols
import IAM
import World

/// What SimulateCustomPolicy and SimulatePrincipalPolicy have in common: the questions, and the answers to them
/// (docs/aws/iam-api.md, "Simulation").
struct SimulationParameters: Sendable {
    let policies: [String]
    let boundaries: [String]
    private let actions: [String]
    private let resources: [String]
    private let resourcePolicy: String?
    private let owner: String?
    private let caller: String?
    private let context: [(name: String, values: [String])]
    private let page: PageParameters

    private static let types = [
        "string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary",
        "binaryList", "date", "dateList",
    ]

    /// - Parameter needsPolicies: whether the call must pass documents.
    init(_ input: inout IAMInput, needsPolicies: Bool) throws(IAMError) {
        policies =
            needsPolicies
            ? try input.requiredTexts("PolicyInputList", eachOf: .policyDocument)
            : try input.texts("PolicyInputList", eachOf: .policyDocument) ?? []
        boundaries = try input.texts("PermissionsBoundaryPolicyInputList", eachOf: .policyDocument) ?? []
        actions = try input.requiredTexts("ActionNames", eachOf: .length(3...128))
        resources = try input.texts("ResourceArns", eachOf: .length(1...2_048)) ?? []
        resourcePolicy = try input.text("ResourcePolicy", .policyDocument)
        owner = try input.text("ResourceOwner", .length(1...2_048))
        caller = try input.text("CallerArn", .length(1...2_048))
        context =
            try input.structures("ContextEntries") { (entry) throws(IAMError) in
                let name = try entry.text("ContextKeyName", .length(5...256)) ?? ""
                let values = try entry.texts("ContextKeyValues") ?? []
                _ = try entry.text("ContextKeyType", .values(Self.types))
                return (name: name, values: values)
            } ?? []
        // What it says is about machines of EC2's, of which nothing is known here.
        _ = try input.text("ResourceHandlingOption", .length(1...64))
        page = try PageParameters(&input)
    }

    /// Who has policies, before those that the call passes.
    struct Side {
        var held: [SimulatedPolicy] = []
        var boundary: SimulatedPolicy?
        /// Whose organisation has a say; nil where none has.
        var principal: Principal?
        /// Of the principal's policies, those that have none.
        var exclusions: [PolicyExclusion] = []
        /// Service control policies that the call passes, from the organisation's root to the account.
        var serviceControl: [[SimulatedPolicy]] = []
    }

    func result(of operation: String, _ side: Side, _ call: IAMCall) throws(IAMError) -> IAMResult {
        let account = try call.account()
        let held = side.held.filter { policy in !side.exclusions.contains { $0.covers(policy) } }
        let identity = held + (try SimulatedPolicy.read(policies, as: "PolicyInputList"))
        let bounds = try SimulatedPolicy.read(boundaries, as: "PermissionsBoundaryPolicyInputList")
        guard bounds.count <= 1 else {
            throw .invalidInput("Only one permissions boundary policy can be simulated.")
        }
        let ownBoundary = side.boundary.flatMap { boundary in
            side.exclusions.contains { $0.coversBoundary(boundary) } ? nil : boundary
        }
        let boundary = bounds.first ?? ownBoundary
        let profile = side.principal.flatMap(call.world.simulatedProfile)
        let evaluation = SimulatedEvaluation(
            caller: try simulatedCaller(account, profile),
            callerPolicies: CallerPolicies(
                serviceControl: serviceControl(side, profile),
                boundary: boundary?.attached,
                identity: identity.map(\.attached)
            ),
            identity: identity,
            boundary: boundary,
            resource: try resourceSide(),
            owner: try ownerAccount(),
            context: RequestContext(Dictionary(context.map { ($0.name, $0.values) }) { $0 + $1 }),
            world: call.world
        )
        for action in actions where !action.contains(":") {
            throw .invalidInput("Invalid action name: \(action). Must be in the form service:action.")
        }
        let questions = actions.flatMap { action in
            (resources.isEmpty ? ["*"] : resources).map { (action: action, resource: $0) }
        }
        let page = try page.page(of: Array(questions.indices), operation) { String(1_000_000 + $0) }
        return IAMResult(
            [
                .structures(
                    "EvaluationResults",
                    page.items.map { evaluation.answer(questions[$0].action, on: questions[$0].resource) }
                )
            ] + page.rest
        )
    }

    /// The service control policies of each level. A level whose policies are all left out has no say.
    private func serviceControl(_ side: Side, _ profile: CallerProfile?) -> [[AttachedPolicy]] {
        let own = (profile?.policies.serviceControl ?? []).compactMap { level -> [AttachedPolicy]? in
            let kept = level.filter { policy in !side.exclusions.contains { $0.coversServiceControl(policy.arn) } }
            return kept.isEmpty && !level.isEmpty ? nil : kept
        }
        return own + side.serviceControl.map { $0.map(\.attached) }
    }

    /// Who asks: the caller that the call names, the principal whose policies are asked about, or a user of no name.
    private func simulatedCaller(_ account: Account, _ profile: CallerProfile?) throws(IAMError) -> RequestPrincipal {
        if let caller {
            guard let arn = ARN(caller), arn.service == "iam", arn.resource.hasPrefix("user/"),
                let id = AccountID(arn.account)
            else { throw .invalidInput("Invalid caller ARN: \(caller). It must be the ARN of an IAM user.") }
            return RequestPrincipal(kind: .user, arn: arn, account: id)
        }
        if let profile { return profile.principal }
        return RequestPrincipal(
            kind: .user,
            arn: .iam(account.partition, account.id, "user/simulation"),
            account: account.id
        )
    }

    private func resourceSide() throws(IAMError) -> SimulatedPolicy? {
        guard let resourcePolicy else { return nil }
        do throws(PolicyError) {
            // The one kind whose grammar asks nothing of actions and resources.
            let document = try PolicyDocument(json: resourcePolicy, kind: .endpoint)
            return SimulatedPolicy(id: "ResourcePolicy", type: "resource", document: document)
        } catch {
            throw IAMError.invalidInput("Invalid resource policy: \(error.message)").because(error.reason)
        }
    }

    private func ownerAccount() throws(IAMError) -> AccountID? {
        guard let owner else { return nil }
        guard let id = AccountID(owner) ?? ARN(owner).flatMap({ AccountID($0.account) }) else {
            throw .invalidInput("Invalid resource owner: \(owner).")
        }
        return id
    }
}
