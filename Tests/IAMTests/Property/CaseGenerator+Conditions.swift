import AWSProtocols

extension CaseGenerator {
    /// One to three conditions on keys that requests often have.
    mutating func conditions() -> JSONValue {
        var conditions: [String: JSONValue] = [:]
        for _ in 0..<weighted([(75, 1), (20, 2), (5, 3)]) {
            let quantifier = weighted([(70, ""), (15, "ForAllValues:"), (15, "ForAnyValue:")])
            let isOfTags = !quantifier.isEmpty && happens(70)
            let (name, key, values) = isOfTags ? conditionOnTags() : condition()
            let isNull = name == "Null"
            let suffix = !isNull && happens(25) ? "IfExists" : ""
            let written = happens(90) ? key : key.lowercased()
            let list: JSONValue =
                values.count == 1 && happens(60) ? .string(values[0]) : .array(values.map { .string($0) })
            conditions[(isNull ? "" : quantifier) + name + suffix, default: [:]] = [written: list]
        }
        return .object(conditions)
    }

    private mutating func condition() -> (name: String, key: String, values: [String]) {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<42:
            let name = one([
                "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
                "StringNotLike",
            ])
            let key = one(["aws:PrincipalTag/team", "ecr:ResourceTag/team", "aws:TagKeys", "aws:username"])
            return (name, key, several(1...2) { $0.text() })
        case 42..<52:
            let name = "Numeric" + one(Self.comparisons)
            return (name, "aws:MultiFactorAuthAge", several(1...2) { $0.one(["60", "3600", "3600.0", "5000"]) })
        case 52..<62:
            let values = several(1...2) {
                $0.one(["2024-05-14T09:30:00Z", "2024-05-14T11:30:00+02:00", "1715679000", "2024-05-14", "2024-06-01"])
            }
            return ("Date" + one(Self.comparisons), "aws:CurrentTime", values)
        case 62..<70:
            return (
                "Bool", "aws:MultiFactorAuthPresent",
                [one(["true", "false", isOld ? "true" : "${aws:PrincipalTag/team, 'true'}"])]
            )
        case 70..<75:
            return ("BinaryEquals", "x:Binary", several(1...2) { $0.one(["QUJD", "REVG", "R0hJ"]) })
        case 75..<84:
            let values = several(1...2) {
                $0.one([
                    "10.0.0.0/16", "10.0.0.5", "10.1.2.3/15", "10.0.0.4/30", "203.0.113.0/24", "2001:db8::/32", "::/0",
                    "0.0.0.0/0",
                ])
            }
            return (one(["IpAddress", "NotIpAddress"]), "aws:SourceIp", values)
        case 84..<92:
            let values = several(1...2) {
                $0.one([
                    "arn:aws:iam::\(Self.mine):user/*", "arn:aws:iam::*:role/teams/ci", "arn:aws:iam::*:role/c?",
                    "arn:aws:iam:*/ci", "arn:aws:iam::${aws:PrincipalAccount}:role/*",
                    "arn:aws:iam::\(Self.mine):user/${aws:username}", "arn:*:*:*:*:root", "${aws:PrincipalArn}",
                ])
            }
            return (one(["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"]), "aws:PrincipalArn", values)
        default:
            let key = one([
                "aws:PrincipalTag/team", "ecr:ResourceTag/team", "aws:TagKeys", "aws:MultiFactorAuthPresent",
            ])
            return ("Null", key, [one(["true", "false"])])
        }
    }

    /// A condition on the key that has several values.
    private mutating func conditionOnTags() -> (name: String, key: String, values: [String]) {
        let name = one(["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotLike"])
        return (name, "aws:TagKeys", several(1...2) { $0.one(["a", "b", "A", "c", "*", "a*"]) })
    }

    private static let comparisons = [
        "Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals",
    ]

    private mutating func text() -> String {
        one([
            "a", "b", "A", "", "stefan", "*", "?", "st*", "S*", "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team}",
            "${aws:PrincipalTag/team, 'b'}", "${*}", "a*",
            "${aws:TagKeys, 'a'}",
        ])
    }
}
