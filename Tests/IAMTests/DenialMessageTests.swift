import AWSCore
import IAM
import Testing

@Suite("AWS's sentence for a refused call")
struct DenialMessageTests {
    private static let repository = "arn:aws:ecr:us-east-1:111111111111:repository/team/app"
    private static let start =
        "User: arn:aws:iam::111111111111:user/stefan is not authorized to perform: ecr:PutImage"
        + " on resource: \(repository)"

    private static func deny(_ reason: Decision.Reason) -> Decision { Decision(verdict: .deny, reason: reason) }

    @Test(
        "It ends with the layer that was silent or that denied",
        arguments: [
            (.silence(.identity), " because no identity-based policy allows the ecr:PutImage action"),
            (.silence(.boundary), " because no permissions boundary allows the ecr:PutImage action"),
            (.silence(.session), " because no session policy allows the ecr:PutImage action"),
            (.silence(.resource), " because no resource-based policy allows the ecr:PutImage action"),
            (.silence(.endpoint), " because no VPC endpoint policy allows the ecr:PutImage action"),
            (.silence(.serviceControl), " because no service control policy allows the ecr:PutImage action"),
            (.silence(.resourceControl), " because no resource control policy allows the ecr:PutImage action"),
            (.trustSilence, " because no role trust policy allows the ecr:PutImage action"),
            (.explicitDeny(.identity, policy: nil), " with an explicit deny in an identity-based policy"),
            (.explicitDeny(.boundary, policy: nil), " with an explicit deny in a permissions boundary"),
            (.explicitDeny(.session, policy: nil), " with an explicit deny in a session policy"),
            (.explicitDeny(.resource, policy: nil), " with an explicit deny in a resource-based policy"),
            (.explicitDeny(.serviceControl, policy: nil), " with an explicit deny in a service control policy"),
            (.explicitDeny(.resourceControl, policy: nil), " with an explicit deny in a resource control policy"),
            (.explicitDeny(.endpoint, policy: nil), " with an explicit deny in a VPC endpoint policy"),
            (.trustDeny, " with an explicit deny in the role trust policy"),
        ] as [(Decision.Reason, String)]
    )
    func reason(_ reason: Decision.Reason, _ end: String) throws {
        let request = try Question().request()
        // Without an ARN there is nothing to add.
        for form in DenialForm.allCases {
            #expect(DenialMessage.text(request, Self.deny(reason), form: form) == Self.start + end)
        }
    }

    @Test("Sessions are named by their session, root by its account, and what has no resource by a star")
    func callers() throws {
        let expected = [
            Question.Caller.role: "User: arn:aws:sts::111111111111:assumed-role/ci/build",
            .federated: "User: arn:aws:sts::111111111111:federated-user/guest",
            .root: "User: arn:aws:iam::111111111111:root",
        ]
        for (caller, start) in expected {
            let request = try Question(caller: caller, action: "ecr:GetAuthorizationToken", resource: "*").request()
            #expect(
                DenialMessage.text(request, Self.deny(.silence(.identity))) == start
                    + " is not authorized to perform: ecr:GetAuthorizationToken on resource: *"
                    + " because no identity-based policy allows the ecr:GetAuthorizationToken action"
            )
        }
    }

    @Test(
        "STS gives no reason about roles and federated users, whatever it was",
        arguments: [
            "sts:AssumeRole", "sts:AssumeRoot", "sts:GetFederationToken", "sts:TagSession", "sts:SetSourceIdentity",
        ],
        [
            .silence(.identity), .silence(.session), .trustSilence, .trustDeny, .explicitDeny(.identity, policy: nil),
            .explicitDeny(.serviceControl, policy: nil),
        ] as [Decision.Reason]
    )
    func withoutReason(_ action: String, _ reason: Decision.Reason) throws {
        let role = "arn:aws:iam::111111111111:role/target"
        let request = try Question(action: action, resource: role).request()
        let expected =
            "User: arn:aws:iam::111111111111:user/stefan is not authorized to perform: \(action) on resource: \(role)"
        #expect(DenialMessage.text(request, Self.deny(reason)) == expected)
    }

    @Test("The other operations of STS give the reason")
    func withReason() throws {
        let request = try Question(action: "sts:GetAccessKeyInfo", resource: "*").request()
        let text = DenialMessage.text(request, Self.deny(.silence(.identity)))
        #expect(
            text.hasSuffix(" on resource: * because no identity-based policy allows the sts:GetAccessKeyInfo action")
        )
    }

    @Test("Whom an identity provider vouches for is not a user")
    func webIdentity() throws {
        let request = try Question(caller: .webIdentity, action: "sts:AssumeRoleWithWebIdentity", isTrust: true)
            .request()
        #expect(
            DenialMessage.text(request, Self.deny(.trustSilence))
                == "Not authorized to perform sts:AssumeRoleWithWebIdentity"
        )
    }

    @Test(
        "A policy that denies is named by its ARN, except in the form of 2025",
        arguments: [
            (.serviceControl, "arn:aws:organizations::987654321098:policy/o-1/service_control_policy/p-1"),
            (.resourceControl, "arn:aws:organizations::987654321098:policy/o-1/resource_control_policy/p-1"),
            (.boundary, "arn:aws:iam::111111111111:policy/limits"),
            (.session, "arn:aws:iam::111111111111:policy/scope"),
            (.identity, "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"),
        ] as [(PolicyLayer, String)]
    )
    func namedPolicies(_ layer: PolicyLayer, _ name: String) throws {
        let denied = Self.deny(.explicitDeny(layer, policy: try Unwrapped.arn(name)))
        let request = try Question().request()
        let article = layer == .identity ? "an" : "a"
        let sentence = Self.start + " with an explicit deny in \(article) \(layer.kindOfPolicy)"
        #expect(DenialMessage.text(request, denied) == "\(sentence): \(name)")
        #expect(DenialMessage.text(request, denied, form: .of2026) == "\(sentence): \(name)")
        #expect(DenialMessage.text(request, denied, form: .of2025) == sentence)
    }

    @Test("An explanation has the sentence in the form that is asked for")
    func explained() throws {
        let question = Question(serviceControl: [.deny], identity: .allow)
        var policies = try question.policies()
        let arn = try Unwrapped.arn("arn:aws:organizations::987654321098:policy/o-1/service_control_policy/p-1")
        policies.caller.serviceControl = policies.caller.serviceControl.map { level in
            level.map { AttachedPolicy(name: $0.name, arn: arn, document: $0.document) }
        }
        let request = try question.request()
        let sentence = Self.start + " with an explicit deny in a service control policy"
        #expect(Explanation(request, policies).sentence == "\(sentence): \(arn)")
        #expect(Explanation(request, policies, form: .of2025).sentence == sentence)
    }

    @Test("Another organization's resource control policy is not named")
    func foreignPolicies() throws {
        let arn = try Unwrapped.arn("arn:aws:organizations::987654321098:policy/o-1/resource_control_policy/p-1")
        let denied = Self.deny(.explicitDeny(.resourceControl, policy: arn))
        var question = Question(isCrossAccount: true)
        #expect(DenialMessage.text(try question.request(), denied).hasSuffix("control policy"))
        question.context = ["aws:PrincipalOrgID": ["o-1"], "aws:ResourceOrgID": ["o-2"]]
        #expect(DenialMessage.text(try question.request(), denied).hasSuffix("control policy"))
        question.context = ["aws:PrincipalOrgID": ["o-1"], "aws:ResourceOrgID": ["o-1"]]
        #expect(DenialMessage.text(try question.request(), denied).hasSuffix("\(arn)"))
    }
}
