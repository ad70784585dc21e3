import IAM
import Testing

@Suite("AWS's sentence for a refused call")
struct DenialMessageTests {
    private static let user = "arn:aws:iam::123456789012:user/x"

    @Test(
        "It names caller, action, resource and the policy that was silent",
        arguments: [
            (
                Decision.Reason.identityPolicySilent, "ecr:GetAuthorizationToken", "*",
                "User: arn:aws:iam::123456789012:user/x is not authorized to perform: ecr:GetAuthorizationToken on "
                    + "resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action"
            ),
            (
                .resourcePolicySilent, "ecr:DescribeRepositories", "arn:aws:ecr:us-east-1:999999999999:repository/x",
                "User: arn:aws:iam::123456789012:user/x is not authorized to perform: ecr:DescribeRepositories on "
                    + "resource: arn:aws:ecr:us-east-1:999999999999:repository/x because no resource-based policy "
                    + "allows the ecr:DescribeRepositories action"
            ),
            (
                .sessionPolicySilent, "ecr:PutImage", "*",
                "User: arn:aws:iam::123456789012:user/x is not authorized to perform: ecr:PutImage on resource: * "
                    + "because no session policy allows the ecr:PutImage action"
            ),
        ] as [(Decision.Reason, String, String, String)]
    )
    func sentence(_ reason: Decision.Reason, _ action: String, _ resource: String, _ expected: String) {
        let text = DenialMessage.text(principalARN: Self.user, action: action, resource: resource, reason: reason)
        #expect(text == expected)
    }

    @Test(
        "STS gives no reason, whichever policy was silent",
        arguments: ["sts:AssumeRole", "sts:GetFederationToken", "sts:TagSession"],
        [Decision.Reason.identityPolicySilent, .trustPolicySilent]
    )
    func withoutReason(_ action: String, _ reason: Decision.Reason) {
        let role = "arn:aws:iam::123456789012:role/r"
        let text = DenialMessage.text(principalARN: Self.user, action: action, resource: role, reason: reason)
        #expect(text == "User: \(Self.user) is not authorized to perform: \(action) on resource: \(role)")
    }
}
