import AWSCore
import Foundation
import IAM
import Testing

@Suite("IAM's decision")
struct EvaluationTests {
    /// A question and what settles it; nil where it is allowed.
    struct Case: Sendable, CustomTestStringConvertible {
        let question: Question
        let cause: Decision.Reason?

        init(_ cause: Decision.Reason?, _ change: (inout Question) -> Void) {
            var question = Question()
            change(&question)
            self.question = question
            self.cause = cause
        }

        var testDescription: String { question.testDescription }

        func check(_ location: SourceLocation = #_sourceLocation) throws {
            let decision = try question.decide()
            #expect(decision.isAllowed == (cause == nil), "\(decision)", sourceLocation: location)
            if let cause { #expect(decision.reason == cause, sourceLocation: location) }
        }
    }

    // MARK: - Layers

    /// Puts what a layer says into a question in which all others allow.
    private static func question(_ layers: [PolicyLayer: Question.Says]) -> Question {
        var question = Question(isCrossAccount: true)
        question.caller = .role
        question.serviceControl = [.allow, layers[.serviceControl] ?? .allow, .allow]
        question.resourceControl = [.allow, layers[.resourceControl] ?? .allow]
        question.endpoint = layers[.endpoint] ?? .allow
        question.boundary = layers[.boundary] ?? .allow
        question.session = layers[.session] ?? .allow
        question.scopeDown = [.allow, layers[.scopeDown] ?? .allow]
        question.identity = layers[.identity] ?? .allow
        switch layers[.resource] ?? .allow {
        case .allow: question.repository = .principal
        case .nothing: question.repository = .nobody
        case .deny: question.repository = .denied
        }
        return question
    }

    private static let denyOrder: [PolicyLayer] = [
        .serviceControl, .resourceControl, .endpoint, .boundary, .session, .scopeDown, .identity, .resource,
    ]
    private static let silenceOrder: [PolicyLayer] = [
        .serviceControl, .resourceControl, .endpoint, .resource, .identity, .boundary, .session, .scopeDown,
    ]

    /// The policy's ARN, where the fixture gives it one.
    private static func explicitDeny(_ layer: PolicyLayer) -> Decision.Reason {
        switch layer {
        case .serviceControl: .explicitDeny(layer, policy: ARN("arn:aws:organizations::111111111111:policy/p-1"))
        case .resourceControl: .explicitDeny(layer, policy: ARN("arn:aws:organizations::111111111111:policy/r-1"))
        case .boundary: .explicitDeny(layer, policy: ARN("arn:aws:iam::111111111111:policy/limit"))
        case .endpoint, .session, .scopeDown, .identity, .resource: .explicitDeny(layer, policy: nil)
        }
    }

    @Test("Where every layer allows, the call is allowed, by the statements that grant it")
    func everyLayerAllows() throws {
        let decision = try Self.question([:]).decide()
        #expect(decision.reason == .allowed(by: [.identity, .resource]))
        #expect(decision.statements.map(\.layer) == [.identity, .resource])
        #expect(decision.statements.map(\.sid) == ["Yes", "Named"])
        #expect(decision.statements.last?.description == "repository policy of team/app: statement 'Named'")
    }

    @Test("Each layer refuses by its silence and by its deny", arguments: PolicyLayer.allCases)
    func oneLayer(_ layer: PolicyLayer) throws {
        let silent = try Self.question([layer: .nothing]).decide()
        #expect(silent == Decision(verdict: .deny, reason: .silence(layer)))
        let denied = try Self.question([layer: .deny]).decide()
        #expect(denied.reason == Self.explicitDeny(layer))
        #expect(denied.isAllowed == false)
        #expect(denied.statements.count == 1)
        #expect(denied.statements.first?.layer == layer)
        #expect(denied.statements.first?.sid == (layer == .resource ? "Named" : "No"))
    }

    @Test("Of two explicit denies the first in order is named", arguments: denyOrder, denyOrder)
    func twoDenies(_ one: PolicyLayer, _ other: PolicyLayer) throws {
        guard one != other, let first = Self.denyOrder.first(where: { $0 == one || $0 == other }) else { return }
        #expect(try Self.question([one: .deny, other: .deny]).decide().reason == Self.explicitDeny(first))
    }

