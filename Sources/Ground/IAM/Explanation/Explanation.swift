package import AWSCore

/// Why IAM answered as it did to one request, and the least that would make it allow: for a person to read
/// (``report``) and, as JSON, for a program.
package struct Explanation: Sendable, Codable, Equatable {
    /// Who asked.
    package struct Caller: Sendable, Codable, Equatable {
        package let arn: ARN
        package let kind: RequestPrincipal.Kind
        package let account: AccountID
        /// Of a role session its role, of a federated user its issuer.
        package let issuer: ARN?
    }

    package let caller: Caller
    package let action: String
    /// An ARN, or `*`.
    package let resource: String
    package let resourceAccount: AccountID
    /// Whether the resource is a role, whose trust policy must allow.
    package let resourceKind: ResourcePolicies.Kind
    /// The condition keys of the request and their values.
    package let context: [String: [String]]
    /// Every layer, in the order in which AWS names explicit denies: service control, resource control, VPC endpoint,
    /// boundary, session, identity, resource.
    package let layers: [Layer]
    package let decision: Decision
    /// What settled it, in plain words: more than AWS tells, above all about roles.
    package let cause: String
    /// AWS's sentence; nil where the call is allowed.
    package let sentence: String?
    /// The least that would allow the call; all of them are needed. Empty where it is allowed, and where nothing could
    /// allow it.
    package let remedies: [Remedy]
    /// Whether the call is allowed when it is evaluated again with all remedies applied.
    package let verified: Bool
    /// What the remedies allow besides, where the call is one of several that clients make together.
    package let flow: Flow?
    /// Statements that would allow the call, or stop denying it, if one element of them or one value of the request
    /// were another. The closest first, three at most.
    package let hints: [RemedyHint]

    /// Evaluates the request, and evaluates again for the remedies.
    ///
    /// - Parameter form: of ``sentence``.
    package init(_ request: AccessRequest, _ policies: ApplicablePolicies, form: DenialForm = .current) {
        let decision = Evaluation.decide(request, policies)
        let search = RemedySearch(request, policies)
        caller = Caller(
            arn: request.caller.arn,
            kind: request.caller.kind,
            account: request.caller.account,
            issuer: request.caller.issuerARN
        )
        action = request.action
        resource = request.resource
        resourceAccount = request.resourceAccount
        resourceKind = policies.resource.kind
        context = Dictionary(request.context.all.map { ($0.name, $0.values) }) { first, _ in first }
        layers = ExplanationLayers(request, policies, decision).all
        self.decision = decision
        cause = ExplanationCause(request, policies, decision).text
        sentence = decision.isAllowed ? nil : DenialMessage.text(request, decision, form: form)
        remedies = search.remedies
        verified = search.isVerified
        flow = search.flow.map { Flow(name: $0, refused: search.refusedOfFlow) }
        hints = RemedyHint.closest(search)
    }
}

extension Explanation {
    /// What clients do of which the call is a part, with the remedies applied.
    package struct Flow: Sendable, Codable, Equatable {
        package let name: RegistryFlow
        /// Its actions that would be refused even then.
        package let refused: [String]
    }

    /// What the policies of one kind do here.
    package struct Layer: Sendable, Codable, Equatable {
        package enum Part: String, Sendable, Codable {
            /// Without its consent the call is refused, but its consent alone is not enough.
            case limits
            /// Its consent allows the call, as far as nothing limits it.
            case grants
            case doesNotApply
        }

        package enum Outcome: String, Sendable, Codable {
            case allows
            case denies
            case silent
            case doesNotApply
        }

        package let layer: PolicyLayer
        package let part: Part
        package let outcome: Outcome
        /// Whether this layer settled the verdict.
        package let isDecisive: Bool
        /// What the policies do not show: why the layer does not apply, is passed over, or says what it says.
        package let note: String?
        package let policies: [Policy]
    }

    /// A policy that has a say.
    package struct Policy: Sendable, Codable, Equatable {
        /// ``AttachedPolicy/name``.
        package let name: String
        package let arn: ARN?
        /// Of policies of an organization, where they are attached: `the root`, `unit 1 of 2`, `the account`.
        package let level: String?
        package let statements: [Statement]
    }

    package struct Statement: Sendable, Codable, Equatable {
        /// Its place in the document, from 1.
        package let index: Int
        package let sid: String?
        package let effect: PolicyStatement.Effect
        /// Whether all of it matches, so that its effect counts.
        package let isMatch: Bool
        package let elements: [StatementTrace.Element]
    }
}
