import IAM
import Testing

@Suite("Policy variables")
struct VariableTests {
    private static let arn = "arn:aws:ecr:us-east-1:123456789012:repository/"

    private static func resource(
        _ pattern: String,
        _ name: String,
        _ context: [String: [String]] = ["aws:username": ["stefan"]],
        version: String = "2012-10-17"
    ) throws -> Bool {
        try PolicyTestCase.statement("\"Resource\": \"\(arn)\(pattern)\"", version: version)
            .matches(PolicyTestCase.request(on: arn + name, context: context))
    }

    private static func condition(
        _ name: String,
        _ wanted: String,
        _ found: String,
        _ context: [String: [String]] = [:]
    ) throws -> Bool {
        let statement = try PolicyTestCase.statement("\"Condition\": {\"\(name)\": {\"aws:k\": \"\(wanted)\"}}")
        return try statement.matches(
            PolicyTestCase.request(context: context.merging(["aws:k": [found]]) { _, last in last })
        )
    }

    @Test("A variable stands for the request's value, its name in any case")
    func value() throws {
        #expect(try Self.resource("${aws:username}/*", "stefan/app"))
        #expect(try Self.resource("${AWS:UserName}/*", "stefan/app"))
        #expect(try !Self.resource("${aws:username}/*", "other/app"))
        #expect(try Self.resource("${aws:username}-${aws:username}", "stefan-stefan"))
        #expect(try Self.resource("*/${aws:username}", "a/b/stefan"))
    }

    @Test("In documents of version 2008-10-17 variables are text, in which * is a wildcard")
    func oldVersion() throws {
        #expect(try !Self.resource("${aws:username}", "stefan", version: "2008-10-17"))
        #expect(try Self.resource("${aws:username}", "${aws:username}", version: "2008-10-17"))
        #expect(try Self.resource("${*}", "${anything}", version: "2008-10-17"))
        #expect(try Self.resource("${", "${", version: "2008-10-17"))
    }

    @Test("A default is for absent keys only")
    func defaults() throws {
        #expect(try Self.resource("${aws:PrincipalTag/team, 'none'}", "none"))
        #expect(try Self.resource("${aws:PrincipalTag/team,''}x", "x"))
        #expect(try Self.resource("${aws:username, 'none'}", "stefan"))
        #expect(try !Self.resource("${aws:username, 'none'}", "none"))
        #expect(try Self.resource("${aws:username, 'none'}", "", ["aws:username": [""]]))
        // In a default nothing is a wildcard either.
        #expect(try !Self.resource("${aws:x, '*'}", "app"))
        #expect(try Self.resource("${aws:x, '*'}", "*"))
    }