    @Test("Of two silences the first in order is named", arguments: silenceOrder, silenceOrder)
    func twoSilences(_ one: PolicyLayer, _ other: PolicyLayer) throws {
        guard one != other, let first = Self.silenceOrder.first(where: { $0 == one || $0 == other }) else { return }
        #expect(try Self.question([one: .nothing, other: .nothing]).decide().reason == .silence(first))
    }

    @Test("An explicit deny wins over every silence", arguments: denyOrder, silenceOrder)
    func denyOverSilence(_ deny: PolicyLayer, _ silence: PolicyLayer) throws {
        guard deny != silence else { return }
        #expect(try Self.question([deny: .deny, silence: .nothing]).decide().reason == Self.explicitDeny(deny))
    }

    @Test(
        "Nothing makes up for a policy that a session was narrowed by",
        arguments: [Question.Names.session, .everyone, .principal]
    )
    func scopeDown(_ names: Question.Names) throws {
        var question = Question(caller: .role, scopeDown: [.allow, .nothing], identity: .allow, repository: names)
        #expect(try question.decide().reason == .silence(.scopeDown))
        question.scopeDown = [.allow, .allow]
        #expect(try question.decide().isAllowed)
        question.caller = .root
        question.scopeDown = [.nothing]
        #expect(try question.decide().reason == .silence(.scopeDown))
    }

    @Test("Every level of an organization must allow", arguments: 0..<3)
    func levels(_ level: Int) throws {
        var question = Question(serviceControl: [.allow, .allow, .allow], identity: .allow)
        question.serviceControl[level] = .nothing
        #expect(try question.decide().reason == .silence(.serviceControl))
        question.serviceControl = []
        question.resourceControl = [.allow, .allow, .allow]
        question.resourceControl[level] = .nothing
        #expect(try question.decide().reason == .silence(.resourceControl))
        question.resourceControl[level] = .deny
        #expect(try question.decide().reason.layer == .resourceControl)
        #expect(try question.decide().reason.isExplicitDeny)
    }

    @Test("A level without any policy allows nothing")
    func emptyLevel() throws {
        let question = Question(identity: .allow)
        var policies = try question.policies()
        policies.caller.serviceControl = [[]]
        #expect(Evaluation.decide(try question.request(), policies).reason == .silence(.serviceControl))
    }

    @Test("One policy of a level or a session that allows is enough, and one that denies is, too")
    func union() throws {
        let question = Question(caller: .role, serviceControl: [.allow], session: .allow, identity: .allow)
        let silent = try Question(serviceControl: [.nothing], session: .nothing).policies().caller
        let denying = try Question(serviceControl: [.deny], session: .deny).policies().caller
        var policies = try question.policies()
        policies.caller.serviceControl[0] = silent.serviceControl[0] + policies.caller.serviceControl[0]
        policies.caller.session = (silent.session ?? []) + (policies.caller.session ?? [])
        #expect(Evaluation.decide(try question.request(), policies).isAllowed)
        var denied = policies
        denied.caller.session?.append(contentsOf: denying.session ?? [])
        #expect(Evaluation.decide(try question.request(), denied).reason == .explicitDeny(.session, policy: nil))
        denied = policies
        denied.caller.serviceControl[0] += denying.serviceControl[0]
        #expect(Evaluation.decide(try question.request(), denied).reason.layer == .serviceControl)
    }

    // MARK: - Principals

