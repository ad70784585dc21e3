import IAM
import Testing

@Suite("Patterns of actions and resources")
struct PatternTests {
    private static let context = ["aws:username": ["stefan"]]

    private static func resourceMatches(_ pattern: String, _ resource: String) throws -> Bool {
        try PolicyTestCase.statement("\"Resource\": \"\(pattern)\"").matches(PolicyTestCase.request(on: resource))
    }

    /// As the last part of an ARN, where a pattern may hold anything.
    private static func matches(_ pattern: String, _ value: String) throws -> Bool {
        try resourceMatches("arn:aws:ecr:r:1:" + pattern, "arn:aws:ecr:r:1:" + value)
    }

    @Test(
        "Actions match without regard to case, wildcards anywhere",
        arguments: [
            ("*", "ecr:PutImage", true), ("ecr:*", "ecr:PutImage", true), ("ECR:putIMAGE", "ecr:PutImage", true),
            ("ecr:Put*", "ecr:PutImage", true), ("ecr:*Image", "ecr:PutImage", true),
            ("ecr:P?tImage", "ecr:PutImage", true), ("ecr:Put?mag?", "ecr:PutImage", true),
            ("ecr:PutImage?", "ecr:PutImage", false), ("ecr:PutImag", "ecr:PutImage", false),
            ("ecr:PutImageTagMutability", "ecr:PutImage", false), ("sts:*", "ecr:PutImage", false),
            ("*:PutImage", "ecr:PutImage", true), ("*:*", "ecr:PutImage", true), ("ecr:", "ecr:PutImage", false),
            ("ecr-public:*", "ecr:PutImage", false), ("ecr:ListRepositories", "ecr:DescribeRepositories", false),
        ]
    )
    func actions(_ pattern: String, _ action: String, _ matches: Bool) throws {
        let request = try PolicyTestCase.request(action)
        #expect(try PolicyTestCase.statement("\"Action\": \"\(pattern)\"").matches(request) == matches)
        #expect(try PolicyTestCase.statement("\"NotAction\": [\"\(pattern)\"]").matches(request) != matches)
    }

    @Test("A list matches where one entry does; NotAction and NotResource where none does")
    func lists() throws {
        let request = try PolicyTestCase.request()
        #expect(try PolicyTestCase.statement(#""Action": ["sts:*", "ecr:Put*"]"#).matches(request))
        #expect(try !PolicyTestCase.statement(#""NotAction": ["sts:*", "ecr:Put*"]"#).matches(request))
        #expect(try PolicyTestCase.statement(#""NotAction": ["sts:*", "iam:*"]"#).matches(request))
        let other = "arn:aws:ecr:us-east-1:123456789012:repository/other"
        let both = "[\"\(other)\", \"\(PolicyTestCase.repository)\"]"
        #expect(try PolicyTestCase.statement("\"Resource\": \(both)").matches(request))
        #expect(try !PolicyTestCase.statement("\"NotResource\": \(both)").matches(request))
        #expect(try PolicyTestCase.statement("\"NotResource\": \"\(other)\"").matches(request))
    }

    @Test(
        "Resources match part by part, with case, and only the last part spans / and :",
        arguments: [
            ("arn:aws:ecr:us-east-1:123456789012:repository/team/app", true),
            ("arn:aws:ecr:us-east-1:123456789012:repository/team", false),
            ("arn:aws:ecr:us-east-1:123456789012:repository/team/a", false),
            ("arn:aws:ecr:us-east-1:123456789012:repository/team/app/web", false),
            ("arn:aws:ecr:us-east-1:123456789012:repository/Team/app", false),
            ("arn:aws:ecr:us-east-1:123456789012:repository/*", true),
            ("arn:aws:ecr:us-east-1:123456789012:repository/t*p", true),
            ("arn:aws:ecr:us-east-1:123456789012:*", true), ("arn:aws:ecr:*:*:*", true),
            ("arn:*:ecr:us-*-1:1234*:repository/team/???", true), ("arn:aws-cn:ecr:*:*:*", false),
            ("arn:aws:ecr:us-east-2:*:*", false), ("arn:aws:ecr:*:repository/team/app", false),
            ("arn:aws:ecr", true), ("arn:aws:ecr:us-east-1", true), ("arn:aws:ecr:eu-west-1", false),
            ("arn:aws:ecr::123456789012:repository/team/app", false), ("arn:aws:sts:*:*:*", false), ("*", true),
            ("arn:aws:ecr:us-east-1:123456789012:repository/team/app*", true),
            ("arn:aws:ecr:us-east-1:123456789012:repository/team/app?", false),
        ]
    )
    func resources(_ pattern: String, _ matches: Bool) throws {
        #expect(try Self.resourceMatches(pattern, PolicyTestCase.repository) == matches)
        let request = try PolicyTestCase.request()
        #expect(try PolicyTestCase.statement("\"NotResource\": \"\(pattern)\"").matches(request) != matches)
    }

