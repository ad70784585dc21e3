import AWSCore
import IAM
import Testing

@Suite("Pushes and pulls are allowed whole")
struct RemedyFlowTests {
    private static func resource(of flow: RegistryFlow) -> String {
        flow == .publicPush
            ? "arn:aws:ecr-public::111111111111:repository/team/app"
            : "arn:aws:ecr:us-east-1:111111111111:repository/team/app"
    }

    @Test("Their actions are actions of ECR about a repository, and no two flows are alike")
    func actions() {
        for flow in RegistryFlow.allCases {
            for action in flow.actions {
                #expect(
                    IAMAction.named(action)?.resourceType == (flow == .publicPush ? .publicRepository : .repository)
                )
            }
        }
        #expect(RegistryFlow.allCases.flatMap(\.login).allSatisfy { IAMAction.named($0) != nil })
        #expect(Set(RegistryFlow.allCases.map { Set($0.actions) }).count == RegistryFlow.allCases.count)
    }

    @Test(
        "Whatever call of a flow is refused, one statement allows all of it",
        arguments: RegistryFlow.allCases.flatMap { flow in flow.actions.map { (flow, $0) } }
    )
    func whole(flow: RegistryFlow, action: String) throws {
        let question = Question(action: action, resource: Self.resource(of: flow))
        var policies = try question.policies()
        let request = try question.request()
        let explanation = Explanation(request, policies)
        let told = try #require(explanation.flow)
        // An action of both is asked for by one of them more often than by the other.
        #expect(told.name == flow || [RegistryFlow.pull, .push].allSatisfy { $0.actions.contains(action) })
        #expect(told.refused.isEmpty)
        #expect(explanation.remedies.count == 1)
        try AppliedRemedy.apply(explanation.remedies, to: &policies)
        for action in told.name.actions {
            var other = request
            other.action = action
            #expect(Evaluation.decide(other, policies).isAllowed, "\(action)")
        }
        #expect(
            explanation.report.last
                == "  (checked: with this the call is allowed, and so is the rest of a \(told.name.word))"
        )
    }

    @Test("What refuses another call of the flow is taken away in the same round")
    func oneRound() throws {
        let question = Question(action: "ecr:InitiateLayerUpload", boundary: .allow)
        var policies = try question.policies()
        policies.caller.boundary = AttachedPolicy(
            name: "limit",
            document: try Question.document(
                #"{"Effect": "Allow", "Action": ["ecr:Initiate*", "ecr:Upload*", "ecr:Batch*"], "Resource": "*"}, "#
                    + #"{"Sid": "No", "Effect": "Deny", "Action": ["ecr:PutImage", "iam:*"], "Resource": "*"}"#,
                .identity
            )
        )
        let request = try question.request()
        let explanation = Explanation(request, policies)
        #expect(explanation.remedies.map(\.layer) == [.identity, .boundary, .boundary])
        #expect(explanation.remedies.map(\.kind) == [.addStatement, .addStatement, .replaceStatement])
        #expect(explanation.remedies.last?.advice.first?.hasPrefix("it catches ecr:PutImage by ") == true)
        #expect(explanation.flow?.refused == [])
        try AppliedRemedy.apply(explanation.remedies, to: &policies)
        for action in RegistryFlow.push.actions {
            var other = request
            other.action = action
            #expect(Evaluation.decide(other, policies).isAllowed, "\(action)")
        }
    }

    @Test("Another action, all repositories, and a deny alone are no flow's")
    func none() throws {
        let all = "arn:aws:ecr:us-east-1:111111111111:repository/*"
        for question in [
            Question(action: "ecr:ListImages"), Question(action: "ecr:BatchGetImage", resource: all),
            Question(identity: .deny),
        ] {
            let explanation = Explanation(try question.request(), try question.policies())
            #expect(explanation.flow == nil || question.identity == .deny)
            #expect(explanation.remedies.first?.statementText?.contains("InitiateLayerUpload") != true)
        }
    }

    @Test("Who may not log in is told what comes after")
    func login() throws {
        let question = Question(action: "ecr:GetAuthorizationToken", resource: "*")
        let explanation = Explanation(try question.request(), try question.policies())
        #expect(
            explanation.remedies.first?.advice == [
                "a pull goes on with ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:BatchCheckLayerAvailability on "
                    + "a repository",
                "a push goes on with ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, "
                    + "ecr:CompleteLayerUpload, ecr:PutImage, ecr:BatchGetImage on a repository",
            ]
        )
        for action in RegistryFlow.publicPush.login {
            let question = Question(action: action, resource: "*")
            let explanation = Explanation(try question.request(), try question.policies())
            #expect(
                explanation.remedies.first?.advice == [
                    "a push goes on with \(RegistryFlow.publicPush.actions.joined(separator: ", ")) on a repository"
                ]
            )
        }
    }
}