    private static let principals: [Case] = [
        Case(.silence(.identity)) { _ in },
        Case(nil) { $0.identity = .allow },
        Case(.silence(.boundary)) {
            $0.identity = .allow; $0.boundary = .nothing
        },
        Case(nil) {
            $0.identity = .allow; $0.boundary = .allow
        },
        Case(.silence(.identity)) { $0.boundary = .allow },
        Case(.silence(.identity)) {
            $0.caller = .role; $0.session = .allow
        },
        Case(.silence(.session)) {
            $0.caller = .role; $0.identity = .allow; $0.session = .nothing
        },
        Case(nil) {
            $0.caller = .role; $0.identity = .allow
        },
        Case(nil) {
            $0.caller = .role; $0.identity = .allow; $0.session = .allow; $0.boundary = .allow
        },
        // A federated user has what its issuer has and was passed on.
        Case(.silence(.session)) {
            $0.caller = .federated; $0.identity = .allow
        },
        Case(.silence(.identity)) {
            $0.caller = .federated; $0.session = .allow
        },
        Case(.silence(.identity)) { $0.caller = .federated },
        Case(.silence(.boundary)) {
            $0.caller = .federated; $0.identity = .allow; $0.session = .allow; $0.boundary = .nothing
        },
        Case(nil) {
            $0.caller = .federated; $0.identity = .allow; $0.session = .allow
        },
        // Root: no policy of its own side is read, but organizations bind it.
        Case(nil) { $0.caller = .root },
        Case(nil) {
            $0.caller = .root; $0.boundary = .nothing
        },
        Case(nil) {
            $0.caller = .root; $0.boundary = .deny; $0.identity = .deny
        },
        Case(nil) {
            $0.caller = .root; $0.serviceControl = [.allow]; $0.resourceControl = [.allow]
        },
        Case(.silence(.serviceControl)) {
            $0.caller = .root; $0.serviceControl = [.nothing]
        },
        Case(.silence(.resourceControl)) {
            $0.caller = .root; $0.resourceControl = [.nothing]
        },
        Case(.silence(.endpoint)) {
            $0.caller = .root; $0.endpoint = .nothing
        },
        Case(.explicitDeny(.resource, policy: nil)) {
            $0.caller = .root; $0.repository = .denied
        },
        // The task policy of AssumeRoot limits its session.
        Case(.silence(.session)) {
            $0.caller = .root; $0.session = .nothing
        },
        Case(.silence(.session)) { $0.caller = .federatedByRoot },
        Case(.silence(.session)) {
            $0.caller = .federatedByRoot; $0.session = .nothing
        },
        Case(nil) {
            $0.caller = .federatedByRoot; $0.session = .allow; $0.boundary = .nothing
        },
        Case(.explicitDeny(.session, policy: nil)) {
            $0.caller = .federatedByRoot; $0.session = .deny
        },
        // Nobody of its own account outside of a trust policy.
        Case(.silence(.resource)) {
            $0.caller = .webIdentity; $0.identity = .allow; $0.repository = .everyone
        },
    ]

    @Test("Each kind of principal has its own side", arguments: principals)
    func principal(_ test: Case) throws { try test.check() }

    @Test("Root is allowed as root, its federated users by their session policy")
    func rootReasons() throws {
        #expect(try Question(caller: .root).decide() == Decision(verdict: .allow, reason: .root))
        let federated = try Question(caller: .federatedByRoot, session: .allow).decide()
        #expect(federated.reason == .allowed(by: [.session]))
        #expect(try Question(caller: .root, isCrossAccount: true).decide().reason == .silence(.resource))
        let foreign = try Question(caller: .root, isCrossAccount: true, repository: .account).decide()
        #expect(foreign.reason == .allowed(by: [.resource]))
    }

    @Test("Nobody becomes root because policies say so of another kind of caller")
    func isRootOfOthers() throws {
        for caller in [Question.Caller.user, .role] {
            let question = Question(caller: caller)
            var policies = try question.policies()
            policies.caller.isRoot = true
            #expect(Evaluation.decide(try question.request(), policies).reason == .silence(.identity))
        }
    }

    @Test(
        "Root repairs the policy of its repository, whatever that denies, as far as its organization lets it",
        arguments: ["ecr:SetRepositoryPolicy", "ecr:GetRepositoryPolicy", "ecr:DeleteRepositoryPolicy"]
    )
    func rootRepairs(_ action: String) throws {
        var question = Question(caller: .root, action: action, repository: .denied)
        #expect(try question.decide().reason == .root)
        question.registry = .denied
        #expect(try question.decide().reason == .explicitDeny(.resource, policy: nil))
        question.registry = nil
        question.serviceControl = [.deny]
        #expect(try question.decide().reason.layer == .serviceControl)
        question.serviceControl = []
        question.isCrossAccount = true
        #expect(try question.decide().reason == .explicitDeny(.resource, policy: nil))
        question = Question(caller: .user, action: action, identity: .allow, repository: .denied)
        #expect(try question.decide().reason == .explicitDeny(.resource, policy: nil))
        question = Question(caller: .root, action: "ecr:DeleteRepository", repository: .denied)
        #expect(try question.decide().reason == .explicitDeny(.resource, policy: nil))
    }

