import IAM
import Testing

@Suite("Policy texts that are no JSON")
struct PolicyTextTests {
    private static func error(_ text: String, _ kind: PolicyKind = .session) -> PolicyError? {
        do {
            _ = try PolicyDocument(json: text, kind: kind)
            return nil
        } catch {
            return error
        }
    }

    @Test("STS repeats its JSON reader, as it was recorded, with line and column")
    func recorded() throws {
        let error = try #require(Self.error("invalid"))
        #expect(error.problem == .json)
        #expect((error.line, error.column) == (1, 2))
        let start =
            "Unexpected character ('i' (code 105)): expected a valid value (number, String, array, object, 'true', "
            + "'false' or 'null')\n at [Source: java.io.StringReader@"
        #expect(error.message.hasPrefix(start))
        #expect(error.message.hasSuffix("; line: 1, column: 2]"))
        #expect(Self.error("invalid")?.message == error.message)
    }

    @Test(
        "Each fault is told at its place",
        arguments: [
            ("{\"Version\": \"2012-10-17\",\n \"Statement\": [}", 2, 17, "Unexpected character ('}' (code 125))"),
            ("{\"a\" 1}", 1, 7, "Unexpected character ('1' (code 49)): was expecting a colon"),
            ("{\"a\": 1 \"b\"}", 1, 10, "was expecting comma to separate OBJECT entries"),
            ("[1 2]", 1, 5, "was expecting comma to separate ARRAY entries"),
            ("{a: 1}", 1, 3, "was expecting double-quote to start field name"),
            ("{\"a\": 1,}", 1, 10, "was expecting double-quote to start field name"),
            ("{\"a\": \"b", 1, 10, "Unexpected end-of-input: was expecting closing quote"),
            ("{\"a\": [1", 1, 10, "expected close marker for ARRAY"),
            ("{\"a\": 1", 1, 9, "expected close marker for OBJECT"),
            ("{\"a\": 01}", 1, 9, "Leading zeroes not allowed"),
            ("{\"a\": -}", 1, 9, "expected digit (0-9)"),
            ("{\"a\": 1.}", 1, 10, "Decimal point not followed by a digit"),
            ("{\"a\": 1e}", 1, 10, "Exponent indicator not followed by a digit"),
            ("{\"a\": \"x\ny\"}", 1, 10, "Illegal unquoted character ((CTRL-CHAR, code 10))"),
            ("{\"a\": \"\\x\"}", 1, 10, "Unrecognized character escape ('x' (code 120))"),
            ("{\"a\": \"\\u12g4\"}", 1, 13, "expected a hex-digit"),
            ("{\"a\": \"\\ud800\"}", 1, 15, "Invalid surrogate pair"),
            ("{\"a\": truee}", 1, 13, "Unrecognized token 'truee'"),
            ("{\"a\": 1, \"a\": 2}", 1, 14, "Duplicate field 'a'"),
            ("{\"é\": ü}", 1, 8, "Unexpected character ('ü' (code 252))"),
            ("", 1, 2, "No content to map"), (" \n ", 2, 3, "No content to map"),
            ("{} x", 1, 5, "Unexpected character ('x' (code 120))"), ("\u{FEFF}{}", 1, 2, "(code 65279)"),
            ("// no comments\n{}", 1, 2, "Unexpected character ('/' (code 47))"),
        ]
    )
    func faults(_ text: String, _ line: Int, _ column: Int, _ sentence: String) throws {
        let error = try #require(Self.error(text))
        #expect(error.problem == .json)
        #expect(error.message.contains(sentence), "\(error.message)")
        #expect((error.line, error.column) == (line, column), "\(error)")
        #expect(!error.reason.contains("\n"))
    }

    @Test("IAM, ECR and Organizations do not repeat it")
    func otherServices() {
        #expect(Self.error("{", .identity)?.message == "Syntax errors in policy.")
        #expect(Self.error("{", .trust)?.message == "This policy contains invalid Json")
        #expect(Self.error("{", .repository)?.message == "Invalid repository policy provided")
        #expect(Self.error("{", .registry)?.message == "Invalid registry policy provided")
        #expect(
            Self.error("{", .serviceControl)?.message
                == "The provided policy document does not meet the requirements of the specified policy type."
        )
    }

    @Test("Escapes are read, whole pairs too")
    func escapes() throws {
        let text =
            #"{"Statement": {"Effect": "\u0041llow", "Action": "*", "Resource": "*", "#
            + #""Condition": {"StringEquals": {"aws:username": "\"\\\/\b\f\n\r\t\ud83d\udc33"}}}}"#
        let document = try PolicyDocument(json: text, kind: .identity)
        let request = try PolicyTestCase.request(context: ["aws:username": ["\"\\/\u{8}\u{C}\n\r\t🐳"]])
        #expect(document.statements.map { $0.matches(request) } == [true])
    }

    @Test("A text of a megabyte, or one nested deeper than any policy, is refused at once, of every kind")
    func large() {
        let megabyte = 1 << 20
        let deep = 100_000
        let texts = [
            String(repeating: "a", count: megabyte), String(repeating: " ", count: megabyte),
            "{\"Statement\": \"" + String(repeating: "a", count: megabyte) + "\"}",
            "{\"Statement\": [" + String(repeating: "{},", count: megabyte / 3) + "{}]}",
            String(repeating: "[", count: deep), String(repeating: "{\"a\":", count: deep / 5),
            "{\"Statement\": " + String(repeating: "[", count: 60_000) + String(repeating: "]", count: 60_000) + "}",
        ]
        for text in texts {
            for kind in PolicyKind.allCases {
                let error = Self.error(text, kind)
                #expect(error?.problem == .size || error?.problem == .json)
                #expect((error?.description.utf8.count ?? 0) < 500)
            }
        }
    }

    @Test("A large document that is allowed is read in no time", .timeLimit(.minutes(1)))
    func wide() throws {
        let actions = (0..<4000).map { "\"ecr:Action\($0)*\"" }.joined(separator: ",")
        let document = try PolicyDocument(
            json: "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\(actions)], \"Resource\": \"*\"}}",
            kind: .identity
        )
        #expect(try document.statements[0].matches(PolicyTestCase.request("ecr:Action3999")))
        let keys = (0..<4000).map { "\"aws:k\($0)\": \"v\"" }.joined(separator: ",")
        #expect(throws: Never.self) {
            try PolicyTestCase.document("\"Condition\": {\"StringEquals\": {\(keys)}}")
        }
    }
}