    @Test("What has no resource of its own is matched only by *, and by every NotResource but *")
    func star() throws {
        #expect(try Self.resourceMatches("*", "*"))
        for pattern in ["arn:aws:ecr:*:*:*", "arn:*:ecr:*:*:*", "arn:aws:ecr"] {
            #expect(try !Self.resourceMatches(pattern, "*"))
            #expect(
                try PolicyTestCase.statement("\"NotResource\": \"\(pattern)\"").matches(PolicyTestCase.request(on: "*"))
            )
        }
        #expect(try !PolicyTestCase.statement(#""NotResource": "*""#).matches(PolicyTestCase.request(on: "*")))
    }

    @Test("The last part spans colons, a request's too")
    func colons() throws {
        #expect(try Self.matches("a*d", "a:b/c:d"))
        #expect(try Self.matches("a:*", "a:b:c"))
        #expect(try !Self.matches("a:c", "a:b:c"))
    }

    @Test(
        "* is any run, ? is one character, of several bytes too",
        arguments: [
            ("", "", true), ("*", "", true), ("?", "", false), ("**", "x", true), ("?", "é", true), ("??", "é", false),
            ("*?", "é", true), ("*??", "é", false), ("?*?", "éü", true), ("é?", "é🐳", true), ("*🐳*", "a🐳b", true),
            ("?🐳", "🐳🐳", true), ("*é", "aéé", true), ("a?c", "aéc", true), ("a*c?e", "abcdcée", true),
            ("*a*b*c*", "xxaxxbxxcxx", true), ("*a*b*c*", "xxaxxcxxbxx", false), ("a*a", "a", false),
            ("a*a", "aa", true), ("*ab", "aab", true), ("*aab", "aaaab", true), ("?*", "", false),
        ]
    )
    func wildcards(_ pattern: String, _ value: String, _ matches: Bool) throws {
        #expect(try Self.matches(pattern, value) == matches)
        // Long enough for the other way of matching, which must say the same.
        let padding = String(repeating: "0", count: 200)
        #expect(try Self.matches(padding + pattern, padding + value) == matches)
    }

    /// By definition: a `*` takes nothing, or a character and is asked again.
    private static func isMatch(_ pattern: ArraySlice<Character>, _ value: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return value.isEmpty }
        if first == "*" {
            return isMatch(pattern.dropFirst(), value) || (!value.isEmpty && isMatch(pattern, value.dropFirst()))
        }
        guard let character = value.first, first == "?" || first == character else { return false }
        return isMatch(pattern.dropFirst(), value.dropFirst())
    }

    @Test("4,000 drawn patterns match what they match by definition, short and long")
    func definition() throws {
        var state: UInt64 = 1
        func draw(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        func text(_ letters: [Character], _ longest: UInt64) -> [Character] {
            (0..<draw(longest)).map { _ in letters[draw(UInt64(letters.count))] }
        }
        // Both sides get this in front, so that their lengths' product calls for the automaton; it has many states.
        let head = String(repeating: "ab", count: 70)
        var count = 0
        for _ in 0..<4000 {
            let pattern = text(["a", "b", "é", "*", "?", "*"], 9)
            let value = text(["a", "b", "é"], 10)
            let expected = Self.isMatch(pattern[...], value[...])
            if expected { count += 1 }
            let statement = try PolicyTestCase.statement(
                "\"Condition\": {\"StringLike\": {\"aws:a\": \"\(String(pattern))\", "
                    + "\"aws:b\": \"\(head)\(String(pattern))\"}}"
            )
            let request = try PolicyTestCase.request(
                context: ["aws:a": [String(value)], "aws:b": [head + String(value)]]
            )
            let trace = statement.trace(request, isBounded: false)
            #expect(trace.elements.suffix(2).map(\.isMatch) == [expected, expected], "\(pattern) \(value)")
        }
        #expect(count > 400)
    }

    @Test("Patterns made to be slow are not: none of them takes longer than its length justifies")
    func pathological() throws {
        let length = 2048
        let patterns = [
            String(repeating: "*a", count: length / 2 - 1) + "*b",
            "*" + String(repeating: "a", count: length / 2) + "b", String(repeating: "*?", count: length / 2) + "b",
            String(repeating: "a*", count: length / 2 - 1) + "b",
            "*" + String(repeating: "?", count: length / 2) + "b" + String(repeating: "*", count: 100),
        ]
        let value = String(repeating: "a", count: length)
        let clock = ContinuousClock()
        for pattern in patterns {
            let statement = try PolicyTestCase.statement("\"Resource\": \"arn:aws:ecr:r:1:\(pattern)\"")
            let request = try PolicyTestCase.request(on: "arn:aws:ecr:r:1:" + value)
            var shortest = Duration.seconds(60)
            for _ in 0..<5 {
                let duration = clock.measure { #expect(!statement.matches(request)) }
                shortest = min(shortest, duration)
            }
            // Optimised builds take a hundredth of this (Benchmarks); this one has no optimisation.
            #expect(shortest < .milliseconds(100), "\(pattern.prefix(8))")
        }
    }

    @Test("A long value of a condition is not matched by trying again and again")
    func longValues() throws {
        let half = 8192
        let pattern = "*" + String(repeating: "a", count: half) + "b*"
        let statement = try PolicyTestCase.statement(
            "\"Condition\": {\"StringLike\": {\"aws:UserAgent\": \"\(pattern)\"}}"
        )
        let value = String(repeating: "a", count: 2 * half)
        let request = try PolicyTestCase.request(context: ["aws:UserAgent": [value]])
        let other = try PolicyTestCase.request(context: ["aws:UserAgent": [value + "b"]])
        // By backtracking it takes seconds.
        let duration = try #require(
            (0..<3).map { _ in ContinuousClock().measure { #expect(!statement.matches(request)) } }.min()
        )
        #expect(duration < .seconds(1))
        #expect(statement.matches(other))
    }
}
