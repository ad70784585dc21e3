import Testing

@Suite("Decisions: policy variables")
struct VariableTable {
    private static func row(
        _ name: String,
        _ condition: String,
        _ context: [String: [String]],
        _ holds: Bool,
        version: String = "2012-10-17"
    ) -> StatementRow {
        StatementRow(
            name: name,
            statement: "\"Condition\":{\(condition)}",
            request: Table.user.asking(with: context),
            holds: holds,
            version: version
        )
    }

    @Test("Variables in conditions", arguments: variables)
    func checkVariable(_ row: StatementRow) throws { try row.check() }

    private static let variables = [
        row(
            "the principal's tag is the resource's",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["a"], "aws:PrincipalTag/team": ["a"]],
            true
        ),
        row(
            "the principal's tag is not the resource's",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["b"], "aws:PrincipalTag/team": ["a"]],
            false
        ),
        row(
            "a variable in another case",
            #""StringEquals":{"x:K":"${AWS:principaltag/Team}"}"#,
            ["x:K": ["a"], "aws:PrincipalTag/team": ["a"]],
            true
        ),
        row(
            "a variable beside text",
            #""StringLike":{"x:K":"x-${aws:PrincipalTag/team}-*"}"#,
            ["x:K": ["x-a-1"], "aws:PrincipalTag/team": ["a"]],
            true
        ),
        row("an absent variable", #""StringEquals":{"x:K":"${aws:PrincipalTag/team}"}"#, ["x:K": ["a"]], false),
        row(
            "an absent variable, negated",
            #""StringNotEquals":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["a"]],
            true
        ),
        row(
            "a default for an absent variable",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team, 'none'}"}"#,
            ["x:K": ["none"]],
            true
        ),
        row(
            "a default that is not needed",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team, 'none'}"}"#,
            ["x:K": ["a"], "aws:PrincipalTag/team": ["a"]],
            true
        ),
        row(
            "a default without blank",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team,'none'}"}"#,
            ["x:K": ["none"]],
            true
        ),
        row("an empty default", #""StringEquals":{"x:K":"${aws:PrincipalTag/team, ''}"}"#, ["x:K": [""]], true),
        row("${*} is the character", #""StringLike":{"x:K":"a${*}"}"#, ["x:K": ["ab"]], false),
        row("${*} is the character, which is there", #""StringLike":{"x:K":"a${*}"}"#, ["x:K": ["a*"]], true),
        row("${?} is the character", #""StringLike":{"x:K":"a${?}"}"#, ["x:K": ["ab"]], false),
        row("${$} is the character", #""StringEquals":{"x:K":"a${$}"}"#, ["x:K": ["a$"]], true),
        row(
            "in an ARN",
            #""ArnEquals":{"x:K":"arn:aws:iam::1:role/${aws:PrincipalTag/team}"}"#,
            ["x:K": ["arn:aws:iam::1:role/a"], "aws:PrincipalTag/team": ["a"]],
            true
        ),
        row("in a boolean", #""Bool":{"x:K":"${x:L}"}"#, ["x:K": ["true"], "x:L": ["true"]], true),
        row(
            "all of an ARN",
            #""ArnEquals":{"x:K":"${aws:PrincipalArn}"}"#,
            ["x:K": ["arn:aws:iam::1:role/a"], "aws:PrincipalArn": ["arn:aws:iam::1:role/a"]],
            true
        ),
        row(
            "an account in an ARN",
            #""ArnLike":{"x:K":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}"#,
            ["x:K": ["arn:aws:iam::1:role/a"], "aws:PrincipalAccount": ["1"]],
            true
        ),
        row(
            "a star in a value is only a star",
            #""StringLike":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["ab"], "aws:PrincipalTag/team": ["a*"]],
            false
        ),
        row(
            "literal in old documents",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["a"], "aws:PrincipalTag/team": ["a"]],
            false,
            version: "2008-10-17"
        ),
        row(
            "literal in old documents, and there",
            #""StringEquals":{"x:K":"${aws:PrincipalTag/team}"}"#,
            ["x:K": ["${aws:PrincipalTag/team}"]],
            true,
            version: "2008-10-17"
        ),
    ]
}
