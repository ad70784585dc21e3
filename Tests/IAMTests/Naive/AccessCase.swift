import AWSCore
import IAM
import Testing

/// A policy in both forms: compiled by IAM, and read by the naive evaluator.
struct SamplePolicy: Sendable {
    let json: String
    let attached: AttachedPolicy
    let naive: NaivePolicy

    /// - Throws: where IAM refuses the document, or the naive reader cannot read it.
    init(_ json: String, _ kind: PolicyKind, arn: String? = nil) throws {
        self.json = json
        let name = arn ?? "a policy of kind \(kind)"
        attached = AttachedPolicy(
            name: name,
            arn: try arn.map { try #require(ARN($0)) },
            document: try PolicyDocument(json: json, kind: kind)
        )
        naive = NaivePolicy(arn: arn, statements: try NaiveStatement.statements(json))
    }

    var kind: PolicyKind { attached.document.kind }
    var arn: String? { naive.arn }
}

/// One question with all the policies that have a say, for both evaluators.
struct AccessCase: Sendable {
    var request: NaiveRequest
    var serviceControl: [[SamplePolicy]] = []
    var resourceControl: [[SamplePolicy]] = []
    var endpoint: SamplePolicy?
    var boundary: SamplePolicy?
    var session: [SamplePolicy]?
    var scopeDown: [SamplePolicy] = []
    var identity: [SamplePolicy] = []
    var isRoot = false
    var resource: [SamplePolicy] = []
    var isTrust = false

    /// What IAM decides.
    func decide() throws -> Decision {
        Evaluation.decide(try accessRequest(), applicablePolicies)
    }

    /// What the naive evaluator answers.
    func answer(_ fault: NaiveFault? = nil) throws -> NaiveAnswer {
        var policies = naivePolicies
        if fault == .variablesInOldDocuments { policies = try policiesAsRead(with: .variablesInOldDocuments) }
        return NaiveEvaluator(fault: fault).answer(request, policies)
    }

    func accessRequest() throws -> AccessRequest {
        let kind: RequestPrincipal.Kind =
            switch request.kind {
            case .root: .root
            case .user: .user
            case .roleSession: .roleSession
            case .federatedUser: .federatedUser
            case .federatedIdentity: .federatedIdentity
            }
        return AccessRequest(
            caller: RequestPrincipal(
                kind: kind,
                arn: try #require(ARN(request.arn)),
                account: try #require(AccountID(request.account)),
                issuerARN: try request.issuer.map { try #require(ARN($0)) },
                uniqueID: request.uniqueID
            ),
            action: request.action,
            resource: request.resource,
            resourceAccount: try #require(AccountID(request.resourceAccount)),
            context: RequestContext(request.context)
        )
    }

    var applicablePolicies: ApplicablePolicies {
        ApplicablePolicies(
            caller: CallerPolicies(
                serviceControl: serviceControl.map { $0.map(\.attached) },
                boundary: boundary?.attached,
                session: session?.map(\.attached),
                scopeDown: scopeDown.map(\.attached),
                identity: identity.map(\.attached),
                isRoot: isRoot
            ),
            resource: ResourcePolicies(
                kind: isTrust ? .trust : .registry,
                policies: resource.map(\.attached),
                resourceControl: resourceControl.map { $0.map(\.attached) }
            ),
            endpoint: endpoint?.attached
        )
    }

    private var naivePolicies: NaivePolicies {
        NaivePolicies(
            serviceControl: serviceControl.map { $0.map(\.naive) },
            resourceControl: resourceControl.map { $0.map(\.naive) },
            endpoint: endpoint?.naive,
            boundary: boundary?.naive,
            session: session?.map(\.naive),
            scopeDown: scopeDown.map(\.naive),
            identity: identity.map(\.naive),
            isRoot: isRoot,
            resource: resource.map(\.naive),
            isTrust: isTrust
        )
    }

    /// The policies as a reader with a fault reads them.
    private func policiesAsRead(with fault: NaiveFault) throws -> NaivePolicies {
        func read(_ policy: SamplePolicy) throws -> NaivePolicy {
            NaivePolicy(arn: policy.arn, statements: try NaiveStatement.statements(policy.json, fault))
        }
        return NaivePolicies(
            serviceControl: try serviceControl.map { try $0.map(read) },
            resourceControl: try resourceControl.map { try $0.map(read) },
            endpoint: try endpoint.map(read),
            boundary: try boundary.map(read),
            session: try session?.map(read),
            scopeDown: try scopeDown.map(read),
            identity: try identity.map(read),
            isRoot: isRoot,
            resource: try resource.map(read),
            isTrust: isTrust
        )
    }
}

extension NaiveAnswer {
    /// Whether IAM's decision says the same: verdict, reason and layer. An allow must name layers that do allow, and
    /// among them those without which it would be none.
    func agrees(with decision: Decision, _ sample: AccessCase) -> Bool {
        switch (self, decision.reason) {
        case (.root, .root):
            return decision.isAllowed
        case (.allowed(let layers, let isDirect), .allowed(by: let named)):
            let named = Set(named.map(\.rawValue))
            guard decision.isAllowed, named.isSubset(of: layers.map(\.rawValue)) else { return false }
            let needsResource = sample.isTrust || sample.request.isCrossAccount
            if needsResource, !named.contains("resource") { return false }
            if sample.isRoot || sample.request.kind == .federatedIdentity { return true }
            if needsResource { return named.contains("identity") || isDirect }
            return named.contains("identity") || isDirect && named.contains("resource")
        case (.denied(let layer, let policies), .explicitDeny(let named, let policy)):
            return !decision.isAllowed && layer.rawValue == named.rawValue && policies.contains(policy?.description)
        case (.silent(let layer), .silence(let named)):
            return !decision.isAllowed && layer.rawValue == named.rawValue
        case (.trustDenied, .trustDeny), (.trustSilent, .trustSilence):
            return !decision.isAllowed
        default:
            return false
        }
    }
}
