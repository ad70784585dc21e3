import Foundation
import IAM
import Testing

@Suite("Traces of statements")
struct StatementTraceTests {
    @Test("A trace names each element with what it wants, variables replaced, and what the request has")
    func elements() throws {
        let statement = try PolicyTestCase.statement(
            #""Effect": "Deny", "Principal": {"AWS": "123456789012"}, "NotAction": ["ecr:Get*"], "#
                + #""Resource": ["arn:aws:ecr:*:*:repository/${aws:username}/*"], "Condition": {"#
                + #""ForAnyValue:StringLike": {"aws:TagKeys": ["${aws:username}*", "b"]}, "#
                + #""StringEquals": {"aws:ResourceTag/team": "ml"}}"#,
            kind: .endpoint
        )
        let request = try PolicyTestCase.request(
            context: ["aws:username": ["stefan"], "aws:tagkeys": ["x", "stefans"]]
        )
        let trace = statement.trace(request, isBounded: false)
        #expect(
            trace.elements == [
                StatementTrace.Element(
                    name: "Principal",
                    isMatch: true,
                    wanted: ["123456789012"],
                    found: ["arn:aws:iam::123456789012:user/stefan"],
                    note: "by the account, so its own policies must allow too"
                ),
                StatementTrace.Element(
                    name: "NotAction",
                    isMatch: true,
                    wanted: ["ecr:Get*"],
                    found: ["ecr:PutImage"]
                ),
                StatementTrace.Element(
                    name: "Resource",
                    isMatch: false,
                    wanted: ["arn:aws:ecr:*:*:repository/stefan/*"],
                    found: [PolicyTestCase.repository]
                ),
                StatementTrace.Element(
                    name: "Condition ForAnyValue:StringLike aws:TagKeys",
                    isMatch: true,
                    wanted: ["stefan*", "b"],
                    found: ["x", "stefans"]
                ),
                StatementTrace.Element(
                    name: "Condition StringEquals aws:ResourceTag/team",
                    isMatch: false,
                    wanted: ["ml"],
                    found: [],
                    note: "aws:ResourceTag/team is not in the request"
                ),
            ]
        )
        let data = try JSONEncoder().encode(trace)
        #expect(try JSONDecoder().decode(StatementTrace.self, from: data) == trace)
    }

    @Test("Notes say what values do not")
    func notes() throws {
        let withVariable = try PolicyTestCase.statement(#""Resource": "arn:aws:ecr:r:1:${aws:username}""#)
        let element = try #require(withVariable.trace(PolicyTestCase.request(), isBounded: false).elements.last)
        #expect(element.wanted == ["arn:aws:ecr:r:1:${aws:username}"])
        #expect(
            element.note
                == "${aws:username} has no value in this request, so the entry that it stands in matches nothing"
        )
        let narrow = try PolicyTestCase.statement(#""Action": "*", "Resource": "arn:aws:ecr:*:*:*""#)
        let request = try PolicyTestCase.request("ecr:GetAuthorizationToken", on: "*")
        #expect(
            narrow.trace(request, isBounded: false).elements.last?.note
                == "ecr:GetAuthorizationToken has no resource of its own; only * matches it"
        )
    }

    @Test("Over 40,000 pairs of drawn statements and requests a trace says what matching says")
    func agreement() throws {
        var state: UInt64 = 7
        func draw<Element>(_ elements: [Element]) throws -> Element {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return try #require(elements.isEmpty ? nil : elements[Int((state >> 33) % UInt64(elements.count))])
        }
        let texts = ["a", "b", "*", "a*", "${aws:k1}", "${aws:k2, 'a'}", "${aws:none}", "${aws:none}*"]
        let keys = ["aws:k1", "aws:k2", "aws:K1", "aws:none"]
        let operators = [
            "StringEquals", "StringNotLike", "StringLikeIfExists", "ForAllValues:StringNotEquals",
            "ForAnyValue:StringLike", "ArnNotLike", "StringNotEqualsIgnoreCase",
        ]
        let names = [
            "*", #"{"AWS": "123456789012"}"#, #"{"AWS": "arn:aws:iam::123456789012:user/stefan"}"#,
            #"{"Service": "x.amazonaws.com"}"#,
        ]
        var matching = 0
        for index in 0..<4000 {
            let name = try draw(names)
            let text = """
                "Effect": "Deny", "\(try draw(["", "Not"]))Principal": \(name == "*" ? "\"*\"" : name),
                "\(try draw(["", "Not"]))Action": ["\(try draw(["ecr:*", "ecr:Put*", "sts:*"]))"],
                "\(try draw(["", "Not"]))Resource": ["arn:aws:ecr:*:*:\(try draw(texts))", "\(try draw(
                    ["*", "arn:aws:s3:::x"]
                ))"],
                "Condition": {"\(try draw(operators))": {"\(try draw(keys))": ["\(try draw(texts))", "\(try draw(
                    texts
                ))"]}, "Null": {"\(try draw(keys))": "\(try draw(["true", "false"]))"}}
                """
            let statement = try PolicyTestCase.statement(text, kind: .endpoint)
            for _ in 0..<10 {
                var context: [String: [String]] = [:]
                for key in ["aws:k1", "aws:k2"] {
                    context[key] = try draw([nil, [], ["a"], ["ab"], ["*"], ["a", "b"]])
                }
                let request = try PolicyTestCase.request(
                    draw(["ecr:PutImage", "ecr:GetX", "sts:AssumeRole"]),
                    on: draw(["*", "arn:aws:ecr:r:1:a", "arn:aws:ecr:r:1:ab", "arn:aws:ecr:r:1:*"]),
                    by: draw([PolicyTestCase.user(), PolicyTestCase.user("other", in: "210987654321")]),
                    context: context
                )
                let isBounded = index.isMultiple(of: 2)
                let trace = statement.trace(request, isBounded: isBounded)
                let (principal, others) = (trace.elements[0], trace.elements.dropFirst())
                #expect(others.allSatisfy(\.isMatch) == statement.matches(request), "\(text) \(context)")
                #expect(principal.isMatch == (statement.principalMatch(request.caller, isBounded: isBounded) != .none))
                if others.allSatisfy(\.isMatch) { matching += 1 }
            }
        }
        #expect(matching > 1000)
    }
}
