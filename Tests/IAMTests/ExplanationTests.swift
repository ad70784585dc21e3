import AWSCore
import Foundation
import IAM
import Testing

@Suite("Why IAM answered as it did")
struct ExplanationTests {
    private static func explain(_ question: Question) throws -> Explanation {
        Explanation(try question.request(), try question.policies())
    }

    private static func layer(_ layer: PolicyLayer, of question: Question) throws -> Explanation.Layer {
        try #require(try explain(question).layers.first { $0.layer == layer })
    }

    // MARK: - Layers

    @Test("It has every layer in order, whether it applies or not")
    func order() throws {
        let layers = try Self.explain(Question()).layers
        #expect(
            layers.map(\.layer) == [
                .serviceControl, .resourceControl, .endpoint, .boundary, .session, .scopeDown, .identity, .resource,
            ]
        )
        #expect(layers.map(\.outcome).filter { $0 == .doesNotApply }.count == 7)
        #expect(layers.filter(\.isDecisive).map(\.layer) == [.identity])
    }

    @Test("A layer that does not apply says why")
    func absentLayers() throws {
        let expected: [(PolicyLayer, Question, String)] = [
            (.serviceControl, Question(), "none bind account 111111111111"),
            (.serviceControl, Question(caller: .webIdentity, isTrust: true), "the caller has no account"),
            (.resourceControl, Question(isCrossAccount: true), "none bind account 222222222222"),
            (.endpoint, Question(), "the call came through no VPC endpoint"),
            (.boundary, Question(), "none is set"),
            (.boundary, Question(caller: .root, boundary: .nothing), "the caller is root"),
            (.boundary, Question(caller: .federatedByRoot, boundary: .nothing), "the issuer is root"),
            (.session, Question(), "the caller has none"),
            (.session, Question(caller: .role), "none was passed when the role was assumed"),
            (.resource, Question(), "there is none"),
            (.resource, Question(resource: "*"), "the call is about no resource"),
        ]
        for (name, question, note) in expected {
            let layer = try Self.layer(name, of: question)
            #expect(layer.outcome == .doesNotApply)
            #expect(layer.part == .doesNotApply)
            #expect(layer.note == note)
            #expect(layer.policies.isEmpty)
        }
    }

    @Test("A silence that does not count says why")
    func passedOver() throws {
        var question = Question(caller: .role, boundary: .nothing, session: .nothing, repository: .session)
        #expect(try Self.explain(question).decision.isAllowed)
        for name in [PolicyLayer.boundary, .session, .identity] {
            let layer = try Self.layer(name, of: question)
            #expect(layer.outcome == .silent)
            #expect(layer.note == "not needed, as the resource's policy allows the caller directly")
            #expect(layer.isDecisive == false)
        }
        #expect(try Self.layer(.resource, of: question).note == "enough by itself")
        question = Question(caller: .role, repository: .principal)
        #expect(
            try Self.layer(.identity, of: question).note == "not needed, as the resource's policy names role/teams/ci"
        )
        #expect(try Self.layer(.resource, of: question).note == "enough without an identity-based policy")
        question.repository = .account
        #expect(try Self.layer(.resource, of: question).note == "leaves it to the policies of account 111111111111")
        question.repository = .nobody
        #expect(try Self.layer(.resource, of: question).note == "not needed within the account")
    }

    @Test("What is silent without a policy says so")
    func silentWithoutPolicy() throws {
        #expect(
            try Self.layer(.session, of: Question(caller: .federated)).note
                == "none was passed, and without one a federated user may do nothing by its own side"
        )
        #expect(
            try Self.layer(.resource, of: Question(isCrossAccount: true)).note == "repository team/app has none"
        )
        #expect(
            try Self.layer(.resource, of: Question(action: "sts:AssumeRole", isTrust: true)).note
                == "there is no role/target"
        )
        #expect(
            try Self.layer(.serviceControl, of: Question(serviceControl: [.allow, .allow, .nothing, .allow])).note
                == "nothing at organizational unit 2 of 2 allows it"
        )
        let root = try Self.layer(.identity, of: Question(caller: .root))
        #expect(root.outcome == .allows)
        #expect(root.note == "the caller is root, which may do everything")
        let repair = Question(caller: .root, action: "ecr:DeleteRepositoryPolicy", repository: .denied)
        #expect(try Self.layer(.resource, of: repair).note == "root may always repair the policy of its repository")
    }

    /// Every combination of what the layers say, for every caller, at home and across accounts.
    private static var combinations: [Question] {
        var questions: [Question] = []
        for caller in Question.Caller.allCases {
            for isCrossAccount in [false, true] {
                for serviceControl in [[], [Question.Says.deny]] {
                    for boundary in [nil, Question.Says.nothing] {
                        for session in [nil, Question.Says.nothing, .allow] {
                            for identity in [Question.Says.nothing, .allow] {
                                for repository in [nil] + Question.Names.allCases.map(Optional.some) {
                                    var question = Question(caller: caller, isCrossAccount: isCrossAccount)
                                    question.serviceControl = serviceControl
                                    question.boundary = boundary
                                    question.session = session
                                    question.identity = identity
                                    question.repository = repository
                                    questions.append(question)
                                }
                            }
                        }
                    }
                }
            }
        }
        return questions
    }

    @Test("What it says of the layers agrees with the decision, and its remedies with another evaluation")
    func agreement() throws {
        for question in Self.combinations {
            let explanation = try Self.explain(question)
            let decision = try question.decide()
            #expect(explanation.decision == decision)
            let outcomes = Dictionary(uniqueKeysWithValues: explanation.layers.map { ($0.layer, $0.outcome) })
            if let layer = decision.reason.layer {
                let expected: Explanation.Layer.Outcome =
                    decision.reason.isExplicitDeny ? .denies : .silent
                #expect(outcomes[layer] == expected, "\(question.testDescription)")
                #expect(explanation.layers.filter(\.isDecisive).map(\.layer) == [layer])
                #expect(explanation.sentence != nil)
                #expect(explanation.verified == !explanation.remedies.isEmpty, "\(question.testDescription)")
                #expect(explanation.verified || question.caller == .webIdentity, "\(question.testDescription)")
            } else {
                #expect(!outcomes.values.contains(.denies), "\(question.testDescription)")
                #expect(explanation.sentence == nil)
                #expect(explanation.remedies.isEmpty)
                #expect(explanation.verified)
            }
        }
    }

    // MARK: - As a value

    @Test("It names who asked for what, under which circumstances")
    func request() throws {
        let explanation = try Self.explain(Question(caller: .role, context: ["aws:SourceIp": ["10.0.0.1"]]))
        #expect(explanation.caller.arn.description == "arn:aws:sts::111111111111:assumed-role/ci/build")
        #expect(explanation.caller.issuer?.description == "arn:aws:iam::111111111111:role/teams/ci")
        #expect(explanation.caller.kind == .roleSession)
        #expect(explanation.context == ["aws:SourceIp": ["10.0.0.1"]])
        #expect(explanation.resourceAccount.value == "111111111111")
    }

    @Test("As JSON it keeps all of itself, under names that can be read")
    func json() throws {
        let question = Question(serviceControl: [.deny], boundary: .nothing, repository: .nobody)
        let explanation = try Self.explain(question)
        let data = try JSONEncoder().encode(explanation)
        #expect(try JSONDecoder().decode(Explanation.self, from: data) == explanation)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "caller", "action", "resource", "resourceAccount", "resourceKind", "context", "layers", "decision",
                "cause", "sentence",
                "remedies", "verified", "flow", "hints",
            ]
        )
        let layers = try #require(object["layers"] as? [[String: Any]])
        let policies = try #require(layers.first?["policies"] as? [[String: Any]])
        let statements = try #require(policies.first?["statements"] as? [[String: Any]])
        #expect(layers.first?["layer"] as? String == "serviceControl")
        #expect(layers.first?["outcome"] as? String == "denies")
        #expect(policies.first?["level"] as? String == "the account")
        #expect(statements.first?["effect"] as? String == "Deny")
        #expect(statements.first?["isMatch"] as? Bool == true)
        let remedies = try #require(object["remedies"] as? [[String: Any]])
        #expect(remedies.first?["kind"] as? String == "removeStatement")
        #expect((remedies.last?["statement"] as? [String: Any])?["Effect"] as? String == "Allow")
    }

    // MARK: - For people

    private static func report(
        _ question: Question,
        _ change: (inout ApplicablePolicies) throws -> Void = { _ in }
    ) throws -> String {
        var policies = try question.policies()
        try change(&policies)
        return Explanation(try question.request(), policies).report.joined(separator: "\n")
    }

    @Test("A silence is read in one look: the verdict, the layers, the near miss, the statement to add")
    func silenceReport() throws {
        let all = "arn:aws:ecr:us-east-1:111111111111:repository/*"
        let report = try Self.report(Question(action: "ecr:DescribeRepositories", resource: all)) {
            let statements =
                #"{"Sid": "Pull", "Effect": "Allow", "Action": ["ecr:Describe*", "ecr:BatchGetImage"], "Resource": "#
                + #""arn:aws:ecr:us-east-1:111111111111:repository/app"}, "#
                + #"{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}, "#
                + #"{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}"#
            let document = try Question.document(statements, .identity)
            $0.caller.identity = [AttachedPolicy(name: "inline policy 'pull' of user/stefan", document: document)]
        }
        #expect(
            report == """
                Denied: ecr:DescribeRepositories on arn:aws:ecr:us-east-1:111111111111:repository/*
                  caller:   arn:aws:iam::111111111111:user/stefan
                  why:      no identity-based policy of user/stefan allows it
                  AWS says: User: arn:aws:iam::111111111111:user/stefan is not authorized to perform: \
                ecr:DescribeRepositories on resource: arn:aws:ecr:us-east-1:111111111111:repository/* because no \
                identity-based policy allows the ecr:DescribeRepositories action

                Layers
                  service control policies    do not apply: none bind account 111111111111
                  resource control policies   do not apply: none bind account 111111111111
                  permissions boundary        does not apply: none is set
                  session policies            do not apply: the caller has none
                > identity-based policies     do not allow it
                    inline policy 'pull' of user/stefan
                      Allow 'Pull' does not match:
                        Resource: arn:aws:ecr:us-east-1:111111111111:repository/app
                          the call has arn:aws:ecr:us-east-1:111111111111:repository/*
                      Allow statement 2 is about other actions: ecr:GetAuthorizationToken
                  resource-based policies     do not apply: there is none

                One statement nearly allows it:
                  statement 'Pull' of inline policy 'pull' of user/stefan:
                    its Resource is arn:aws:ecr:us-east-1:111111111111:repository/app, but the call names no
                    repository and is asked about all: arn:aws:ecr:us-east-1:111111111111:repository/*

                To allow it, add to an identity-based policy of user/stefan:
                  {
                    "Effect": "Allow",
                    "Action": "ecr:DescribeRepositories",
                    "Resource": "arn:aws:ecr:us-east-1:111111111111:repository/*"
                  }
                  (checked: with this the call is allowed)
                """
        )
    }

    @Test("A deny shows by what it catches the call, and every layer beside it what it says")
    func denyReport() throws {
        let question = Question(
            caller: .role,
            serviceControl: [.allow, .allow],
            session: .allow,
            identity: .allow,
            context: ["aws:PrincipalArn": ["arn:aws:iam::111111111111:role/teams/ci"]]
        )
        let report = try Self.report(question) {
            let statement =
                #"{"Sid": "OnlyFrankfurt", "Effect": "Deny", "Action": "*", "Resource": "*", "#
                + #""Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}}}"#
            let arn = try Unwrapped.arn("arn:aws:organizations::999999999999:policy/o-1/p-1")
            $0.caller.serviceControl[0].append(
                AttachedPolicy(name: "regions", arn: arn, document: try Question.document(statement, .serviceControl))
            )
        }
        #expect(
            report == """
                Denied: ecr:PutImage on arn:aws:ecr:us-east-1:111111111111:repository/team/app
                  caller:   arn:aws:sts::111111111111:assumed-role/ci/build (of role/teams/ci)
                  why:      statement 'OnlyFrankfurt' of regions denies it
                  AWS says: User: arn:aws:sts::111111111111:assumed-role/ci/build is not authorized to perform: \
                ecr:PutImage on resource: arn:aws:ecr:us-east-1:111111111111:repository/team/app with an explicit \
                deny in a service control policy: arn:aws:organizations::999999999999:policy/o-1/p-1

                Layers
                > service control policies    deny it
                    regions at the organization's root
                      Deny 'OnlyFrankfurt' matches:
                        Action: *
                        Resource: *
                        Condition StringNotEquals aws:RequestedRegion: eu-central-1
                          the call has no such key
                  resource control policies   do not apply: none bind account 111111111111
                  permissions boundary        does not apply: none is set
                  session policies            let it through
                    session policy: Allow 'Yes'
                  identity-based policies     allow it
                    inline policy 'own' of role: Allow 'Yes'
                  resource-based policies     do not apply: there is none

                To allow it, change statement 'OnlyFrankfurt' of regions
                (arn:aws:organizations::999999999999:policy/o-1/p-1) to:
                  {
                    "Sid": "OnlyFrankfurt",
                    "Effect": "Deny",
                    "Action": "*",
                    "Resource": "*",
                    "Condition": {
                      "ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/teams/ci"},
                      "StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}
                    }
                  }
                  - it catches the call by Action *; Resource *; aws:RequestedRegion is absent (StringNotEquals
                    eu-central-1)
                  - this spares the caller by aws:PrincipalArn
                  - only the organization's management account, 999999999999, can change policies of this kind
                  - or leave it as it is, and call region eu-central-1 (not checked)
                  (checked: with this the call is allowed)
                """
        )
    }

    @Test("What several layers refuse is mended in all of them")
    func severalReport() throws {
        let report = try Self.report(
            Question(action: "sts:AssumeRole", isCrossAccount: true, serviceControl: [.allow, .nothing], isTrust: true)
        )
        #expect(
            report == """
                Denied: sts:AssumeRole on arn:aws:iam::222222222222:role/target
                  caller:   arn:aws:iam::111111111111:user/stefan
                  why:      no service control policy at the account allows it
                  AWS says: User: arn:aws:iam::111111111111:user/stefan is not authorized to perform: sts:AssumeRole \
                on resource: arn:aws:iam::222222222222:role/target

                Layers
                > service control policies    do not allow it: nothing at the account allows it
                    scp-0 at the organization's root: Allow 'Yes'
                    scp-1 at the account: nothing but denies
                  resource control policies   do not apply: none bind account 222222222222
                  permissions boundary        does not apply: none is set
                  session policies            do not apply: the caller has none
                  identity-based policies     do not allow it
                    inline policy 'own' of user: nothing but denies
                  role trust policy           does not allow it: there is no role/target

                To allow it, add to a service control policy at the account:
                  {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Resource": "arn:aws:iam::222222222222:role/target"
                  }
                  - only the organization's management account, 111111111111, can change policies of this kind

                And add to the trust policy of role/target, which has to be created in account 222222222222:
                  {
                    "Effect": "Allow",
                    "Principal": {"AWS": "arn:aws:iam::111111111111:user/stefan"},
                    "Action": "sts:AssumeRole"
                  }
                  - only account 222222222222, which owns it, can change it, and not the caller's

                And add to an identity-based policy of user/stefan:
                  {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Resource": "arn:aws:iam::222222222222:role/target"
                  }
                  (checked: with all of these the call is allowed)
                """
        )
    }

    @Test("What is allowed shows by which statements")
    func allowedReport() throws {
        let report = try Self.report(Question(boundary: .allow, repository: .principal))
        #expect(
            report == """
                Allowed: ecr:PutImage on arn:aws:ecr:us-east-1:111111111111:repository/team/app
                  caller:   arn:aws:iam::111111111111:user/stefan
                  why:      statement 'Named' of repository policy of team/app allows it

                Layers
                  service control policies    do not apply: none bind account 111111111111
                  resource control policies   do not apply: none bind account 111111111111
                  permissions boundary        lets it through
                    limit: Allow 'Yes'
                  session policies            do not apply: the caller has none
                  identity-based policies     do not allow it: not needed, as the resource's policy names
                                              user/stefan
                  resource-based policies     allow it: enough without an identity-based policy
                    repository policy of team/app: Allow 'Named'
                """
        )
    }

    @Test("What nothing could allow says so")
    func impossibleReport() throws {
        let report = try Self.report(Question(caller: .root, action: "sts:AssumeRole", trust: .account, isTrust: true))
        #expect(report.hasSuffix("\n\nNo change of a policy would allow it."))
        #expect(report.contains("\n> role trust policy           does not allow it: root may assume no role\n"))
    }
}