    // MARK: - The resource's policy in one account

    /// Which silences of the caller's side a grant of the resource's policy passes over.
    private struct Reach {
        let caller: Question.Caller
        let names: Question.Names
        let passesOver: Set<PolicyLayer>
    }

    private static let reaches: [Reach] = [
        Reach(caller: .user, names: .nobody, passesOver: []),
        Reach(caller: .user, names: .account, passesOver: []),
        Reach(caller: .user, names: .principal, passesOver: [.identity, .boundary]),
        Reach(caller: .user, names: .everyone, passesOver: [.identity, .boundary]),
        Reach(caller: .role, names: .nobody, passesOver: []),
        Reach(caller: .role, names: .account, passesOver: []),
        Reach(caller: .role, names: .principal, passesOver: [.identity]),
        Reach(caller: .role, names: .session, passesOver: [.identity, .boundary, .session]),
        Reach(caller: .role, names: .everyone, passesOver: [.identity, .boundary, .session]),
        Reach(caller: .federated, names: .nobody, passesOver: []),
        Reach(caller: .federated, names: .account, passesOver: []),
        Reach(caller: .federated, names: .principal, passesOver: [.identity]),
        Reach(caller: .federated, names: .session, passesOver: [.identity, .boundary, .session]),
        Reach(caller: .federated, names: .everyone, passesOver: [.identity, .boundary, .session]),
        Reach(caller: .federatedByRoot, names: .account, passesOver: [.identity]),
        Reach(caller: .federatedByRoot, names: .session, passesOver: [.identity, .session]),
    ]

