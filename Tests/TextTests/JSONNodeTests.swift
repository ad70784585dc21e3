import Testing
import Text

@Suite("JSON as it was written")
struct JSONNodeTests {
    private static func parse(_ text: String, _ rules: JSONRules = JSONRules(depth: 8)) throws -> JSONNode {
        try JSONNode.parse(Array(text.utf8), rules)
    }

    private static func fault(_ text: String, _ rules: JSONRules = JSONRules(depth: 8)) throws -> JSONFault {
        try #require(throws: JSONFault.self) { try parse(text, rules) }
    }

    private static func members(_ node: JSONNode) -> [JSONNode.Member] {
        if case .object(let members) = node.content { members } else { [] }
    }

    @Test("members keep their order, numbers their digits, and each its place")
    func written() throws {
        let text = "{\"b\": 1.50,\n \"a\\u0021\": [true,\n null]}"
        let members = Self.members(try Self.parse(text))
        #expect(members.map(\.name) == ["b", "a!"])
        #expect(members.map(\.line) == [1, 2])
        guard case .number("1.50") = members[0].value.content, case .array(let elements) = members[1].value.content
        else {
            Issue.record("\(members)")
            return
        }
        #expect(elements.map(\.line) == [2, 3])
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[members[1].nameRange], as: UTF8.self) == "\"a\\u0021\"")
        #expect(String(decoding: bytes[members[1].value.range], as: UTF8.self) == "[true,\n null]")
    }

    @Test("a name that stands twice is refused where the rules say so, at its end")
    func duplicates() throws {
        let text = "{\"a\":1,\"\\u0061\":2}"
        #expect(Self.members(try Self.parse(text)).map(\.name) == ["a", "a"])
        let fault = try Self.fault(text, JSONRules(depth: 8, allowsDuplicates: false))
        #expect(fault.kind == .duplicateName("a") && fault.offset == 15)
    }

    @Test(
        "half of a surrogate pair is refused, or read as Go reads it",
        arguments: [
            ("\\ud800", "\u{FFFD}"), ("\\udc00", "\u{FFFD}"), ("\\ud800x", "\u{FFFD}x"),
            ("\\ud800\\u0041", "\u{FFFD}A"), ("\\ud83d\\udc33", "\u{1F433}"),
        ]
    )
    func halfPairs(escaped: String, text: String) throws {
        let node = try Self.parse("\"\(escaped)\"", JSONRules(depth: 0, replacesHalfPairs: true))
        guard case .string(text) = node.content else {
            Issue.record("\(node)")
            return
        }
        if text.contains("\u{FFFD}") { #expect(try Self.fault("\"\(escaped)\"").kind == .halfPair) }
    }

    @Test(
        "a fault is told by its kind and the character at its place",
        arguments: [
            ("", .empty, 0, 1, 1, nil), ("\n [1 2]", .commaMissing(.array), 5, 2, 5, "2"),
            ("[\n[", .unclosed(.array, fromLine: 2), 3, 2, 2, nil), ("{\"ü\" 1}", .colonMissing, 6, 1, 6, "1"),
            ("nil", .unknownWord("nil"), 3, 1, 4, nil), ("[é]", .valueMissing, 1, 1, 2, "é"),
            ("1 2", .trailing, 2, 1, 3, "2"), ("-x", .digitMissing(.whole), 1, 1, 2, "x"),
            ("{\"a\":1.e}", .digitMissing(.fraction), 7, 1, 8, "e"), ("\"\\q\"", .unknownEscape, 2, 1, 3, "q"),
        ] as [(String, JSONFault.Kind, Int, Int, Int, Unicode.Scalar?)]
    )
    func faults(
        text: String,
        kind: JSONFault.Kind,
        offset: Int,
        line: Int,
        column: Int,
        found: Unicode.Scalar?
    ) throws {
        let fault = try Self.fault(text)
        #expect(fault.kind == kind)
        #expect([fault.offset, fault.line, fault.column] == [offset, line, column])
        #expect(fault.found == found)
    }

    @Test("depth and number of values are bounded")
    func bounds() throws {
        _ = try Self.parse("[[]]", JSONRules(depth: 1))
        #expect(try Self.fault("[[[]]]", JSONRules(depth: 1)).kind == .tooDeep)
        _ = try Self.parse("[1,2]", JSONRules(depth: 1, values: 3))
        #expect(try Self.fault("[1,2,3]", JSONRules(depth: 1, values: 3)).kind == .tooManyValues)
    }
}

@Suite("Percent-encoding")
struct PercentEncodingTests {
    @Test("every byte but the unreserved ones is encoded, and comes back")
    func roundTrip() {
        let text = "a-B_0.~ /?%+é🐳"
        let encoded = PercentEncoding.encode(text)
        #expect(encoded == "a-B_0.~%20%2F%3F%25%2B%C3%A9%F0%9F%90%B3")
        #expect(PercentEncoding.text(of: encoded.utf8) == text)
        #expect(PercentEncoding.decode(Array(encoded.utf8)) == Array(text.utf8))
    }

    @Test("a plus is a space in forms only")
    func forms() {
        #expect(PercentEncoding.text(of: "a+b".utf8, isForm: true) == "a b")
        #expect(PercentEncoding.text(of: "a+b".utf8) == "a+b")
    }

    @Test("a wrong escape is refused as a text and stands for itself as bytes", arguments: ["%", "%4", "%4G", "a%zz"])
    func wrong(text: String) {
        #expect(PercentEncoding.text(of: text.utf8) == nil)
        #expect(PercentEncoding.decode(Array(text.utf8)) == Array(text.utf8))
    }

    @Test("bytes that are not UTF-8 are not a text")
    func notUTF8() {
        #expect(PercentEncoding.text(of: "%FF".utf8) == nil)
        #expect(PercentEncoding.decode(Array("%FF".utf8)) == [0xFF])
    }
}

@Suite("Wildcards")
struct WildcardPatternTests {
    @Test(
        "a star is any run of characters, a question mark one, where they are wildcards",
        arguments: [
            ("*", "", true, true), ("a*c", "abbc", true, true), ("a*c", "abcd", false, false),
            ("a?c", "aéc", true, false), ("a?c", "a?c", true, true), ("*b*", "abc", true, true),
            ("a*b*a", "aba", true, true), ("a*ba", "aba", true, true), ("a*aba", "aba", false, false),
        ]
    )
    func matches(pattern: String, text: String, both: Bool, stars: Bool) {
        #expect(WildcardPattern(pattern).matches(text) == both)
        #expect(WildcardPattern(stars: pattern).matches(text) == stars)
    }
}
