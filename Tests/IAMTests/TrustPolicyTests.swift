import AWSCore
import IAM
import Testing

@Suite("Reading trust policies")
struct TrustPolicyTests {
    /// A statement of the usual form in which members are set, added (with a value) or taken out (nil).
    private static func document(_ changes: [String: PolicyElement?]) -> PolicyElement {
        var members: [(String, PolicyElement)] = [
            ("Effect", .text("Allow", line: 4)),
            ("Principal", .mapping([member("AWS", .text("123456789012", line: 5))], line: 5)),
            ("Action", .text("sts:AssumeRole", line: 6)),
        ]
        for (key, value) in changes {
            members.removeAll { $0.0 == key }
            if let value { members.append((key, value)) }
        }
        let statement = PolicyElement.mapping(members.map { member($0.0, $0.1) }, line: 3)
        return .mapping(
            [member("Version", .text("2012-10-17", line: 1)), member("Statement", .list([statement], line: 3))],
            line: 1
        )
    }

    private static func member(_ key: String, _ value: PolicyElement) -> PolicyElement.Member {
        PolicyElement.Member(key: key, line: value.line, value: value)
    }

    @Test("Allow, sts:AssumeRole in any case, and AWS principals are read")
    func accepted() throws {
        let document = Self.document([
            "Sid": .text("x", line: 2), "Action": .list([.text("STS:assumerole", line: 6)], line: 6),
            "Principal": .mapping(
                [
                    Self.member(
                        "AWS",
                        .list([.text("*", line: 7), .text("arn:aws:iam::123456789012:role/p/r", line: 8)], line: 7)
                    )
                ],
                line: 7
            ),
        ])
        let policy = try TrustPolicy(document: document)
        #expect(policy.grants.map(\.text) == ["*", "arn:aws:iam::123456789012:role/p/r"])
        #expect(policy.grants.map(\.line) == [7, 8])
        #expect(policy.grants.first?.grantee == .anyone)
    }

    @Test(
        "What cannot be evaluated is refused, with its line and a sentence that says so",
        arguments: ["Condition", "NotPrincipal", "NotAction"]
    )
    func notEvaluated(_ element: String) {
        let document = Self.document([element: .mapping([], line: 9)])
        #expect(
            throws: PolicyError(
                line: 9,
                reason: "\(element) in a trust policy is not evaluated yet, so it is refused; take it out"
            )
        ) {
            try TrustPolicy(document: document)
        }
    }

    @Test(
        "What no trust policy says is refused at its line",
        arguments: [
            (["Effect": .text("Deny", line: 9)], 9, "Deny in a trust policy is not evaluated yet"),
            (["Effect": .text("allow", line: 9)], 9, "'allow' is no Effect"),
            (["Effect": nil], 3, "has no Effect"), (["Action": nil], 3, "has no Action"),
            (["Principal": nil], 3, "has no Principal"), (["Action": .list([], line: 9)], 3, "has no Action"),
            (["Action": .text("sts:*", line: 9)], 9, "the action 'sts:*' in a trust policy is not evaluated yet"),
            (["Action": .text("sts:TagSession", line: 9)], 9, "not evaluated yet"),
            (["Resource": .text("*", line: 9)], 9, "unknown element 'Resource'"),
            (
                ["Principal": .mapping([member("Service", .text("ec2.amazonaws.com", line: 9))], line: 9)], 9,
                "a Service principal in a trust policy is not evaluated yet"
            ),
            (
                ["Principal": .mapping([member("Aws", .text("*", line: 9))], line: 9)], 9,
                "unknown kind of principal 'Aws'"
            ),
            (["Principal": .mapping([], line: 9)], 9, "names nobody"),
            (["Principal": .text("123456789012", line: 9)], 9, "not a mapping"),
            (["Principal": .nothing(line: 9)], 9, "not a mapping"),
        ] as [([String: PolicyElement?], Int, String)]
    )
    func refused(_ changes: [String: PolicyElement?], _ line: Int, _ reason: String) throws {
        let error = try #require(throws: PolicyError.self) {
            try TrustPolicy(document: Self.document(changes))
        }
        #expect(error.line == line)
        #expect(error.reason.contains(reason))
    }

    @Test(
        "Nobody is trusted by a name that no caller can have",
        arguments: [
            "developer", "arn:aws:iam::123456789012:user/*", "arn:aws:iam::123456789012:group/g",
            "arn:aws:iam::12:root",
            "arn:aws:iam:us-east-1:123456789012:root", "arn:aws:iam::123456789012:user",
            "arn:aws:iam::123456789012:user/",
            "arn:aws:sts::123456789012:assumed-role/r", "arn:aws:sts::123456789012:assumed-role/r/s/t",
            "arn:mars:iam::123456789012:root", "arn:aws:iam::aws:policy/AdministratorAccess", "12345678901", "**", "",
        ]
    )
    func impossiblePrincipal(_ name: String) {
        #expect(throws: PolicyError.self) { try TrustPolicy(principals: .list([.text(name, line: 1)], line: 1)) }
    }

    @Test("A trust policy without statements or principals is refused")
    func empty() {
        #expect(throws: PolicyError.self) { try TrustPolicy(document: .mapping([], line: 1)) }
        #expect(throws: PolicyError.self) { try TrustPolicy(principals: .list([], line: 1)) }
        #expect(throws: PolicyError.self) {
            try TrustPolicy(document: .mapping([Self.member("Statement", .list([], line: 1))], line: 1))
        }
    }
}