    @Test("What a resource's policy passes over depends on whom it names", arguments: reaches.indices, [false, true])
    func reach(_ index: Int, _ isRegistry: Bool) throws {
        let reach = Self.reaches[index]
        for layer in [PolicyLayer.identity, .boundary, .session] {
            if layer == .session, reach.caller == .user { continue }
            if layer != .session, reach.caller == .federatedByRoot { continue }
            var question = Question(caller: reach.caller, identity: .allow)
            question.boundary = .allow
            question.session = reach.caller == .user ? nil : .allow
            if isRegistry { question.registry = reach.names } else { question.repository = reach.names }
            #expect(try question.decide().isAllowed)
            let isPassedOver = reach.passesOver.contains(layer)
            var silent = question
            switch layer {
            case .identity: silent.identity = .nothing
            case .boundary: silent.boundary = .nothing
            default: silent.session = .nothing
            }
            let decision = try silent.decide()
            #expect(decision.isAllowed == isPassedOver, "\(silent.testDescription)")
            if !isPassedOver { #expect(decision.reason == .silence(layer)) }
            // An explicit deny is never passed over.
            switch layer {
            case .identity: silent.identity = .deny
            case .boundary: silent.boundary = .deny
            default: silent.session = .deny
            }
            #expect(try silent.decide().reason.layer == layer)
        }
    }

    @Test("Of several statements that grant the one that reaches furthest counts, wherever it stands")
    func furthestReach() throws {
        var question = Question(caller: .role, session: .nothing, repository: .account, registry: .session)
        #expect(try question.decide().reason == .allowed(by: [.resource]))
        #expect(try question.decide().statements.first?.policy == "registry policy")
        question.repository = .session
        question.registry = .account
        #expect(try question.decide().statements.first?.policy == "repository policy of team/app")
    }

    @Test("A statement that names everyone beside the role reaches as far as one that names everyone")
    func everyoneBesideRole() throws {
        let question = Question(caller: .role, session: .nothing, repository: .principal)
        var policies = try question.policies()
        #expect(Evaluation.decide(try question.request(), policies).reason == .silence(.session))
        let statement =
            #"{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:role/teams/ci", "*"]}, "#
            + #""Action": "ecr:PutImage"}"#
        let document = try Question.document(statement, .repository)
        policies.resource.policies = [AttachedPolicy(name: "repository policy", document: document)]
        #expect(Evaluation.decide(try question.request(), policies).isAllowed)
    }

    @Test("The first statement that allows is named")
    func firstStatement() throws {
        let question = Question()
        var policies = try question.policies()
        let statements = ["First", "Second"].map {
            #"{"Sid": "\#($0)", "Effect": "Allow", "Action": "*", "Resource": "*"}"#
        }
        let document = try Question.document(statements.joined(separator: ", "), .identity)
        policies.caller.identity = ["one", "two"].map { AttachedPolicy(name: $0, document: document) }
        let decision = Evaluation.decide(try question.request(), policies)
        #expect(decision.statements.map(\.description) == ["one: statement 'First'"])
    }

    @Test("Endpoint and resource control policies speak of whom they name")
    func namedInLimits() throws {
        let question = Question(resourceControl: [.allow], endpoint: .allow, identity: .allow)
        var policies = try question.policies()
        func document(_ effect: String, _ principal: String, _ kind: PolicyKind) throws -> PolicyDocument {
            let statement = #"{"Effect": "\#(effect)", "Principal": \#(principal), "Action": "*", "Resource": "*"}"#
            return try Question.document(statement, kind)
        }
        let other = #"{"AWS": "arn:aws:iam::111111111111:user/nobody"}"#
        policies.endpoint = AttachedPolicy(name: "endpoint", document: try document("Allow", other, .endpoint))
        #expect(Evaluation.decide(try question.request(), policies).reason == .silence(.endpoint))
        let own = #"{"AWS": "arn:aws:iam::111111111111:user/stefan"}"#
        policies.endpoint = AttachedPolicy(name: "endpoint", document: try document("Allow", own, .endpoint))
        #expect(Evaluation.decide(try question.request(), policies).isAllowed)
        policies.endpoint = AttachedPolicy(name: "endpoint", document: try document("Deny", other, .endpoint))
        #expect(Evaluation.decide(try question.request(), policies).reason == .silence(.endpoint))
    }

    @Test("A federated user whom a resource's policy names needs no session policy")
    func federatedUserNamed() throws {
        #expect(try Question(caller: .federated, repository: .session).decide().reason == .allowed(by: [.resource]))
        #expect(try Question(caller: .federated, repository: .principal).decide().reason == .silence(.session))
        #expect(try Question(caller: .federated, repository: .account).decide().reason == .silence(.identity))
    }

    @Test("A grant to the account is not what allows within it, one to the user is")
    func whatSettled() throws {
        let account = try Question(identity: .allow, repository: .account).decide()
        #expect(account.reason == .allowed(by: [.identity]))
        #expect(account.statements.map(\.layer) == [.identity])
        let user = try Question(repository: .principal).decide()
        #expect(user.reason == .allowed(by: [.resource]))
        #expect(user.statements.map(\.layer) == [.resource])
    }

    @Test("A deny of the registry's policy counts beside a grant of the repository's, and the other way")
    func bothResourcePolicies() throws {
        for (repository, registry) in [(Question.Names.principal, Question.Names.denied), (.denied, .principal)] {
            let question = Question(identity: .allow, repository: repository, registry: registry)
            #expect(try question.decide().reason == .explicitDeny(.resource, policy: nil))
        }
        #expect(try Question(repository: .nobody, registry: .principal).decide().isAllowed)
    }

    // MARK: - Across accounts

    @Test(
        "Across accounts both sides must allow, whomever the resource's policy names",
        arguments: [Question.Caller.user, .role, .federated],
        [Question.Names.nobody, .account, .principal, .session, .everyone]
    )
    func crossAccount(_ caller: Question.Caller, _ names: Question.Names) throws {
        var question = Question(caller: caller, isCrossAccount: true, identity: .allow, repository: names)
        question.boundary = .allow
        question.session = caller == .user ? nil : .allow
        guard names != .nobody else {
            #expect(try question.decide().reason == .silence(.resource))
            question.identity = .nothing
            #expect(try question.decide().reason == .silence(.resource))
            question.repository = nil
            #expect(try question.decide().reason == .silence(.resource))
            return
        }
        #expect(try question.decide().reason == .allowed(by: [.identity, .resource]))
        var silent = question
        silent.identity = .nothing
        #expect(try silent.decide().reason == .silence(.identity))
        silent = question
        silent.boundary = .nothing
        #expect(try silent.decide().reason == .silence(.boundary))
        guard caller != .user else { return }
        silent = question
        silent.session = .nothing
        #expect(try silent.decide().reason == .silence(.session))
    }

    @Test("The registry's policy grants across accounts, and denies of either side hold")
    func crossAccountRegistry() throws {
        let question = Question(isCrossAccount: true, identity: .allow, registry: .account)
        #expect(try question.decide().isAllowed)
        var denied = question
        denied.repository = .denied
        #expect(try denied.decide().reason == .explicitDeny(.resource, policy: nil))
        denied = question
        denied.resourceControl = [.deny]
        #expect(try denied.decide().reason.layer == .resourceControl)
        denied = question
        denied.serviceControl = [.deny]
        #expect(try denied.decide().reason.layer == .serviceControl)
    }

    @Test("Root of one account is let into another by name and by account, federated users of root by their session")
    func foreignRoot() throws {
        for names in [Question.Names.account, .everyone] {
            #expect(try Question(caller: .root, isCrossAccount: true, repository: names).decide().isAllowed)
            let federated = Question(caller: .federatedByRoot, isCrossAccount: true, repository: names)
            #expect(try federated.decide().reason == .silence(.session))
        }
        #expect(
            try Question(caller: .federatedByRoot, isCrossAccount: true, session: .allow, repository: .session)
                .decide().isAllowed
        )
    }

