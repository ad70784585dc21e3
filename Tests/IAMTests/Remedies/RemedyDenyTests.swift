import AWSCore
import IAM
import Testing

@Suite("What would keep a denying statement from a call")
struct RemedyDenyTests {
    private static let app = "arn:aws:ecr:us-east-1:111111111111:repository/team/app"
    private static let user = "arn:aws:iam::111111111111:user/stefan"

    // MARK: - Actions and resources

    @Test("One of several actions is taken out")
    func oneOfSeveralActions() throws {
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": ["ecr:PutImage", "ecr:DeleteRepository"], "Resource": "*""#),
            in: .identity
        )
        let remedy = try #require(explanation.remedies.first)
        #expect(remedy.kind == .replaceStatement)
        #expect(remedy.target == explanation.decision.statements.first)
        #expect(remedy.place == "statement 'No' of denying")
        #expect(
            remedy.statementText
                == #"{"Sid": "No", "Effect": "Deny", "Action": "ecr:DeleteRepository", "Resource": "*"}"#
        )
        #expect(
            remedy.advice == [
                "it catches the call by Action ecr:PutImage, ecr:DeleteRepository; Resource *",
                "this takes ecr:PutImage out of its Action",
            ]
        )
        #expect(remedy.alternatives.isEmpty)
    }

    @Test("Where the action is the only one the statement is removed, and with its only statement the policy")
    func onlyAction() throws {
        for action in [#""ecr:PutImage""#, #"["ecr:putimage"]"#] {
            let remedy = try #require(
                try DeniedQuestion.explain(
                    DeniedQuestion.deny(#""Action": \#(action), "Resource": "*""#),
                    in: .identity
                ).remedies.first
            )
            #expect(remedy.kind == .removeStatement)
            #expect(remedy.statement == nil)
            #expect(remedy.advice.contains("it is about ecr:PutImage and nothing else"))
            #expect(remedy.advice.contains("it is the policy's only statement, so the policy is to be deleted"))
            #expect(!remedy.advice.contains { $0.contains("out of its Action") })
        }
        let beside = DeniedQuestion.deny(#""Action": "s3:*", "Resource": "*""#, sid: "Beside")
        let remedy = try #require(
            try DeniedQuestion.explain(
                beside + ", " + DeniedQuestion.deny(#""Action": "ecr:PutImage", "Resource": "*""#),
                in: .identity
            )
            .remedies.first
        )
        #expect(remedy.kind == .removeStatement && remedy.target?.index == 2)
        #expect(!remedy.advice.contains { $0.contains("only statement") })
    }

    @Test("An action that a pattern beside it names as well is not merely taken out")
    func actionAndPattern() throws {
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": ["ecr:PutImage", "ecr:Put*"], "Resource": "arn:aws:ecr:*:*:repository/*""#),
            in: .identity
        )
        let texts = explanation.remedies.flatMap(\.advice)
        #expect(!texts.contains("this takes ecr:PutImage out of its Action"))
    }

    @Test("What is left out is told apart from what is listed")
    func notActionAndNotResource() throws {
        let byAction = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""NotAction": "iam:*", "Resource": "*""#),
            in: .identity
        )
        #expect(
            byAction.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "NotAction": ["iam:*", "ecr:PutImage"], "Resource": "*"}"#
            ]
        )
        let byResource = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": "ecr:*", "NotResource": "arn:aws:ecr:*:*:repository/other""#),
            in: .identity
        )
        #expect(byResource.remedies.first?.advice.last == "this adds \(Self.app) to its NotResource")
    }

    @Test("Of several resources, or principals, the one is taken out")
    func oneOfSeveral() throws {
        let resources = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": "ecr:*", "Resource": ["\#(Self.app)", "arn:aws:ecr:*:*:repository/x"]"#),
            in: .identity
        )
        #expect(resources.remedies.first?.advice.last == "this takes \(Self.app) out of its Resource")
        let principals = try DeniedQuestion.explain(
            DeniedQuestion.deny(
                #""Principal": {"AWS": ["\#(Self.user)", "arn:aws:iam::111111111111:user/x"]}, "Action": "ecr:*""#
            ),
            in: .resource
        )
        #expect(
            principals.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111111111111:user/x"}, "#
                    + #""Action": "ecr:*"}"#
            ]
        )
    }

    @Test("A star becomes all but one, and a pattern spares the caller by name or goes")
    func patterns() throws {
        let star = try DeniedQuestion.explain(DeniedQuestion.deny(#""Action": "*", "Resource": "*""#), in: .identity)
        #expect(
            star.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "NotAction": "ecr:PutImage", "Resource": "*"}"#
            ]
        )
        let all = try DeniedQuestion.explain(DeniedQuestion.deny(#""Action": "ecr:*", "Resource": "*""#), in: .identity)
        #expect(
            all.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "Action": "ecr:*", "NotResource": "\#(Self.app)"}"#
            ]
        )
        let pattern = DeniedQuestion.deny(#""Action": "ecr:*", "Resource": "arn:aws:ecr:*:*:repository/*""#)
        let shared = try DeniedQuestion.explain(pattern, in: .identity, name: "inline policy 'x' of group/guests")
        #expect(
            shared.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "Action": "ecr:*", "Resource": "arn:aws:ecr:*:*:repository/*", "#
                    + #""Condition": {"ArnNotEquals": {"aws:PrincipalArn": "\#(Self.user)"}}}"#
            ]
        )
        let own = try DeniedQuestion.explain(pattern, in: .identity, name: "inline policy 'x' of user/stefan")
        #expect(own.remedies.map(\.kind) == [.removeStatement])
        let role = try DeniedQuestion.explain(pattern, in: .identity, .role, name: "inline policy 'x' of role/ci")
        #expect(role.remedies.map(\.kind) == [.removeStatement])
    }

    @Test("Two denying statements of one policy are told by their places in it")
    func twoStatements() throws {
        let one = #"{"Effect": "Deny", "Action": "ecr:PutImage", "Resource": "*"}"#
        let explanation = try DeniedQuestion.explain("\(one), \(one)", in: .identity)
        #expect(explanation.remedies.map(\.place) == ["statement 1 of denying", "statement 2 of denying"])
    }

    // MARK: - NotPrincipal

    private static let notPrincipal =
        #""NotPrincipal": {"AWS": "arn:aws:iam::111111111111:user/admin"}, "Action": "ecr:*""#

    @Test("NotPrincipal spares a user with the account, and a role session with role and account")
    func notPrincipal() throws {
        let user = try DeniedQuestion.explain(DeniedQuestion.deny(Self.notPrincipal), in: .resource)
        #expect(
            user.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111111111111:user/admin", "#
                    + #""\#(Self.user)", "arn:aws:iam::111111111111:root"]}, "Action": "ecr:*"}"#
            ]
        )
        let role = try DeniedQuestion.explain(DeniedQuestion.deny(Self.notPrincipal), in: .resource, .role)
        #expect(
            role.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111111111111:user/admin", "#
                    + #""arn:aws:sts::111111111111:assumed-role/ci/build", "#
                    + #""arn:aws:iam::111111111111:role/teams/ci", "arn:aws:iam::111111111111:root"]}, "Action": "ecr:*"}"#
            ]
        )
        #expect(
            role.remedies.first?.advice.last
                == "NotPrincipal spares the caller only where session, role and account are all listed"
        )
        // What is listed already is not listed again, the account neither by its number.
        let listed =
            #""NotPrincipal": {"AWS": ["arn:aws:iam::111111111111:role/teams/ci", "111111111111"]}, "Action": "ecr:*""#
        let rest = try DeniedQuestion.explain(DeniedQuestion.deny(listed), in: .resource, .role)
        #expect(
            rest.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111111111111:role/teams/ci", "#
                    + #""111111111111", "arn:aws:sts::111111111111:assumed-role/ci/build"]}, "Action": "ecr:*"}"#
            ]
        )
    }

    @Test("Where the caller has a permissions boundary NotPrincipal gives way to a condition", arguments: [0, 1])
    func boundary(listed: Int) throws {
        let names = [
            #""arn:aws:iam::111111111111:user/admin""#,
            #""arn:aws:iam::111111111111:user/admin", "arn:aws:sts::111111111111:assumed-role/ci/build", "#
                + #""arn:aws:iam::111111111111:role/teams/ci", "arn:aws:iam::111111111111:root""#,
        ]
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""NotPrincipal": {"AWS": [\#(names[listed])]}, "Action": "ecr:*""#),
            in: .resource,
            .role,
            boundary: .allow
        )
        let root = listed == 1 ? #", "arn:aws:iam::111111111111:root""# : ""
        #expect(
            explanation.remedies.map(\.statementText) == [
                #"{"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "ecr:*", "Condition": {"ArnNotEquals": "#
                    + #"{"aws:PrincipalArn": ["arn:aws:iam::111111111111:user/admin", "#
                    + #""arn:aws:iam::111111111111:role/teams/ci"\#(root)]}}}"#
            ]
        )
        #expect(
            explanation.remedies.first?.advice.last
                == "NotPrincipal denies everyone who has a permissions boundary, listed or not: this names those to "
                + "spare by aws:PrincipalArn"
        )
    }
}
