import IAM
import Testing

/// A variable that has neither value nor default: the value or the resource that it stands in is like nothing and equal
/// to nothing, and the rest of the statement goes on (IAM user guide, policy variables with no value).
@Suite("Decisions: variables that stand for nothing")
struct AbsentVariableTable {
    // MARK: Conditions

    /// Every operator that takes variables, with a value of the policy that the request's value is, and one that it is
    /// not.
    private struct OperatorRow {
        let name: String
        let found: String
        let same: String
        let other: String
        let isNegated: Bool
    }

    private static let role = "arn:aws:iam::111122223333:role/ci"
    private static let operators = [
        OperatorRow(name: "StringEquals", found: "a", same: "a", other: "b", isNegated: false),
        OperatorRow(name: "StringNotEquals", found: "a", same: "a", other: "b", isNegated: true),
        OperatorRow(name: "StringEqualsIgnoreCase", found: "a", same: "A", other: "b", isNegated: false),
        OperatorRow(name: "StringNotEqualsIgnoreCase", found: "a", same: "A", other: "b", isNegated: true),
        OperatorRow(name: "StringLike", found: "a", same: "a*", other: "b*", isNegated: false),
        OperatorRow(name: "StringNotLike", found: "a", same: "a*", other: "b*", isNegated: true),
        OperatorRow(name: "ArnEquals", found: role, same: role, other: role + "x", isNegated: false),
        OperatorRow(name: "ArnLike", found: role, same: "arn:*:iam::*:role/*", other: role + "?", isNegated: false),
        OperatorRow(name: "ArnNotEquals", found: role, same: role, other: role + "x", isNegated: true),
        OperatorRow(name: "ArnNotLike", found: role, same: "arn:*:iam::*:role/*", other: role + "?", isNegated: true),
        OperatorRow(name: "Bool", found: "true", same: "true", other: "false", isNegated: false),
    ]

    @Test("A value of a condition", arguments: operators.flatMap(rows))
    func checkCondition(_ row: StatementRow) throws { try row.check() }

    private static func rows(_ kind: OperatorRow) -> [StatementRow] {
        func row(_ name: String, _ values: [String], _ found: [String]?, _ holds: Bool) -> StatementRow {
            let list = values.map { "\"\($0)\"" }.joined(separator: ",")
            return StatementRow(
                name: "\(name) [\(list)] beside \(found.map { "\($0)" } ?? "no key")",
                statement: "\"Condition\":{\"\(name)\":{\"x:K\":[\(list)]}}",
                request: Table.user.asking(with: found.map { ["x:K": $0] } ?? [:]),
                holds: holds
            )
        }
        let (name, negated) = (kind.name, kind.isNegated)
        let all = "ForAllValues:" + name
        let any = "ForAnyValue:" + name
        let absent = ["${aws:PrincipalTag/team}", "x-${aws:PrincipalTag/team}", "*${aws:PrincipalTag/team}"]
        return absent.flatMap { absent in
            [
                row(name, [absent], [kind.found], negated),
                row(name, [absent, kind.same], [kind.found], !negated),
                row(name, [absent, kind.other], [kind.found], negated),
                // The key is absent as well: two that are missing are not the same.
                row(name, [absent], nil, negated),
                // Not even the text of the variable is equal to it.
                row(name, [absent], [absent], negated),
                row(name, [absent], [""], negated),
                row(name + "IfExists", [absent], nil, true),
                row(name + "IfExists", [absent], [kind.found], negated),
                row(all, [absent], [kind.found, kind.found], negated),
                row(all, [absent, kind.same], [kind.found], !negated),
                row(all, [absent], nil, true),
                row(any, [absent], [kind.found], negated),
                row(any, [absent, kind.same], [kind.found], !negated),
                row(any, [absent], nil, false),
            ]
        }
    }

    @Test("The other conditions of its statement", arguments: besides)
    func checkBeside(_ row: StatementRow) throws { try row.check() }

    private static func beside(_ name: String, _ condition: String, _ context: [String: [String]], _ holds: Bool)
        -> StatementRow
    {
        StatementRow(
            name: name,
            statement: "\"Condition\":{\(condition)}",
            request: Table.user.asking(with: context),
            holds: holds
        )
    }

