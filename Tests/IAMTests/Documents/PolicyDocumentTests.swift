import Foundation
import IAM
import Testing

@Suite("Reading policy documents")
struct PolicyDocumentTests {
    @Test("A document keeps its text, its statements their order, Sids and lines")
    func reading() throws {
        let text = """
            {
              "Version": "2012-10-17",
              "Id": "any thing",
              "Statement": [
                {"Sid": "First", "Effect": "Allow", "Action": ["ecr:PutImage"], "Resource": "*"},
                {
                  "Effect": "Deny",
                  "NotAction": "ecr:*",
                  "NotResource": ["*"],
                  "Condition": {"Bool": {"aws:SecureTransport": false}}
                }
              ]
            }
            """
        let document = try PolicyDocument(json: text, kind: .identity)
        #expect(document.text == text)
        #expect(document.statements.map(\.sid) == ["First", nil])
        #expect(document.statements.map(\.effect) == [.allow, .deny])
        #expect(document.statements.map(\.index) == [1, 2])
        #expect(document.statements.map(\.line) == [5, 6])
    }

    @Test("A single statement may stand for a list, and no version means 2008-10-17")
    func singleStatement() throws {
        let document = try PolicyDocument(
            json: #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:ecr:*:*:${aws:username}"}}"#,
            kind: .identity
        )
        let request = try PolicyTestCase.request(
            on: "arn:aws:ecr:us-east-1:1:stefan",
            context: ["aws:username": ["stefan"]]
        )
        #expect(document.statements.map { $0.matches(request) } == [false])
    }

    @Test("A document survives encoding, and what is none is refused when it is decoded")
    func coding() throws {
        let document = try PolicyTestCase.document(#""Sid": "a1""#)
        let data = try JSONEncoder().encode(document)
        #expect(try JSONDecoder().decode(PolicyDocument.self, from: data) == document)
        let broken = Data(#"{"kind": "identity", "text": "{}"}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PolicyDocument.self, from: broken) }
    }

    @Test("Documents are equal where kind and text are")
    func equality() throws {
        let one = try PolicyTestCase.document("")
        #expect(one == (try PolicyTestCase.document("")))
        #expect(one != (try PolicyTestCase.document("", kind: .session)))
        #expect(one != (try PolicyTestCase.document(#""Sid": "x""#)))
    }

    @Test("A document from YAML gets a JSON text that reads the same, and errors get its lines")
    func elements() throws {
        func member(_ key: String, _ value: PolicyElement) -> PolicyElement.Member {
            PolicyElement.Member(key: key, line: value.line, value: value)
        }
        func document(_ effect: String) -> PolicyElement {
            .mapping(
                [
                    member("Version", .text("2012-10-17", line: 3)),
                    member(
                        "Statement",
                        .mapping(
                            [
                                member("Effect", .text(effect, line: 5)),
                                member("Action", .list([.text("ecr:Put*", line: 6)], line: 6)),
                                member("Resource", .text("*", line: 7)),
                                member(
                                    "Condition",
                                    .mapping(
                                        [
                                            member(
                                                "StringEquals",
                                                .mapping(
                                                    [member("aws:PrincipalTag/t", .text("a \"b\"\n\u{1}é", line: 8))],
                                                    line: 8
                                                )
                                            ),
                                            member(
                                                "NumericLessThan",
                                                .mapping(
                                                    [member("aws:MultiFactorAuthAge", .literal("900", line: 9))],
                                                    line: 9
                                                )
                                            ),
                                        ],
                                        line: 8
                                    )
                                ),
                            ],
                            line: 5
                        )
                    ),
                ],
                line: 3
            )
        }
        let read = try PolicyDocument(element: document("Allow"), kind: .identity)
        #expect(
            read.text == #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ecr:Put*"],"Resource":"*","#
                + #""Condition":{"StringEquals":{"aws:PrincipalTag/t":"a \"b\"\n\u0001é"},"#
                + #""NumericLessThan":{"aws:MultiFactorAuthAge":900}}}}"#
        )
        let again = try PolicyDocument(json: read.text, kind: .identity)
        let request = try PolicyTestCase.request(
            context: ["aws:PrincipalTag/t": ["a \"b\"\n\u{1}é"], "aws:MultiFactorAuthAge": ["899"]]
        )
        #expect(read.statements[0].matches(request))
        #expect(again.statements[0].matches(request))
        let error = #expect(throws: PolicyError.self) {
            try PolicyDocument(element: document("Yes"), kind: .identity)
        }
        #expect(error?.line == 5)
        #expect(error?.column == 0)
    }

