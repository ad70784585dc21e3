import AWSCore
import Foundation
import IAM
import Testing

@Suite("What would allow a refused call")
struct RemedyTests {
    private static func explain(_ question: Question) throws -> Explanation {
        Explanation(try question.request(), try question.policies())
    }

    /// A question across accounts that every layer allows, about an action that is not a part of a push or a pull.
    private static let allowed = Question(
        caller: .role,
        action: "ecr:ListImages",
        isCrossAccount: true,
        serviceControl: [.allow, .allow, .allow],
        resourceControl: [.allow, .allow],
        endpoint: .allow,
        boundary: .allow,
        session: .allow,
        scopeDown: [.allow, .allow],
        identity: .allow,
        repository: .principal
    )

    private static func silent(_ layers: Set<PolicyLayer>) -> Question {
        var question = allowed
        for layer in layers {
            switch layer {
            case .serviceControl: question.serviceControl[1] = .nothing
            case .resourceControl: question.resourceControl[0] = .nothing
            case .endpoint: question.endpoint = .nothing
            case .boundary: question.boundary = .nothing
            case .session: question.session = .nothing
            case .scopeDown: question.scopeDown[1] = .nothing
            case .identity: question.identity = .nothing
            case .resource: question.repository = .nobody
            }
        }
        return question
    }

    private static let resource = "arn:aws:ecr:us-east-1:222222222222:repository/team/app"
    private static let statements: [PolicyLayer: String] = [
        .serviceControl: #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .resourceControl: #"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#,
        .endpoint: #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:role/teams/ci"}, "#
            + #""Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .boundary: #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .session: #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .scopeDown: #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .identity: #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "\#(resource)"}"#,
        .resource: #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:role/teams/ci"}, "#
            + #""Action": "ecr:ListImages"}"#,
    ]
    private static let places: [PolicyLayer: String] = [
        .serviceControl: "a service control policy at the organizational unit",
        .resourceControl: "a resource control policy at the organization's root",
        .endpoint: "the policy of vpce-1",
        .boundary: "the permissions boundary of role/teams/ci, limit",
        .session: "the session policy that is passed to sts:AssumeRole",
        .scopeDown: "scope down policy 2 of the session, which is passed to sts:GetScopedCredentials",
        .identity: "an identity-based policy of role/teams/ci",
        .resource: "the repository policy of team/app in account 222222222222",
    ]

    @Test("A silent layer is mended by the smallest statement, in the right place", arguments: PolicyLayer.allCases)
    func oneSilence(_ layer: PolicyLayer) throws {
        let question = Self.silent([layer])
        let explanation = try Self.explain(question)
        let remedy = try #require(explanation.remedies.first)
        #expect(explanation.remedies.count == 1)
        #expect(explanation.verified)
        #expect(remedy.kind == .addStatement)
        #expect(remedy.layer == layer)
        #expect(remedy.place == Self.places[layer])
        #expect(remedy.statementText == Self.statements[layer])
        var policies = try question.policies()
        #expect(Evaluation.decide(try question.request(), policies).isAllowed == false)
        try AppliedRemedy.apply(remedy, to: &policies)
        #expect(Evaluation.decide(try question.request(), policies).isAllowed)
    }

