import AWSCore
import IAM
import Testing

@Suite("The least privilege")
struct LeastPrivilegeTests {
    private static let app = "arn:aws:ecr:us-east-1:123456789012:repository/app"
    private static let web = "arn:aws:ecr:us-east-1:123456789012:repository/web"

    @Test("actions on the same resources are one statement, in an order that does not depend on that of the calls")
    func statements() throws {
        let used = [
            UsedPermission("ecr:PutImage", on: Self.app), UsedPermission("ecr:GetAuthorizationToken", on: "*"),
            UsedPermission("ecr:BatchGetImage", on: Self.web), UsedPermission("ecr:UploadLayerPart", on: Self.app),
            UsedPermission("ecr:BatchGetImage", on: Self.app), UsedPermission("ecr:PutImage", on: Self.app),
        ]
        let policy = LeastPrivilege(for: used)
        #expect(
            policy.statements.map(\.summary) == [
                "ecr:BatchGetImage on \(Self.app), \(Self.web)", "ecr:GetAuthorizationToken on *",
                "ecr:PutImage, ecr:UploadLayerPart on \(Self.app)",
            ]
        )
        #expect(LeastPrivilege(for: used.reversed()) == policy)
        #expect(
            policy.without(1).statements.map(\.actions) == [
                ["ecr:BatchGetImage"], ["ecr:PutImage", "ecr:UploadLayerPart"],
            ]
        )
        #expect(LeastPrivilege(for: []).statements.isEmpty)
        #expect(try LeastPrivilege(for: []).document() == nil)
    }

    @Test("what a role is passed to stays a condition, and the document is a policy")
    func conditions() throws {
        let role = "arn:aws:iam::123456789012:role/scanner"
        let policy = LeastPrivilege(for: [
            UsedPermission("iam:PassRole", on: role, conditions: ["iam:PassedToService": ["ecr.amazonaws.com"]])
        ])
        #expect(
            policy.lines.joined(separator: "\n") == """
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {
                      "Effect": "Allow",
                      "Action": "iam:PassRole",
                      "Resource": "arn:aws:iam::123456789012:role/scanner",
                      "Condition": {
                        "StringEquals": {
                          "iam:PassedToService": "ecr.amazonaws.com"
                        }
                      }
                    }
                  ]
                }
                """
        )
        let document = try #require(try policy.document())
        #expect(document.kind == .identity && document.statements.count == 1)
        let account = try #require(AccountID("123456789012"))
        func decide(_ service: String) -> Decision {
            let arn = ARN.iam(.aws, account, "user/ravi")
            let user = RequestPrincipal(kind: .user, arn: arn, account: account)
            let request = AccessRequest(
                caller: user,
                action: "iam:PassRole",
                resource: role,
                resourceAccount: account,
                context: RequestContext(["iam:PassedToService": [service]])
            )
            let caller = CallerPolicies(identity: [AttachedPolicy(name: "least", document: document)])
            return Evaluation.decide(request, ApplicablePolicies(caller: caller))
        }
        #expect(decide("ecr.amazonaws.com").isAllowed && !decide("ec2.amazonaws.com").isAllowed)
    }
}