    // MARK: - Trust

    private static func trust(_ cause: Decision.Reason?, _ change: (inout Question) -> Void) -> Case {
        Case(cause) {
            $0.isTrust = true
            $0.action = "sts:AssumeRole"
            change(&$0)
        }
    }

    private static let trusts: [Case] = [
        // The trust policy must be there and allow.
        trust(.trustSilence) { $0.identity = .allow },
        trust(.trustSilence) {
            $0.identity = .allow; $0.trust = .nobody
        },
        trust(.trustSilence) { $0.trust = .nobody },
        trust(.trustDeny) {
            $0.identity = .allow; $0.trust = .denied
        },
        // Within the account the caller's name is enough, and so is everyone; its account is not.
        trust(nil) { $0.trust = .principal },
        trust(.silence(.identity)) { $0.trust = .account },
        trust(nil) {
            $0.trust = .account; $0.identity = .allow
        },
        trust(nil) { $0.trust = .everyone },
        trust(nil) {
            $0.trust = .everyone; $0.identity = .allow
        },
        trust(.explicitDeny(.identity, policy: nil)) {
            $0.trust = .everyone; $0.identity = .deny
        },
        trust(.explicitDeny(.identity, policy: nil)) {
            $0.trust = .principal; $0.identity = .deny
        },
        // What limits the caller.
        trust(.silence(.serviceControl)) {
            $0.trust = .principal; $0.serviceControl = [.nothing]
        },
        trust(.silence(.resourceControl)) {
            $0.trust = .principal; $0.resourceControl = [.nothing]
        },
        trust(nil) {
            $0.trust = .principal; $0.boundary = .nothing
        },
        trust(.silence(.boundary)) {
            $0.trust = .account; $0.identity = .allow; $0.boundary = .nothing
        },
        trust(nil) {
            $0.trust = .everyone; $0.identity = .allow; $0.boundary = .nothing
        },
        trust(.silence(.serviceControl)) {
            $0.trust = .everyone; $0.serviceControl = [.nothing]
        },
        // Chaining: the role, or the session.
        trust(nil) {
            $0.caller = .role; $0.trust = .principal
        },
        trust(nil) {
            $0.caller = .role; $0.trust = .session
        },
        trust(.silence(.boundary)) {
            $0.caller = .role; $0.trust = .principal; $0.boundary = .nothing
        },
        trust(.silence(.session)) {
            $0.caller = .role; $0.trust = .principal; $0.session = .nothing
        },
        trust(nil) {
            $0.caller = .role; $0.trust = .session; $0.session = .nothing; $0.boundary = .nothing
        },
        trust(nil) {
            $0.caller = .role; $0.trust = .everyone; $0.identity = .allow; $0.session = .nothing
        },
        // Across accounts: always both.
        trust(.trustSilence) {
            $0.isCrossAccount = true; $0.identity = .allow
        },
        trust(.silence(.identity)) {
            $0.isCrossAccount = true; $0.trust = .principal
        },
        trust(.silence(.identity)) {
            $0.isCrossAccount = true; $0.trust = .account
        },
        trust(.silence(.boundary)) {
            $0.isCrossAccount = true; $0.trust = .principal; $0.identity = .allow; $0.boundary = .nothing
        },
        trust(nil) {
            $0.isCrossAccount = true; $0.trust = .principal; $0.identity = .allow
        },
        trust(nil) {
            $0.isCrossAccount = true; $0.trust = .account; $0.identity = .allow
        },
        trust(nil) {
            $0.isCrossAccount = true; $0.trust = .everyone; $0.identity = .allow
        },
        trust(.silence(.session)) {
            $0.isCrossAccount = true; $0.caller = .role; $0.trust = .session; $0.identity = .allow
            $0.session = .nothing
        },
        // Who may assume no role.
        trust(.trustSilence) {
            $0.caller = .root; $0.trust = .account
        },
        trust(.trustSilence) {
            $0.caller = .root; $0.trust = .everyone
        },
        trust(.trustSilence) {
            $0.caller = .federated; $0.trust = .session; $0.identity = .allow; $0.session = .allow
        },
        trust(.trustSilence) {
            $0.caller = .federatedByRoot; $0.trust = .everyone; $0.session = .allow
        },
    ]