    private static let negated = #""StringNotEquals":{"x:K":"${aws:PrincipalTag/team}"}"#
    private static let besides = [
        beside(
            "Null true of the variable's own key",
            negated + #","Null":{"aws:PrincipalTag/team":"true"}"#,
            [:],
            true
        ),
        beside(
            "Null false of the variable's own key",
            negated + #","Null":{"aws:PrincipalTag/team":"false"}"#,
            [:],
            false
        ),
        beside("another that holds", negated + #","NumericLessThan":{"x:N":"5"}"#, ["x:N": ["4"]], true),
        beside("another that does not", negated + #","NumericLessThan":{"x:N":"5"}"#, ["x:N": ["5"]], false),
        beside(
            "a variable of a key without values",
            negated,
            ["x:K": ["a"], "aws:PrincipalTag/team": []],
            true
        ),
        beside(
            "a variable of a key with several values",
            #""StringNotEquals":{"x:K":"${aws:TagKeys}"}"#,
            ["x:K": ["a"], "aws:TagKeys": ["a", "b"]],
            true
        ),
        beside(
            "a variable with a default",
            #""StringNotEquals":{"x:K":"${aws:PrincipalTag/team, 'a'}"}"#,
            ["x:K": ["a"]],
            false
        ),
        beside(
            "a default beside one that is absent",
            #""StringNotEquals":{"x:K":"${aws:PrincipalTag/team, 'a'}${aws:username}"}"#,
            ["x:K": ["a"]],
            true
        ),
    ]

    // MARK: Resources

    @Test("An entry of Resource or NotResource", arguments: resources)
    func checkResource(_ row: StatementRow) throws { try row.check() }

    private static let prefix = "arn:aws:ecr:us-east-1:111122223333:repository/"
    private static let ofTeam = prefix + "${aws:PrincipalTag/team}"

    private static func resource(
        _ element: String,
        _ entries: [String],
        _ holds: Bool,
        on resource: String = Table.app,
        with context: [String: [String]] = [:],
        version: String = "2012-10-17"
    ) -> StatementRow {
        let list = entries.map { "\"\($0)\"" }.joined(separator: ",")
        return StatementRow(
            name: "\(element) [\(list)] beside \(resource) of version \(version)",
            statement: "\"\(element)\":[\(list)]",
            request: Table.user.asking(on: resource, with: context),
            holds: holds,
            version: version
        )
    }

    private static let resources = [
        resource("Resource", [ofTeam], false),
        resource("Resource", [ofTeam + "/*"], false, on: prefix + "/app"),
        resource("Resource", [prefix + "*${aws:PrincipalTag/team}"], false),
        resource("Resource", [ofTeam, Table.app], true),
        resource("Resource", [ofTeam, "*"], true),
        resource("Resource", [ofTeam, prefix + "web"], false),
        resource("Resource", [ofTeam, "*"], true, on: "*"),
        resource("NotResource", [ofTeam], true),
        resource("NotResource", [ofTeam + "/*", ofTeam], true),
        resource("NotResource", [ofTeam, Table.app], false),
        resource("NotResource", [ofTeam, prefix + "web"], true),
        resource("NotResource", [ofTeam], true, on: "*"),
        resource("NotResource", [ofTeam], false, with: ["aws:PrincipalTag/team": ["app"]]),
        resource("NotResource", [prefix + "${aws:PrincipalTag/team, 'app'}"], false),
        // In old documents it is text.
        resource("Resource", [ofTeam], true, on: ofTeam, version: "2008-10-17"),
        resource("NotResource", [ofTeam], false, on: ofTeam, version: "2008-10-17"),
        resource("NotResource", [ofTeam], true, with: ["aws:PrincipalTag/team": ["app"]], version: "2008-10-17"),
    ]

    // MARK: What people write

    @Test("Policies by the caller's team, and a caller without one", arguments: examples)
    func checkExample(_ row: TableRow) throws { try row.check() }

    private static func example(
        _ name: String,
        _ caller: NaiveRequest,
        _ statements: [String],
        on repository: String = "app",
        ofTeam team: String? = nil,
        _ expected: Expected
    ) -> TableRow {
        let context = team.map { ["aws:ResourceTag/team": [$0]] } ?? [:]
        return TableRow(
            name: "\(caller.kind), \(name)",
            sample: {
                let json = "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
                let request = caller.asking(on: prefix + repository, with: context)
                return AccessCase(request: request, identity: [try SamplePolicy(json, .identity)])
            },
            expected: expected
        )
    }

    private static let all = #"{"Effect":"Allow","Action":"*","Resource":"*"}"#
    private static let otherTeams = """
        {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/team":\
        "${aws:PrincipalTag/team}"}}}
        """
    private static let otherFolders =
        "{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":\"\(ofTeam)/*\"}"
    private static let ownFolder =
        "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"\(ofTeam)/*\",\"\(prefix)team/*\"]}"
    private static let ownOrA = """
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":\
        ["${aws:PrincipalTag/team}","a"]}}}
        """
    private static let granted: Expected = .allow([.identity])
    private static let examples = [Table.user, Table.session].flatMap { caller in
        [
            example("all but other teams' is allowed", caller, [all, otherTeams], ofTeam: "a", .deny(.identity)),
            example("all but other teams' is allowed, no team's", caller, [all, otherTeams], .deny(.identity)),
            example("all but other folders is allowed", caller, [all, otherFolders], .deny(.identity)),
            example("its own folder and team/ are allowed", caller, [ownFolder], on: "team/app", granted),
            example(
                "its own folder and team/ are allowed, not app/",
                caller,
                [ownFolder],
                on: "app/x",
                .silent(.identity)
            ),
            example("its own team's and a's are allowed", caller, [ownOrA], ofTeam: "a", granted),
            example("its own team's and a's are allowed, not b's", caller, [ownOrA], ofTeam: "b", .silent(.identity)),
        ]
    }
}
