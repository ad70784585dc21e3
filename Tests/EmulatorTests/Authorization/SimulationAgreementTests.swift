import AWSCore
import AWSProtocols
import Determinism
import Emulator
import IAM
import TestSupport
import Testing
import World

/// Random policies, asked about in three ways: by the call itself, by `drydock iam simulate`, and by SimulatePrincipalPolicy
/// (docs/aws/iam-api.md, "Simulation").
@Suite("Simulations and calls agree", .timeLimit(.minutes(10)))
struct SimulationAgreementTests {
    private static let app = "arn:aws:ecr:us-east-1:123456789012:repository/app"

    /// A call of bob's, and what it asks.
    private struct Asked: Sendable {
        let action: String
        let resource: String
        /// The condition keys that the call itself brings.
        var context: [String: [String]] = [:]
        let call: @Sendable (TestBench) async throws -> Answer
    }

    private static let calls = [
        Asked(action: "ecr:DescribeImages", resource: app) { try await ecr("DescribeImages", app: "", $0) },
        Asked(action: "ecr:ListImages", resource: app) { try await ecr("ListImages", app: "", $0) },
        Asked(action: "ecr:DeleteLifecyclePolicy", resource: app) {
            try await ecr("DeleteLifecyclePolicy", app: "", $0)
        },
        Asked(action: "ecr:PutImageTagMutability", resource: app) {
            try await ecr("PutImageTagMutability", app: #","imageTagMutability":"MUTABLE""#, $0)
        },
        Asked(
            action: "ecr:TagResource",
            resource: app,
            context: ["aws:RequestTag/team": ["ml"], "aws:TagKeys": ["team"]]
        ) {
            let body = #"{"resourceArn":"\#(app)","tags":[{"Key":"team","Value":"ml"}]}"#
            return try await $0.ecr("TagResource", body, as: TestBench.bob)
        },
        Asked(action: "ecr:DescribeRepositories", resource: "arn:aws:ecr:us-east-1:123456789012:repository/*") {
            try await $0.ecr("DescribeRepositories", "{}", as: TestBench.bob)
        },
        Asked(action: "ecr:GetAuthorizationToken", resource: "*") {
            try await $0.ecr("GetAuthorizationToken", "{}", as: TestBench.bob)
        },
        Asked(
            action: "sts:AssumeRole",
            resource: "arn:aws:iam::123456789012:role/direct",
            context: ["sts:RoleSessionName": ["session-1"], "sts:DurationSeconds": ["3600"]]
        ) { try await $0.assume("direct", as: TestBench.bob) },
        Asked(action: "iam:GetUser", resource: "arn:aws:iam::123456789012:user/bob") {
            try await $0.iam("GetUser", [("UserName", "bob")], as: TestBench.bob)
        },
    ]

    private static func ecr(_ operation: String, app further: String, _ bench: TestBench) async throws -> Answer {
        try await bench.ecr(operation, #"{"repositoryName":"app"\#(further)}"#, as: TestBench.bob)
    }

    // MARK: Policies

    private static let actions = [
        "*", "ecr:*", "ecr:Describe*", "ecr:DescribeImages", "ecr:ListImages", "ecr:?agResource",
        "ecr:GetAuthorizationToken",
        "ecr:Put*", "ecr:DeleteLifecyclePolicy", "sts:AssumeRole", "sts:*", "iam:GetUser", "iam:Get*", "s3:*",
    ]
    private static let resources = [
        "*", app, "arn:aws:ecr:us-east-1:123456789012:repository/*", "arn:aws:ecr:*:*:repository/a??",
        "arn:aws:ecr:us-east-1:123456789012:repository/other", "arn:aws:iam::123456789012:role/*",
        "arn:aws:iam::123456789012:user/${aws:username}", "arn:aws:iam::*:user/eve",
    ]
    private static let conditions = [
        #"{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}"#,
        #"{"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}"#,
        #"{"Bool":{"aws:SecureTransport":"true"}}"#, #"{"Bool":{"aws:SecureTransport":"false"}}"#,
        #"{"IpAddress":{"aws:SourceIp":"127.0.0.0/8"}}"#,
        #"{"NotIpAddress":{"aws:SourceIp":["127.0.0.1","10.0.0.0/8"]}}"#,
        #"{"StringEquals":{"aws:PrincipalTag/team":"ml"}}"#, #"{"StringEqualsIfExists":{"aws:PrincipalTag/none":"x"}}"#,
        #"{"StringEquals":{"aws:username":"bob"}}"#, #"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/b*"}}"#,
        #"{"Null":{"aws:TokenIssueTime":"true"}}"#, #"{"DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}"#,
        #"{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}"#, #"{"StringLike":{"aws:RequestTag/team":"m?"}}"#,
        #"{"StringEquals":{"aws:ResourceTag/team":"ml"}}"#,
        #"{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}"#,
    ]

    private static func statement(_ chance: inout RandomStream, of kind: PolicyKind) -> String {
        func one(_ texts: [String]) -> String { texts[Int.random(in: texts.indices, using: &chance)] }
        let effect = Int.random(in: 0..<4, using: &chance) == 0 ? "Deny" : "Allow"
        let isNegated = Int.random(in: 0..<8, using: &chance) == 0
        let actions = (0..<Int.random(in: 1...2, using: &chance)).map { _ in "\"\(one(self.actions))\"" }
        let action = #""\#(isNegated ? "NotAction" : "Action")":[\#(actions.joined(separator: ","))]"#
        var members = [#""Effect":"\#(effect)""#, action]
        if kind == .repository {
            members[1] = #""Action":"\#(one(["ecr:*", "ecr:DescribeImages", "ecr:ListImages"]))""#
            members.append(
                #""Principal":\#(one([#""*""#, #"{"AWS":"123456789012"}"#, #"{"AWS":"arn:aws:iam::123456789012:user/bob"}"#]))"#
            )
        } else {
            members.append(#""Resource":"\#(one(resources))""#)
        }
        if Bool.random(using: &chance) { members.append(#""Condition":\#(one(conditions))"#) }
        return "{\(members.joined(separator: ","))}"
    }

    private static func document(_ kind: PolicyKind, _ chance: inout RandomStream) throws -> PolicyDocument {
        let count = Int.random(in: 1...3, using: &chance)
        let statements = (0..<count).map { _ in statement(&chance, of: kind) }
        let json = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
        return try PolicyDocument(json: json, kind: kind)
    }

    // MARK: The three ways

    private static func isAllowed(_ answer: Answer) throws -> Bool {
        !answer.body.contains("AccessDenied")
    }

    private static func simulated(_ asked: Asked, _ policy: PolicyDocument?, _ bench: TestBench) async throws -> Bool {
        var context = asked.context
        context["aws:SourceIp"] = ["127.0.0.1"]
        context["aws:SecureTransport"] = ["true"]
        context["aws:RequestedRegion"] = ["us-east-1"]
        // IAM knows nothing that it is not told, of the caller and the resource neither.
        if asked.action == "iam:GetUser" { context["aws:ResourceTag/team"] = ["ml"] }
        context["aws:CurrentTime"] = ["2026-03-01T12:00:00Z"]
        context["aws:PrincipalArn"] = ["arn:aws:iam::123456789012:user/bob"]
        context["aws:PrincipalAccount"] = ["123456789012"]
        context["aws:PrincipalTag/team"] = ["ml"]
        context["aws:username"] = ["bob"]
        var parameters = [
            ("PolicySourceArn", "arn:aws:iam::123456789012:user/bob"), ("ActionNames.member.1", asked.action),
            ("ResourceArns.member.1", asked.resource),
        ]
        for (number, entry) in context.sorted(by: { $0.key < $1.key }).enumerated() {
            let name = "ContextEntries.member.\(number + 1)"
            parameters += [
                (name + ".ContextKeyName", entry.key), (name + ".ContextKeyValues.member.1", entry.value[0]),
                (name + ".ContextKeyType", entry.key == "aws:TagKeys" ? "stringList" : "string"),
            ]
        }
        // A repository's policy names no resource, and IAM takes no policy that does not.
        if let policy, asked.resource == app {
            let text = policy.text.replacing(#""Effect""#, with: #""Resource":"*","Effect""#)
            parameters.append(("ResourcePolicy", text))
        }
        let answer = try await bench.iam("SimulatePrincipalPolicy", parameters)
        let result = try #require(
            try answer.xml().children.first?["EvaluationResults"]?.children.first,
            "\(answer.body)"
        )
        return result["EvalDecision"]?.text == "allowed"
    }

    @Test("whatever the policies are")
    func agree() async throws {
        var chance = RandomStream(derivedFrom: "simulations and calls")
        var allowed = 0
        let count = RandomInputs.count(orElse: 150)
        for number in 0..<count {
            let identity = try Self.document(.identity, &chance)
            let boundary = Int.random(in: 0..<3, using: &chance) == 0 ? try Self.document(.identity, &chance) : nil
            let repository = Int.random(in: 0..<3, using: &chance) == 0 ? try Self.document(.repository, &chance) : nil
            let bench = try TestBench { world in
                let limit = boundary.map { world.manage("limit", $0) }
                try world.update(user: "bob") { user in
                    user.inlinePolicies = ["own": identity]
                    user.permissionsBoundary = limit
                    user.tags = ["team": "ml"]
                }
                if let repository { world.protect("app", of: Bench.account, with: repository) }
            }
            for asked in Self.calls {
                let direct = try bench.emulator.simulate(
                    principal: "bob",
                    action: asked.action,
                    resource: asked.resource,
                    // On `*` it would be the first region of the account.
                    context: asked.context.merging(["aws:RequestedRegion": ["us-east-1"]]) { $1 }
                ).0.isAllowed
                let simulated = try await Self.simulated(asked, repository, bench)
                let called = try Self.isAllowed(try await asked.call(bench))
                let story: Comment = """
                    \(number) \(asked.action): called \(called), drydock iam simulate \(direct), SimulatePrincipalPolicy \
                    \(simulated)
                    \(identity.text)
                    boundary \(boundary?.text ?? "none")
                    repository \(repository?.text ?? "none")
                    """
                #expect(called == direct && called == simulated, story)
                if called { allowed += 1 }
            }
        }
        // Neither is nearly everything refused, nor allowed.
        #expect((count...count * 7).contains(allowed))
    }
}