    @Test("Where several layers are silent, each is mended, and all are needed")
    func allSilences() throws {
        let question = Self.silent(Set(PolicyLayer.allCases))
        let explanation = try Self.explain(question)
        #expect(
            explanation.remedies.map(\.layer) == [
                .serviceControl, .resourceControl, .endpoint, .resource, .identity, .boundary, .session,
                .scopeDown,
            ]
        )
        #expect(explanation.verified)
        var policies = try question.policies()
        for remedy in explanation.remedies {
            #expect(Evaluation.decide(try question.request(), policies).isAllowed == false)
            try AppliedRemedy.apply(remedy, to: &policies)
        }
        #expect(Evaluation.decide(try question.request(), policies).isAllowed)
    }

    @Test("Every silent level of an organization is mended")
    func levels() throws {
        var question = Self.allowed
        question.serviceControl = [.nothing, .allow, .nothing]
        let explanation = try Self.explain(question)
        #expect(
            explanation.remedies.map(\.place) == [
                "a service control policy at the organization's root", "a service control policy at the account",
            ]
        )
        #expect(explanation.verified)
    }

    @Test("A role that is absent is to be created, with a trust policy that names the caller or the caller's role")
    func absentRole() throws {
        for (caller, name) in [
            (Question.Caller.user, "arn:aws:iam::111111111111:user/stefan"),
            (.role, "arn:aws:iam::111111111111:role/teams/ci"),
        ] {
            let question = Question(caller: caller, action: "sts:AssumeRole", isTrust: true)
            let explanation = try Self.explain(question)
            #expect(explanation.cause == "there is no role/target")
            #expect(explanation.remedies.count == 1)
            #expect(explanation.remedies.first?.place == "the trust policy of role/target, which has to be created")
            #expect(
                explanation.remedies.first?.statementText
                    == #"{"Effect": "Allow", "Principal": {"AWS": "\#(name)"}, "Action": "sts:AssumeRole"}"#
            )
            #expect(explanation.verified)
        }
    }

    @Test("Across accounts a role needs both sides")
    func foreignRole() throws {
        let explanation = try Self.explain(
            Question(action: "sts:AssumeRole", isCrossAccount: true, trust: .nobody, isTrust: true)
        )
        #expect(explanation.remedies.map(\.layer) == [.resource, .identity])
        #expect(explanation.remedies.first?.place == "the trust policy of role/target in account 222222222222")
        #expect(explanation.verified)
    }

    @Test("A web identity is let in with its own audience and subject, not with everybody's")
    func webIdentity() throws {
        let explanation = try Self.explain(
            Question(
                caller: .webIdentity,
                action: "sts:AssumeRoleWithWebIdentity",
                trust: .nobody,
                isTrust: true,
                context: [
                    "token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"],
                    "token.actions.githubusercontent.com:sub": ["repo:ml/app:ref:refs/heads/main"],
                ]
            )
        )
        #expect(
            explanation.remedies.map(\.statementText) == [
                #"{"Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::111111111111:oidc-provider/"#
                    + #"token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "#
                    + #""Condition": "#
                    + #"{"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "#
                    + #""token.actions.githubusercontent.com:sub": "repo:ml/app:ref:refs/heads/main"}}}"#
            ]
        )
        #expect(explanation.verified)
    }

    @Test("A federated user without a session policy is told to pass one")
    func federatedUser() throws {
        let explanation = try Self.explain(Question(caller: .federated, identity: .allow))
        #expect(explanation.remedies.map(\.place) == ["a session policy that is passed to sts:GetFederationToken"])
        #expect(
            explanation.remedies.first?.advice.first
                == "a session keeps the policies that it was made with: make a new one"
        )
        #expect(explanation.verified)
    }

    @Test("What has no resource is allowed on a star")
    func star() throws {
        let explanation = try Self.explain(Question(action: "ecr:GetAuthorizationToken", resource: "*"))
        #expect(
            explanation.remedies.map(\.statementText) == [
                #"{"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}"#
            ]
        )
        #expect(explanation.verified)
    }

    @Test("Across accounts what is about all repositories, or one that is not there, belongs in the registry's policy")
    func registry() throws {
        let all = "arn:aws:ecr:us-east-1:222222222222:repository/*"
        let new = "arn:aws:ecr:us-east-1:222222222222:repository/team/new"
        for (action, resource) in [("ecr:DescribeRepositories", all), ("ecr:CreateRepository", new)] {
            let explanation = try Self.explain(
                Question(action: action, resource: resource, isCrossAccount: true, identity: .allow)
            )
            #expect(
                explanation.remedies.map(\.place) == ["the registry policy of account 222222222222 in us-east-1"]
            )
            #expect(
                explanation.remedies.first?.statementText
                    == #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:user/stefan"}, "#
                    + #""Action": "\#(action)", "Resource": "\#(resource)"}"#
            )
            #expect(explanation.verified)
        }
    }

    @Test("Where no policy can help, none is suggested")
    func impossible() throws {
        let impossible = [
            Question(caller: .root, action: "sts:AssumeRole", trust: .account, isTrust: true),
            Question(caller: .federated, action: "sts:AssumeRole", trust: .session, isTrust: true),
            Question(action: "ecr:DescribeRegistry", resource: "*", isCrossAccount: true, identity: .allow),
            Question(caller: .webIdentity),
        ]
        for question in impossible {
            let explanation = try Self.explain(question)
            #expect(explanation.decision.isAllowed == false)
            #expect(explanation.remedies.isEmpty, "\(question.testDescription)")
            #expect(explanation.verified == false)
        }
    }
}