    @Test("Without value and default the value or entry is like nothing, and the trace says so")
    func absent() throws {
        #expect(try !Self.resource("${aws:PrincipalTag/team}", "${aws:PrincipalTag/team}"))
        let request = try PolicyTestCase.request()
        let entry =
            "${aws:PrincipalTag/team} has no value in this request, so the entry that it stands in matches nothing"
        let value =
            "${aws:PrincipalTag/team} has no value in this request, so the value that it stands in equals nothing"
        for (members, matches, note) in [
            (#""Resource": ["*", "arn:aws:ecr:r:1:${aws:PrincipalTag/team}"]"#, true, entry),
            (#""Resource": "arn:aws:ecr:r:1:${aws:PrincipalTag/team}""#, false, entry),
            (#""NotResource": "arn:aws:ecr:r:1:${aws:PrincipalTag/team}""#, true, entry),
            (#""Condition": {"StringEquals": {"aws:k": "${aws:PrincipalTag/team}"}}"#, false, value),
            (#""Condition": {"StringNotEquals": {"aws:k": "${aws:PrincipalTag/team}"}}"#, true, value),
            (#""Condition": {"StringEqualsIfExists": {"aws:k": ["${aws:PrincipalTag/team}"]}}"#, true, value),
        ] {
            for effect in ["Allow", "Deny"] {
                let statement = try PolicyTestCase.statement("\"Effect\": \"\(effect)\", " + members)
                #expect(statement.matches(request) == matches, "\(members)")
                let elements = statement.trace(request, isBounded: false).elements
                #expect(elements.contains { $0.note == note && $0.isMatch == matches }, "\(members)")
            }
        }
    }

    @Test("A key of several values is not a value for a variable, not even with a default")
    func severalValues() throws {
        #expect(try !Self.resource("${aws:TagKeys}", "a", ["aws:TagKeys": ["a", "b"]]))
        #expect(try !Self.resource("${aws:TagKeys, 'a'}", "a", ["aws:TagKeys": ["a", "b"]]))
        #expect(try Self.resource("${aws:TagKeys, 'a'}", "a", ["aws:TagKeys": []]))
    }

    @Test("Wildcards in a value are mere characters, and so are ${*}, ${?} and ${$}")
    func literals() throws {
        let context = ["aws:username": ["*"]]
        #expect(try !Self.resource("${aws:username}", "app", context))
        #expect(try Self.resource("${aws:username}", "*", context))
        #expect(try !Self.resource("x/${aws:username}/*", "x/y/z", context))
        #expect(try Self.resource("x/${aws:username}/*", "x/*/z", context))
        #expect(try !Self.condition("StringLike", "${aws:u}", "anything", ["aws:u": ["*"]]))
        #expect(try Self.resource("a${*}", "a*"))
        #expect(try !Self.resource("a${*}", "ab"))
        #expect(try Self.resource("a${?}", "a?"))
        #expect(try !Self.resource("a${?}", "ab"))
        #expect(try Self.resource("${$}{x}", "${x}"))
        #expect(try Self.condition("StringEquals", "${*}", "*"))
        #expect(try Self.condition("ArnLike", "arn:aws:iam::1:role/${*}", "arn:aws:iam::1:role/*"))
        #expect(try !Self.condition("ArnLike", "arn:aws:iam::1:role/${*}", "arn:aws:iam::1:role/a"))
    }

    @Test("Variables are replaced in strings, ARNs and truth values")
    func conditions() throws {
        let context = ["aws:u": ["Stefan"], "aws:t": ["true"], "aws:arn": ["arn:aws:iam::1:role/a"]]
        #expect(try Self.condition("StringEquals", "x-${aws:u}", "x-Stefan", context))
        #expect(try !Self.condition("StringNotEquals", "x-${aws:u}", "x-Stefan", context))
        #expect(try Self.condition("StringEqualsIgnoreCase", "${aws:u}", "sTEFAN", context))
        #expect(try Self.condition("StringLike", "*-${aws:u}?", "x-Stefan!", context))
        #expect(try Self.condition("Bool", "${aws:t}", "true", context))
        #expect(try !Self.condition("Bool", "${aws:u}", "Stefan", context))
        #expect(try Self.condition("ArnEquals", "${aws:arn}", "arn:aws:iam::1:role/a", context))
        #expect(try Self.condition("ArnLike", "arn:aws:iam::*:role/${aws:u}", "arn:aws:iam::7:role/Stefan", context))
        #expect(try !Self.condition("ArnLike", "${aws:u}", "Stefan", context))
    }

    @Test("Before the fifth colon of a resource a variable is text, and its colon separates nothing")
    func position() throws {
        let statement = try PolicyTestCase.statement(
            #""Resource": "arn:aws:ecr:us-east-1:${aws:PrincipalAccount}:repository/${aws:username}""#
        )
        let context = ["aws:PrincipalAccount": ["123456789012"], "aws:username": ["a"]]
        #expect(try !statement.matches(PolicyTestCase.request(on: Self.arn + "a", context: context)))
        let literal = "arn:aws:ecr:us-east-1:${aws"
        #expect(try !statement.matches(PolicyTestCase.request(on: literal + ":x", context: context)))
    }
}
