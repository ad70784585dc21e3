import Testing

@Suite("Decisions: conditions")
struct ConditionTable {
    /// - Parameters:
    ///   - condition: the inside of `Condition`.
    ///   - context: the keys of the request.
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

    @Test("Several values, keys and operators", arguments: combinations)
    func checkCombination(_ row: StatementRow) throws { try row.check() }

    private static let combinations = [
        row("one of several values", #""StringEquals":{"x:K":["a","b"]}"#, ["x:K": ["b"]], true),
        row("none of several values", #""StringEquals":{"x:K":["a","b"]}"#, ["x:K": ["c"]], false),
        row("negated, one of several values", #""StringNotEquals":{"x:K":["a","b"]}"#, ["x:K": ["b"]], false),
        row("negated, none of several values", #""StringNotEquals":{"x:K":["a","b"]}"#, ["x:K": ["c"]], true),
        row("negated, one of several patterns", #""StringNotLike":{"x:K":["a*","b*"]}"#, ["x:K": ["bee"]], false),
        row("negated, one of several numbers", #""NumericNotEquals":{"x:K":["1","2"]}"#, ["x:K": ["2"]], false),
        row(
            "negated, one of several addresses",
            #""NotIpAddress":{"x:K":["10.0.0.0/8","::/0"]}"#,
            ["x:K": ["10.1.1.1"]],
            false
        ),
        row(
            "negated, one of several ARNs",
            #""ArnNotLike":{"x:K":["arn:aws:iam::*:role/a","arn:aws:iam::*:role/b"]}"#,
            ["x:K": ["arn:aws:iam::111122223333:role/b"]],
            false
        ),
        row("two keys, both hold", #""StringEquals":{"x:K":"a","x:L":"b"}"#, ["x:K": ["a"], "x:L": ["b"]], true),
        row("two keys, one holds", #""StringEquals":{"x:K":"a","x:L":"b"}"#, ["x:K": ["a"], "x:L": ["c"]], false),
        row(
            "two operators, both hold",
            #""StringLike":{"x:K":"a*"},"NumericLessThan":{"x:N":"5"}"#,
            ["x:K": ["ab"], "x:N": ["4"]],
            true
        ),
        row(
            "two operators, one holds",
            #""StringLike":{"x:K":"a*"},"NumericLessThan":{"x:N":"5"}"#,
            ["x:K": ["ab"], "x:N": ["5"]],
            false
        ),
        row(
            "key in another case",
            #""StringEquals":{"AWS:principaltag/TEAM":"a"}"#,
            ["aws:PrincipalTag/team": ["a"]],
            true
        ),
        row("another key", #""StringEquals":{"aws:PrincipalTag/teams":"a"}"#, ["aws:PrincipalTag/team": ["a"]], false),
        row(
            "all of several values listed",
            #""ForAllValues:StringEquals":{"x:K":["a","b"]}"#,
            ["x:K": ["b", "a"]],
            true
        ),
        row(
            "all of several values listed, and one more",
            #""ForAllValues:StringEquals":{"x:K":["a","b"]}"#,
            ["x:K": ["b", "c"]],
            false
        ),
        row(
            "no value is listed, for all negated",
            #""ForAllValues:StringNotEquals":{"x:K":["a","b"]}"#,
            ["x:K": ["c", "d"]],
            true
        ),
        row("any value by patterns", #""ForAnyValue:StringLike":{"x:K":["a*","b*"]}"#, ["x:K": ["c", "bee"]], true),
        row("any value not listed", #""ForAnyValue:StringNotEquals":{"x:K":["a","b"]}"#, ["x:K": ["a", "b"]], false),
        row("a condition without operators", "", ["x:K": ["a"]], true),
    ]

    @Test("Null", arguments: nulls)
    func checkNull(_ row: StatementRow) throws { try row.check() }

    private static let nulls = [
        row("Null true, absent", #""Null":{"x:K":"true"}"#, [:], true),
        row("Null true, present", #""Null":{"x:K":"true"}"#, ["x:K": ["a"]], false),
        row("Null false, absent", #""Null":{"x:K":"false"}"#, [:], false),
        row("Null false, present", #""Null":{"x:K":"false"}"#, ["x:K": ["a"]], true),
        row("Null false, present with an empty text", #""Null":{"x:K":"false"}"#, ["x:K": [""]], true),
        row("Null false, present without values", #""Null":{"x:K":"false"}"#, ["x:K": []], false),
        row("Null as a JSON boolean", #""Null":{"x:K":true}"#, [:], true),
        row(
            "Null false guards ForAllValues",
            #""ForAllValues:StringEquals":{"x:K":"a"},"Null":{"x:K":"false"}"#,
            [:],
            false
        ),
        row("Null of another key", #""Null":{"x:L":"true"}"#, ["x:K": ["a"]], true),
    ]

    @Test("Texts and patterns", arguments: texts)
    func checkText(_ row: StatementRow) throws { try row.check() }

    private static let texts = [
        row("StringEquals takes * as a character", #""StringEquals":{"x:K":"a*"}"#, ["x:K": ["ab"]], false),
        row(
            "StringEquals takes * as a character, which is there",
            #""StringEquals":{"x:K":"a*"}"#,
            ["x:K": ["a*"]],
            true
        ),
        row("* is the empty text too", #""StringLike":{"x:K":"a*"}"#, ["x:K": ["a"]], true),
        row("* alone, empty text", #""StringLike":{"x:K":"*"}"#, ["x:K": [""]], true),
        row("? is one character", #""StringLike":{"x:K":"a?c"}"#, ["x:K": ["abc"]], true),
        row("? is not two characters", #""StringLike":{"x:K":"a?c"}"#, ["x:K": ["abbc"]], false),
        row("? is not none", #""StringLike":{"x:K":"a?"}"#, ["x:K": ["a"]], false),
        row("? is one character beyond ASCII", #""StringLike":{"x:K":"a?c"}"#, ["x:K": ["aéc"]], true),
        row("* in the middle", #""StringLike":{"x:K":"a*c*e"}"#, ["x:K": ["abcde"]], true),
        row("* must leave the end", #""StringLike":{"x:K":"a*c"}"#, ["x:K": ["abcd"]], false),
        row("* takes back what it took", #""StringLike":{"x:K":"*ab"}"#, ["x:K": ["aab"]], true),
        row("** is *", #""StringLike":{"x:K":"a**b"}"#, ["x:K": ["ab"]], true),
        row("*? is at least one", #""StringLike":{"x:K":"a*?"}"#, ["x:K": ["a"]], false),
        row("an empty text", #""StringEquals":{"x:K":""}"#, ["x:K": [""]], true),
        row("ignored case is not a pattern", #""StringEqualsIgnoreCase":{"x:K":"a*"}"#, ["x:K": ["ab"]], false),
    ]

    @Test("Numbers, dates, booleans, bytes", arguments: values)
    func checkValue(_ row: StatementRow) throws { try row.check() }

    private static let values = [
        row("number as JSON", #""NumericLessThan":{"x:K":3600}"#, ["x:K": ["900"]], true),
        row("numbers are not compared as text", #""NumericLessThan":{"x:K":"10"}"#, ["x:K": ["9"]], true),
        row("negative numbers", #""NumericGreaterThan":{"x:K":"-5"}"#, ["x:K": ["-4"]], true),
        row("fractions", #""NumericLessThanEquals":{"x:K":"1.5"}"#, ["x:K": ["1.50"]], true),
        row("what is not a number", #""NumericEquals":{"x:K":"1"}"#, ["x:K": ["one"]], false),
        row(
            "epoch seconds in the policy",
            #""DateEquals":{"x:K":"1715679000"}"#,
            ["x:K": ["2024-05-14T09:30:00Z"]],
            true
        ),
        row(
            "epoch seconds in the request",
            #""DateLessThan":{"x:K":"2024-05-14T09:30:00Z"}"#,
            ["x:K": ["1715678999"]],
            true
        ),
        row("an offset", #""DateEquals":{"x:K":"2024-05-14T11:30:00+02:00"}"#, ["x:K": ["2024-05-14T09:30:00Z"]], true),
        row(
            "a day is its midnight",
            #""DateGreaterThan":{"x:K":"2024-05-14"}"#,
            ["x:K": ["2024-05-14T00:00:01Z"]],
            true
        ),
        row("a leap day", #""DateLessThan":{"x:K":"2024-03-01T00:00:00Z"}"#, ["x:K": ["2024-02-29T23:59:59Z"]], true),
        row("boolean as JSON", #""Bool":{"x:K":true}"#, ["x:K": ["true"]], true),
        row("false as JSON", #""Bool":{"x:K":false}"#, ["x:K": ["true"]], false),
        row(
            "BoolIfExists false hits long-term keys",
            #""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#,
            [:],
            true
        ),
        row("Bool false misses long-term keys", #""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, [:], false),
        row("bytes", #""BinaryEquals":{"x:K":["QUJD","REVG"]}"#, ["x:K": ["REVG"]], true),
    ]

    @Test("Addresses", arguments: addresses)
    func checkAddress(_ row: StatementRow) throws { try row.check() }

    private static let addresses = [
        row("bare address", #""IpAddress":{"x:K":"10.1.2.3"}"#, ["x:K": ["10.1.2.3"]], true),
        row("bare address, its neighbour", #""IpAddress":{"x:K":"10.1.2.3"}"#, ["x:K": ["10.1.2.4"]], false),
        row("prefix within a byte", #""IpAddress":{"x:K":"10.1.2.128/25"}"#, ["x:K": ["10.1.2.200"]], true),
        row("prefix within a byte, outside", #""IpAddress":{"x:K":"10.1.2.128/25"}"#, ["x:K": ["10.1.2.100"]], false),
        row("bits beyond the prefix do not count", #""IpAddress":{"x:K":"10.1.2.3/8"}"#, ["x:K": ["10.200.0.1"]], true),
        row("prefix of none", #""IpAddress":{"x:K":"0.0.0.0/0"}"#, ["x:K": ["203.0.113.7"]], true),
        row("version 6 block", #""IpAddress":{"x:K":"2001:db8::/32"}"#, ["x:K": ["2001:DB8:0:1::5"]], true),
        row("version 6 block, outside", #""IpAddress":{"x:K":"2001:db8::/32"}"#, ["x:K": ["2001:db9::5"]], false),
        row(
            "version 6, another spelling",
            #""IpAddress":{"x:K":"2001:db8:0:0:0:0:0:1"}"#,
            ["x:K": ["2001:db8::1"]],
            true
        ),
        row("version 4 is not in a version 6 block", #""IpAddress":{"x:K":"::/0"}"#, ["x:K": ["10.1.2.3"]], false),
        row("version 6 is not in a version 4 block", #""NotIpAddress":{"x:K":"0.0.0.0/0"}"#, ["x:K": ["::1"]], true),
    ]

    @Test("ARNs are compared part by part", arguments: arns)
    func checkArn(_ row: StatementRow) throws { try row.check() }

    private static func arn(_ name: String, _ pattern: String, _ found: String, _ holds: Bool) -> StatementRow {
        row(name, "\"ArnLike\":{\"x:K\":\"\(pattern)\"}", ["x:K": [found]], holds)
    }

    private static let arns = [
        arn("the same", "arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333:role/ci", true),
        arn("* stays within its part", "arn:aws:*:role/ci", "arn:aws:iam::111122223333:role/ci", false),
        arn("* is an empty part", "arn:aws:iam:*:*:role/ci", "arn:aws:iam::111122223333:role/ci", true),
        arn("* of the last part spans colons", "arn:aws:logs:*:*:log*x", "arn:aws:logs:r:1:log-group:a:x", true),
        arn("* of the last part spans slashes", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/a/b", true),
        arn("? is one character", "arn:aws:iam::11112222333?:role/ci", "arn:aws:iam::111122223333:role/ci", true),
        arn("case counts", "arn:aws:iam::*:role/ci", "arn:aws:iam::1:role/Ci", false),
        arn("* alone", "*", "arn:aws:iam::1:role/ci", true),
        arn("what is not an ARN", "arn:aws:iam::*:role/*", "role/ci", false),
        row(
            "ArnEquals takes patterns",
            #""ArnEquals":{"x:K":"arn:aws:iam::*:role/*"}"#,
            ["x:K": ["arn:aws:iam::1:role/ci"]],
            true
        ),
        row(
            "StringLike is not bound to parts",
            #""StringLike":{"x:K":"arn:*:role/ci"}"#,
            ["x:K": ["arn:aws:iam::1:role/ci"]],
            true
        ),
    ]
}
