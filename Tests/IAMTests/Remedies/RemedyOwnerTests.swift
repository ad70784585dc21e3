import AWSCore
import IAM
import Testing

@Suite("Who can change what, and what would do instead")
struct RemedyOwnerTests {
    private static let user = "arn:aws:iam::111111111111:user/stefan"

    // MARK: - Who can change what

    @Test("A control policy is the management account's to change, and spares the caller by aws:PrincipalArn")
    func organization() throws {
        for layer in [PolicyLayer.serviceControl, .resourceControl] {
            let principal = layer == .resourceControl ? #""Principal": "*", "# : ""
            let remedy = try #require(
                try DeniedQuestion.explain(
                    DeniedQuestion.deny(principal + #""Action": "ecr:PutImage", "Resource": "*""#),
                    in: layer,
                    .role,
                    arn: "arn:aws:organizations::000000000000:policy/o-1/p-1"
                )
                .remedies.first
            )
            #expect(remedy.kind == .replaceStatement)
            #expect(
                remedy.statementText
                    == #"{"Sid": "No", "Effect": "Deny", \#(principal)"Action": "ecr:PutImage", "Resource": "*", "#
                    + #""Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/teams/ci"}}}"#
            )
            #expect(
                remedy.advice.last
                    == "only the organization's management account, 000000000000, can change policies of this kind"
            )
            #expect(
                remedy.alternatives.map(\.text) == [
                    "remove the statement, which is about ecr:PutImage and nothing else"
                ]
            )
        }
        let exempt = try DeniedQuestion.explain(
            DeniedQuestion.deny(
                #""Action": "ecr:*", "Resource": "*", "#
                    + #""Condition": {"ArnNotLike": {"aws:PrincipalARN": ["arn:aws:iam::*:role/admin"]}}"#
            ),
            in: .serviceControl
        )
        #expect(
            exempt.remedies.first?.statementText?.contains(
                #""ArnNotLike": {"aws:PrincipalARN": ["arn:aws:iam::*:role/admin", "\#(Self.user)"]}"#
            ) == true
        )
    }

    @Test("AWS's own policy is detached, never changed")
    func awsOwned() throws {
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": "ecr:PutImage", "Resource": "*""#),
            in: .identity,
            arn: "arn:aws:iam::aws:policy/AWSDenyAll",
            name: "AWSDenyAll of user/stefan"
        )
        let remedy = try #require(explanation.remedies.first)
        #expect(remedy.kind == .detachPolicy)
        #expect(remedy.place == "AWSDenyAll of user/stefan")
        #expect(remedy.advice.last == "AWS's own policy cannot be changed")
        #expect(
            explanation.report.contains(
                "To allow it, detach AWSDenyAll of user/stefan (arn:aws:iam::aws:policy/AWSDenyAll):"
            )
        )
        let boundary = try #require(
            try DeniedQuestion.explain(
                DeniedQuestion.deny(#""Action": ["ecr:PutImage", "iam:*"], "Resource": "*""#)
                    + #", {"Effect": "Allow", "Action": "*", "Resource": "*"}"#,
                in: .boundary,
                arn: "arn:aws:iam::aws:policy/Limits",
                name: "Limits"
            )
            .remedies.first
        )
        #expect(
            boundary.place
                == "statement 'No' of a copy of Limits, set as the permissions boundary of user/stefan in its place"
        )
        #expect(boundary.policy == nil)
    }

    @Test("A session's policies are given to a new one")
    func session() throws {
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""Action": ["ecr:PutImage", "ecr:ListImages"], "Resource": "*""#),
            in: .session,
            .role
        )
        #expect(
            explanation.remedies.first?.advice.last
                == "a session keeps the policies that it was made with: make a new one"
        )
    }

    // MARK: - Instead of a change

    @Test("A condition that the caller can meet is offered instead, and asked again")
    func conditions() throws {
        func alternatives(_ condition: String, _ caller: Question.Caller = .user) throws -> [Remedy.Alternative] {
            try DeniedQuestion.explain(
                DeniedQuestion.deny(#""NotAction": "iam:*", "Resource": "*", "Condition": {\#(condition)}"#),
                in: .identity,
                caller,
                ["aws:CurrentTime": ["2026-03-01T12:00:00Z"]]
            )
            .remedies.flatMap(\.alternatives)
        }
        #expect(
            try alternatives(#""BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}"#) == [
                Remedy.Alternative(
                    text: "leave it as it is, and use the credentials of sts:GetSessionToken, called with SerialNumber "
                        + "and TokenCode",
                    isChecked: true
                )
            ]
        )
        #expect(
            try alternatives(#""StringNotEquals": {"aws:RequestedRegion": "eu-central-1"}"#) == [
                Remedy.Alternative(text: "leave it as it is, and call region eu-central-1", isChecked: false)
            ]
        )
        #expect(
            try alternatives(#""StringNotEquals": {"aws:PrincipalTag/team": "a"}"#, .role).map(\.text) == [
                "leave it as it is, and tag role/teams/ci team=a, or pass the tag with the session"
            ]
        )
        // Nobody can choose who they are.
        #expect(try alternatives(#""StringNotEquals": {"aws:PrincipalAccount": "222222222222"}"#).isEmpty)
        #expect(try alternatives(#""DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}"#).isEmpty)
    }

    @Test("What would not help by itself is not offered")
    func uselessAlternative() throws {
        let mfa = #""Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}"#
        let present = #""Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#
        let explanation = try DeniedQuestion.explain(
            DeniedQuestion.deny(#""NotAction": "iam:*", "Resource": "*", \#(mfa)"#) + ", "
                + DeniedQuestion.deny(#""Action": "*", "Resource": "*", \#(present)"#, sid: "Present"),
            in: .identity
        )
        #expect(explanation.remedies.count == 1)
        #expect(explanation.remedies.flatMap(\.alternatives).isEmpty)
    }
}
