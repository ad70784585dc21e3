import AWSCore
import Foundation
import IAM
import Testing

@Suite("What nearly allows a refused call")
struct RemedyHintTests {
    /// The hints about a user with these statements.
    private static func hints(_ statements: String, _ change: (inout Question) -> Void = { _ in }) throws -> [String] {
        var question = Question()
        change(&question)
        var policies = try question.policies()
        policies.caller.identity = [
            AttachedPolicy(name: "own", document: try Question.document(statements, .identity))
        ]
        return Explanation(try question.request(), policies).hints.flatMap(\.reasons)
    }

    private static let app = "arn:aws:ecr:us-east-1:111111111111:repository/team/app"

    @Test("A statement with the wrong resource is pointed at, and what is wrong with it")
    func nearResource() throws {
        func statement(_ resource: String) -> String {
            #"{"Effect": "Allow", "Action": ["ecr:*"], "Resource": "\#(resource)"}"#
        }
        let other = "arn:aws:ecr:us-east-1:111111111111:repository/other"
        #expect(try Self.hints(statement(other)) == ["its Resource is \(other), not \(Self.app)"])
        let far = "arn:aws:ecr:eu-west-1:111111111111:repository/team/app"
        #expect(try Self.hints(statement(far)) == ["its Resource is \(far), but the call goes to region us-east-1"])
        let foreign = "arn:aws:ecr:us-east-1:999999999999:repository/team/app"
        #expect(
            try Self.hints(statement(foreign)) == [
                "its Resource is \(foreign), but the resource is in account 111111111111"
            ]
        )
        let all = "arn:aws:ecr:us-east-1:111111111111:repository/*"
        #expect(
            try Self.hints(statement(Self.app)) { $0.resource = all } == [
                "its Resource is \(Self.app), but the call names no repository and is asked about all: \(all)"
            ]
        )
        #expect(
            try Self.hints(statement(Self.app)) {
                $0.resource = "*"
                $0.action = "ecr:GetAuthorizationToken"
            } == ["its Resource is \(Self.app), but ecr:GetAuthorizationToken is asked about *, which only * matches"]
        )
    }

    @Test("A statement that lacks the action is pointed at, unless it is about another service")
    func nearAction() throws {
        let list =
            #""ecr:BatchGetImage", "ecr:ListImages", "ecr:DescribeImages", "ecr:TagResource", "ecr:UploadLayerPart""#
        #expect(
            try Self.hints(#"{"Effect": "Allow", "Action": [\#(list)], "Resource": "*"}"#) == [
                "its Action lists ecr:BatchGetImage, ecr:ListImages, ecr:DescribeImages and 2 more, "
                    + "not ecr:PutImage: add it there"
            ]
        )
        #expect(try Self.hints(#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#).isEmpty)
        #expect(
            try Self.hints(#"{"Effect": "Allow", "NotAction": "ecr:Put*", "Resource": "*"}"#) == [
                "its NotAction leaves out ecr:Put*"
            ]
        )
        #expect(try Self.hints(#"{"Effect": "Allow", "Action": "ecr:Get*", "Resource": "arn:aws:ecr:::x"}"#).isEmpty)
    }

    @Test("A condition that is not met is pointed at, and how to meet it")
    func nearCondition() throws {
        func hints(_ condition: String, _ context: [String: [String]] = [:]) throws -> [String] {
            let statement = #"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {\#(condition)}}"#
            return try Self.hints(statement) { $0.context = context }
        }
        #expect(
            try hints(#""Bool": {"aws:MultiFactorAuthPresent": "true"}"#) == [
                "aws:MultiFactorAuthPresent is absent, and Bool asks for true: "
                    + "use the credentials of sts:GetSessionToken, called with SerialNumber and TokenCode"
            ]
        )
        #expect(
            try hints(#""StringEquals": {"ecr:ResourceTag/team": "a"}"#, ["ecr:ResourceTag/team": ["b"]]) == [
                "ecr:ResourceTag/team is b, and StringEquals asks for a: tag the resource team=a"
            ]
        )
        #expect(
            try hints(#""StringEquals": {"sts:ExternalId": "zen"}"#) == [
                "sts:ExternalId is absent, and StringEquals asks for zen: pass the external ID zen"
            ]
        )
        #expect(
            try hints(#""IpAddress": {"aws:SourceIp": "10.0.0.0/8"}"#, ["aws:SourceIp": ["127.0.0.1"]]) == [
                "aws:SourceIp is 127.0.0.1, and IpAddress asks for 10.0.0.0/8: call from 10.0.0.0/8"
            ]
        )
        #expect(
            try hints(#""StringLike": {"aws:RequestedRegion": "eu-*"}"#, ["aws:RequestedRegion": ["us-east-1"]]) == [
                "aws:RequestedRegion is us-east-1, and StringLike asks for eu-*: call region eu-*"
            ]
        )
        // No one value helps here, so none is offered.
        #expect(
            try hints(#""StringNotEquals": {"aws:username": "stefan"}"#, ["aws:username": ["stefan"]]) == [
                "aws:username is stefan, and StringNotEquals asks for stefan"
            ]
        )
        #expect(
            try hints(#""StringEquals": {"sts:ExternalId": "zen", "aws:username": "x"}"#) == [
                "sts:ExternalId is absent, and StringEquals asks for zen",
                "aws:username is absent, and StringEquals asks for x",
            ]
        )
    }

    @Test("What is added beside a statement with a condition says that it leaves the condition out")
    func conditionLeftOut() throws {
        func advice(_ condition: String) throws -> [String] {
            let question = Question()
            var policies = try question.policies()
            let statement =
                #"{"Sid": "Mine", "Effect": "Allow", "Action": "*", "Resource": "\#(Self.app)x"\#(condition)}"#
            let met = statement.replacing("\(Self.app)x", with: condition.isEmpty ? "\(Self.app)x" : "*")
            policies.caller.identity = [
                AttachedPolicy(name: "own", document: try Question.document(met, .identity))
            ]
            return Explanation(try question.request(), policies).remedies.flatMap(\.advice)
        }
        let told = try advice(#", "Condition": {"StringEquals": {"sts:ExternalId": "zen"}}"#)
        #expect(told.contains { $0.hasPrefix("it leaves out the condition of statement 'Mine' of ") })
        #expect(try !advice("").contains { $0.hasPrefix("it leaves out") })
    }

    @Test("What is closest comes first: conditions, then resources, and actions only where there is nothing else")
    func order() throws {
        let few = #"{"Effect": "Allow", "Action": "ecr:Get*", "Resource": "*"}"#
        let many = #"{"Effect": "Allow", "Action": ["ecr:List*", "ecr:Describe*"], "Resource": "*"}"#
        let other = "arn:aws:ecr:us-east-1:111111111111:repository/x"
        let resource = #"{"Effect": "Allow", "Action": "ecr:*", "Resource": "\#(other)"}"#
        let condition =
            #"{"Effect": "Allow", "Action": "ecr:*", "Resource": "*", "#
            + #""Condition": {"Bool": {"aws:SecureTransport": "true"}}}"#
        let actions = "its Action lists ecr:List*, ecr:Describe*, not ecr:PutImage: add it there"
        #expect(try Self.hints("\(few), \(many), \(few)") == [actions])
        #expect(
            try Self.hints("\(few), \(resource), \(condition), \(many)") == [
                "aws:SecureTransport is absent, and Bool asks for true: call over TLS",
                "its Resource is \(other), not \(Self.app)",
            ]
        )
        #expect(try Self.hints("\(resource), \(resource), \(resource), \(resource)").count == 3)
    }

    /// The one hint about a question with these policies.
    private static func hint(
        _ question: Question,
        _ change: (inout ApplicablePolicies) throws -> Void
    ) throws -> RemedyHint {
        var policies = try question.policies()
        try change(&policies)
        let hints = Explanation(try question.request(), policies).hints
        #expect(hints.count == 1)
        return try #require(hints.first)
    }

    @Test("Nobody is told to change AWS's own policy, or a session's as if it stood still")
    func whoCanChange() throws {
        let statement = #"{"Effect": "Allow", "Action": "ecr:ListImages", "Resource": "*"}"#
        let awsOwned = try Self.hint(Question()) {
            $0.caller.identity = [
                AttachedPolicy(
                    name: "Lists",
                    arn: try Unwrapped.arn("arn:aws:iam::aws:policy/Lists"),
                    document: try Question.document(statement, .identity)
                )
            ]
        }
        #expect(
            awsOwned.reasons == [
                "its Action lists ecr:ListImages, not ecr:PutImage, and AWS's own policy cannot be changed"
            ]
        )
        #expect(!awsOwned.isChecked)
        let session = try Self.hint(Question(caller: .role, session: .nothing, identity: .allow)) {
            $0.caller.session = [
                AttachedPolicy(name: "session policy", document: try Question.document(statement, .session))
            ]
        }
        #expect(
            session.reasons == [
                "its Action lists ecr:ListImages, not ecr:PutImage: add it there, and make a new session"
            ]
        )
        #expect(session.isChecked)
    }

    @Test("A trust policy's second factor is given with the call, and a session's when it is made")
    func multiFactor() throws {
        func reason(_ caller: Question.Caller) throws -> String? {
            let name = caller == .role ? "role/teams/ci" : "user/stefan"
            let question = Question(caller: caller, action: "sts:AssumeRole", identity: .allow, isTrust: true)
            return try Self.hint(question) {
                let statement =
                    #"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111111111111:\#(name)"}, "#
                    + #""Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#
                $0.resource.policies = [
                    AttachedPolicy(name: "trust policy", document: try Question.document(statement, .trust))
                ]
            }.reasons.first
        }
        let obstacle = "aws:MultiFactorAuthPresent is absent, and Bool asks for true: "
        #expect(
            try reason(.user)
                == obstacle + "pass SerialNumber and TokenCode with the call, or use the credentials of "
                + "sts:GetSessionToken, called with SerialNumber and TokenCode"
        )
        #expect(try reason(.role) == obstacle + "assume role/teams/ci with SerialNumber and TokenCode")
    }

    @Test("A tag that a principal lacks is its own to get, or its session's")
    func principalTag() throws {
        let statements = [
            #"{"Effect": "Allow", "Action": "*", "Resource": "*", "#
                + #""Condition": {"StringEquals": {"aws:PrincipalTag/team": "team"}}}"#,
            #"{"Effect": "Allow", "Action": "*", "Resource": "*", "#
                + #""Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}}"#,
            #"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:ecr:*:*:repository/${aws:PrincipalTag/team}/*"}"#,
        ]
        let ways: [Question.Caller: String] = [
            .user: "tag user/stefan team=team",
            .role: "tag role/teams/ci team=team, or pass the tag with the session",
            .federated: "tag user/stefan team=team, or pass the tag with sts:GetFederationToken",
        ]
        for statement in statements {
            for (caller, way) in ways {
                let question = Question(
                    caller: caller,
                    session: caller == .federated ? .allow : nil,
                    context: ["aws:ResourceTag/team": ["team"]]
                )
                let hint = try Self.hint(question) {
                    $0.caller.identity = [
                        AttachedPolicy(name: "own", document: try Question.document(statement, .identity))
                    ]
                }
                #expect(hint.reasons.first?.hasSuffix(": " + way) == true, "\(hint.reasons)")
                #expect(hint.isChecked)
            }
        }
    }

    @Test("What asks for more than the call does is checked with that")
    func further() throws {
        func isChecked(_ actions: String) throws -> Bool {
            let question = Question(action: "ecr:CreateRepository")
            return try Self.hint(question) {
                let statement =
                    #"{"Effect": "Allow", "Action": [\#(actions)], "Resource": "*", "#
                    + #""Condition": {"StringEquals": {"aws:RequestTag/team": "a"}}}"#
                $0.caller.identity = [
                    AttachedPolicy(name: "own", document: try Question.document(statement, .identity))
                ]
            }.isChecked
        }
        #expect(try isChecked(#""ecr:CreateRepository", "ecr:TagResource""#))
        #expect(try !isChecked(#""ecr:CreateRepository""#))
    }
}
