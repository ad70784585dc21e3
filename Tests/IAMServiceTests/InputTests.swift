import AWSProtocols
import Testing

@Suite("The input of IAM")
struct IAMInputTests {
    /// docs/aws/iam-api.md, "Errors".
    @Test("is refused without the values of descriptions, tags and password policies")
    func privateValues() async throws {
        let bench = try Bench()
        let tag = { (key: String, value: String) in
            [("UserName", "bob"), ("Tags.member.1.Key", key), ("Tags.member.1.Value", value)]
        }
        let cases: [(String, [(String, String)], String)] = [
            (
                "UpdateRoleDescription", [("RoleName", "deployer"), ("Description", "für 日本")],
                #"Value at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: "#
                    + #"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"#
            ),
            (
                "TagUser", tag("team", "(a)"),
                #"Value at 'tags.1.member.value' failed to satisfy constraint: Member must satisfy regular expression "#
                    + #"pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*"#
            ),
            (
                "TagUser", tag(String(repeating: "k", count: 129), "a"),
                "Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128"
            ),
            (
                "UpdateAccountPasswordPolicy", [("PasswordReusePrevention", "25")],
                "Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or "
                    + "equal to 24"
            ),
            (
                "TagUser", [("UserName", "bob"), ("Tags.member.1.Value", "a")],
                "Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null"
            ),
            (
                "GetPolicy", [("PolicyArn", "aaaaa")],
                "Value 'aaaaa' at 'policyArn' failed to satisfy constraint: Member must have length greater than or "
                    + "equal to 20"
            ),
        ]
        for (action, parameters, sentence) in cases {
            #expect(
                try await bench.call(action, parameters).error
                    == refusal(400, "ValidationError", "1 validation error detected: \(sentence)")
            )
        }
    }
}
