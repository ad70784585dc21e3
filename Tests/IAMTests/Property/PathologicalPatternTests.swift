import Determinism
import IAM
import Testing

/// Patterns that take a matcher which goes back time without bound: 1,000 `*`, each of which could end anywhere. The
/// limits are far above what a matcher in proportion to pattern times text takes, and far below what one that goes
/// back takes, which is longer than anybody waits.
@Suite("Immunity 18, wildcard blow-up: patterns made to take long", .timeLimit(.minutes(1)))
struct PathologicalPatternTests {
    private static let sizes = [2_048, 8_192]

    /// `*a*a…*b`: fails only at its end.
    private static func pattern(_ size: Int, after start: String) -> String {
        start + String(repeating: "*a", count: (size - start.count - 2) / 2) + "*b"
    }

    private static func value(_ size: Int, after start: String, end: String) -> String {
        start + String(repeating: "a", count: size - start.count - end.count) + end
    }

    @Test("An action", arguments: sizes)
    func action(_ size: Int) throws {
        let document = try Self.document("\"Action\":\"\(Self.pattern(size, after: "ecr:"))\",\"Resource\":\"*\"")
        #expect(try !Self.isAllowed(document, action: Self.value(size, after: "ecr:", end: "a")))
        #expect(try Self.isAllowed(document, action: Self.value(size, after: "ecr:", end: "b")))
    }

    @Test("A resource", arguments: sizes)
    func resource(_ size: Int) throws {
        let start = "arn:aws:ecr:us-east-1:111122223333:repository/"
        let document = try Self.document("\"Action\":\"*\",\"Resource\":\"\(Self.pattern(size, after: start))\"")
        #expect(try !Self.isAllowed(document, resource: Self.value(size, after: start, end: "a")))
        #expect(try Self.isAllowed(document, resource: Self.value(size, after: start, end: "b")))
    }

    @Test("A value of a condition", arguments: ["StringLike", "ForAnyValue:StringLike", "ArnLike"], sizes)
    func condition(_ name: String, _ size: Int) throws {
        let start = "arn:aws:iam::111122223333:role/"
        let document = try Self.document(
            """
            "Action":"*","Resource":"*","Condition":{"\(name)":{"x:K":"\(Self.pattern(size, after: start))"}}
            """
        )
        for (end, isAllowed) in [("a", false), ("b", true)] {
            let context = ["x:K": [Self.value(size, after: start, end: end)]]
            #expect(try Self.isAllowed(document, context: context) == isAllowed)
        }
    }

    @Test("Question marks among the stars", arguments: sizes)
    func questionMarks(_ size: Int) throws {
        let start = "arn:aws:ecr:us-east-1:111122223333:repository/"
        let pattern = start + String(repeating: "*?", count: (size - start.count) / 2 - 1) + "*b"
        let document = try Self.document("\"Action\":\"*\",\"Resource\":\"\(pattern)\"")
        #expect(try !Self.isAllowed(document, resource: Self.value(size, after: start, end: "a")))
        #expect(try Self.isAllowed(document, resource: Self.value(size, after: start, end: "b")))
    }

    @Test("Long patterns drawn at random match what a table of all their beginnings says")
    func random() throws {
        var random = RandomStream(derivedFrom: "long patterns")
        var matches = 0
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 150...220, using: &random)).map { _ in
                "aabé".unicodeScalars.randomElement(using: &random) ?? "a"
            }
            // Pieces of the text, with wildcards between them, and a wrong character now and then.
            var pattern: [Unicode.Scalar] = []
            for character in text {
                switch Int.random(in: 0..<1_000, using: &random) {
                case 0..<4: pattern.append("b")
                case 4..<150: pattern.append("?")
                case 150..<500: if pattern.last != "*" { pattern.append("*") }
                case 500..<560: pattern += ["*", character]
                default: pattern.append(character)
                }
            }
            while pattern.count < 150 { pattern += ["*", "*"] }
            let isMatch = Self.tableSays(pattern, text)
            if isMatch { matches += 1 }
            let document = try Self.document(
                "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"x:K\":\"\(Self.string(pattern))\"}}"
            )
            #expect(
                try Self.isAllowed(document, context: ["x:K": [Self.string(text)]]) == isMatch,
                "\(Self.string(pattern)) beside \(Self.string(text))"
            )
        }
        #expect((30...270).contains(matches), "too few of one kind: \(matches) of 300 match")
    }

    /// Whether a pattern matches, by which of its beginnings match which beginnings of the text.
    private static func tableSays(_ pattern: [Unicode.Scalar], _ text: [Unicode.Scalar]) -> Bool {
        var row = [true] + text.map { _ in false }
        for piece in pattern {
            var next = row.map { _ in false }
            if piece == "*" { next[0] = row[0] }
            for index in text.indices {
                switch piece {
                case "*": next[index + 1] = row[index + 1] || next[index]
                case "?": next[index + 1] = row[index]
                default: next[index + 1] = row[index] && text[index] == piece
                }
            }
            row = next
        }
        return row[text.count]
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return string
    }

    private static func document(_ statement: String) throws -> PolicyDocument {
        try PolicyDocument(
            json: "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\(statement)}}",
            kind: .identity
        )
    }

    private static func isAllowed(
        _ document: PolicyDocument,
        action: String = "ecr:PutImage",
        resource: String = Table.app,
        context: [String: [String]] = [:]
    ) throws -> Bool {
        let request = try AccessCase(request: Table.user.asking(action, on: resource, with: context)).accessRequest()
        let caller = CallerPolicies(identity: [AttachedPolicy(name: "stars", document: document)])
        return Evaluation.decide(request, ApplicablePolicies(caller: caller)).isAllowed
    }
}