    @Test("A role is assumed by whom its trust policy and the caller's side let", arguments: trusts)
    func assumeRole(_ test: Case) throws { try test.check() }

    private static func webIdentity(_ cause: Decision.Reason?, _ change: (inout Question) -> Void) -> Case {
        Case(cause) {
            $0.caller = .webIdentity
            $0.isTrust = true
            $0.action = "sts:AssumeRoleWithWebIdentity"
            change(&$0)
        }
    }

    private static let webIdentities: [Case] = [
        webIdentity(nil) { $0.trust = .session },
        webIdentity(.trustSilence) { _ in },
        webIdentity(.trustSilence) { $0.trust = .nobody },
        // `*` means users and roles: whom a provider vouches for is let in by the provider's name alone.
        webIdentity(.trustSilence) {
            $0.trust = .everyone; $0.identity = .allow
        },
        webIdentity(.trustSilence) {
            $0.trust = .account; $0.identity = .allow
        },
        webIdentity(.trustDeny) { $0.trust = .denied },
        webIdentity(.silence(.resourceControl)) {
            $0.trust = .session; $0.resourceControl = [.nothing]
        },
        webIdentity(.silence(.endpoint)) {
            $0.trust = .session; $0.endpoint = .nothing
        },
        // It has no account, and so no policies of one.
        webIdentity(nil) {
            $0.trust = .session; $0.serviceControl = [.deny]; $0.boundary = .deny; $0.session = .deny;
            $0.identity = .deny
        },
    ]

    @Test("An identity provider's word counts in the trust policy alone", arguments: webIdentities)
    func assumeRoleWithWebIdentity(_ test: Case) throws { try test.check() }

    @Test("Nothing at all is refused, of every kind of caller but root", arguments: Question.Caller.allCases)
    func failsClosed(_ caller: Question.Caller) throws {
        let request = try Question(caller: caller).request()
        #expect(Evaluation.decide(request, ApplicablePolicies()).isAllowed == (caller == .root))
        var trust = ApplicablePolicies()
        trust.resource.kind = .trust
        #expect(Evaluation.decide(request, trust).reason == .trustSilence)
    }

    // MARK: - As a value

    @Test("A decision keeps all of itself as JSON")
    func decisionAsJSON() throws {
        let arn = try Unwrapped.arn("arn:aws:iam::111111111111:policy/limit")
        let reasons: [Decision.Reason] = [
            .root, .noPermissionNeeded, .allowed(by: [.identity, .resource]), .explicitDeny(.boundary, policy: arn),
            .explicitDeny(.resource, policy: nil), .silence(.session), .trustSilence, .trustDeny,
        ]
        for reason in reasons {
            let decision = Decision(verdict: .deny, reason: reason)
            let data = try JSONEncoder().encode(decision)
            #expect(try JSONDecoder().decode(Decision.self, from: data) == decision)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(reasons[3]), as: UTF8.self)
        #expect(
            text == #"{"kind":"explicitDeny","layer":"boundary","policy":"arn:aws:iam::111111111111:policy/limit"}"#
        )
    }
}