    @Test("A deleted principal stays as its unique ID, and the ARN no longer matches one made anew")
    func replacingPrincipal() throws {
        let role = "arn:aws:iam::123456789012:role/ci"
        let json = #"""
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": ["\#(role)", "210987654321"]}, "Action": "ecr:BatchGetImage",
               "Condition": {"ArnEquals": {"aws:PrincipalArn": "\#(role)"}}},
              {"Effect": "Deny", "NotPrincipal": {"AWS": "\#(role)"}, "Action": "ecr:PutImage"}]}
            """#
        let document = try PolicyDocument(json: json, kind: .repository)
        let replaced = document.replacingPrincipal(role, with: "AROAQ3EGVT7RZ5XKM2LPW")
        #expect(
            replaced.principals.map(\.text) == ["AROAQ3EGVT7RZ5XKM2LPW", "210987654321", "AROAQ3EGVT7RZ5XKM2LPW"]
        )
        // Conditions are left as they are.
        #expect(replaced.text.contains(#"{"aws:PrincipalArn":"\#(role)"}"#))
        let again = try PolicyDocument(json: replaced.text, kind: .repository)
        #expect(again.principals.map(\.kind) == replaced.principals.map(\.kind))
        let session = "arn:aws:sts::123456789012:assumed-role/ci/run"
        let old = try PolicyTestCase.principal(.roleSession, session, issuer: role, uniqueID: "AROAQ3EGVT7RZ5XKM2LPW")
        let new = try PolicyTestCase.principal(.roleSession, session, issuer: role, uniqueID: "AROAZZZZVT7RZ5XKM2LPW")
        #expect(document.statements[0].principalMatch(new, isBounded: false) == .principal)
        #expect(replaced.statements[0].principalMatch(old, isBounded: false) == .principal)
        #expect(replaced.statements[0].principalMatch(new, isBounded: false) == .none)
        #expect(document.replacingPrincipal("arn:aws:iam::123456789012:role/x", with: "AROAX") == document)
    }

    @Test("Every principal is listed with its line")
    func principals() throws {
        let document = try PolicyDocument(
            json: """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {
                  "AWS": ["123456789012",
                          "arn:aws:iam::123456789012:user/a"],
                  "Service": "ec2.amazonaws.com",
                  "Federated": "arn:aws:iam::123456789012:saml-provider/corp"
                }}}
                """,
            kind: .trust
        )
        #expect(document.principals.map(\.line) == [2, 3, 4, 5])
        #expect(
            document.principals.map(\.text) == [
                "123456789012", "arn:aws:iam::123456789012:user/a", "ec2.amazonaws.com",
                "arn:aws:iam::123456789012:saml-provider/corp",
            ]
        )
    }

    @Test("IAM's limits count no white space, the others do")
    func characterCount() throws {
        let identity = try PolicyDocument(
            json: "{ \"Statement\" : {\n\t\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"} }",
            kind: .identity
        )
        #expect(identity.characterCount == identity.text.filter { !" \n\t".contains($0) }.count)
        let session = try PolicyDocument(json: identity.text, kind: .session)
        #expect(session.characterCount == session.text.count)
        #expect(PolicyKind.identity.characterLimit == 6144)
        #expect(PolicyKind.session.characterLimit == 2048)
        #expect(PolicyKind.repository.characterLimit == 10_240)
    }
}
