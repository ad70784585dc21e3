import AWSProtocols
import Foundation
import Testing

@Suite("JSON values")
struct JSONValueTests {
    @Test(
        "reads what RFC 8259 allows",
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)), ("-0", .integer(0)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .number(1)), ("-1.5e2", .number(-150)),
            ("1E+2", .number(100)), ("\"\"", ""),
            ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9ü\"", "a\"\\/\u{8}\u{c}\n\r\té\u{fc}"),
            ("\"\\ud83d\\udc33🐳\"", "🐳🐳"), ("\"\\u0000\"", "\u{0}"), ("[]", []), ("[1,[2],{}]", [1, [2], [:]]),
            ("{\"a\":1,\"b\":{\"c\":[null]}}", ["a": 1, "b": ["c": [.null]]]), ("{\"a\":1,\"a\":2}", ["a": 2]),
            ("\t{\r\n\"a\" : [ ] }\n", ["a": []]),
        ] as [(String, JSONValue)]
    )
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(Array(text.utf8)) == value)
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", " ", "nul", "True", "01", "-", "+1", "1.", ".5", "1e", "1e999", "NaN", "Infinity", "0x1", "'a'", "\"",
            "\"\\x\"",
            "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "[1,]", "[1 2]", "[", "{",
            "{\"a\"}",
            "{\"a\":}", "{a:1}", "{\"a\":1,}", "{\"a\":1", "1 2", "{} x", "\u{FEFF}{}", "[1]]", "// c\n1",
        ]
    )
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONValue.parse(Array(text.utf8)) }
    }

    @Test("says what is wrong and where")
    func error() throws {
        let error = try #require(throws: JSONError.self) { try JSONValue.parse(Array("{\"a\" 1}".utf8)) }
        #expect("\(error)" == "not JSON at byte 5: a colon is missing")
    }

    @Test("refuses bytes that are not UTF-8", arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue.parse([0x22] + bytes + [0x22]) }
        #expect(throws: JSONError.self) { try JSONValue.parse(Array("\"\\n".utf8) + bytes + [0x22]) }
    }

    @Test("stops at a depth, long before the stack ends")
    func depth() throws {
        let depth = JSONValue.depthLimit
        _ = try JSONValue.parse(Array(repeating: 0x5B, count: depth) + Array(repeating: 0x5D, count: depth))
        for count in [depth + 2, 1_000_000] {
            #expect(throws: JSONError.self) { try JSONValue.parse(Array(repeating: 0x5B, count: count)) }
        }
    }

    @Test("no bytes make it stop working: every cut and every changed byte of a document is read or refused")
    func anyBytes() {
        let document = Array(#"{"a":[1,-2.5e3,true,null,"x\ud83d\udc33\n"],"b":{"c":""}}"#.utf8)
        for index in document.indices {
            _ = try? JSONValue.parse(Array(document[..<index]))
            for byte in UInt8.min...UInt8.max {
                var changed = document
                changed[index] = byte
                _ = try? JSONValue.parse(changed)
            }
        }
    }

    @Test("writes compactly, members sorted, only what must be escaped")
    func writes() {
        let value: JSONValue = [
            "b": [1, .number(1_701_426_896), .number(0.1), true, .null], "a": "\"\\/\u{1}\u{1F}\n\u{8}ü🐳", "_": [:],
            "Z": [], "n": .number(.nan),
        ]
        #expect(
            String(decoding: value.serialized(), as: UTF8.self)
                == #"{"Z":[],"_":{},"a":"\"\\/\u0001\u001f\n\bü🐳","b":[1,1.701426896E9,0.1,true,null],"n":null}"#
        )
    }

    @Test(
        "writes large and small numbers with an exponent, as AWS does",
        arguments: [
            (1_705_071_987, "1.705071987E9"), (1_738_598_491.5, "1.7385984915E9"), (9_999_999, "9999999.0"),
            (10_000_000, "1.0E7"), (1e100, "1.0E100"), (1.5e16, "1.5E16"), (0.001, "0.001"), (0.000_25, "2.5E-4"),
            (-0.000_012_5, "-1.25E-5"), (-12_345_678.25, "-1.234567825E7"), (0, "0.0"), (1e23, "1.0E23"),
        ] as [(Double, String)]
    )
    func numbers(_ number: Double, _ text: String) throws {
        #expect(String(decoding: JSONValue.number(number).serialized(), as: UTF8.self) == text)
        #expect(try JSONValue.parse(Array(text.utf8)).number == number)
    }

    @Test("what it writes, Foundation reads, and the other way round")
    func foundation() throws {
        let value: JSONValue = [
            "text": "a\u{0}\u{7F}\u{2028}é🐳\"\\", "integer": .integer(.max), "number": .number(-1.25e-7), "bool": true,
            "null": .null, "array": [[], [:], false, 0],
        ]
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(value.serialized())) == value)
        #expect(try JSONValue.parse(Array(JSONEncoder().encode(value))) == value)
    }

    @Test("accessors give nil for another kind")
    func accessors() {
        let value: JSONValue = ["s": "x", "i": 1, "n": .number(1.5), "b": true, "a": [1], "z": .null]
        #expect(value["s"]?.string == "x" && value["s"]?.integer == nil)
        #expect(value["i"]?.integer == 1 && value["i"]?.number == 1 && value["i"]?.bool == nil)
        #expect(value["n"]?.number == 1.5 && value["n"]?.integer == nil)
        #expect(value["b"]?.bool == true && value["b"]?.integer == nil)
        #expect(value["a"]?.array == [1] && value["a"]?.object == nil)
        #expect(value["z"]?.isNull == true && value["none"] == nil && JSONValue.null["s"] == nil)
    }
}

@Suite("AWS JSON")
struct JSONLimitTests {
    @Test(
        "values are counted wherever they stand, and reading ends at the first too many",
        arguments: ["[1,2,[]]", #"{"a":1,"a":2,"b":{}}"#, "[[[1]]]", "[1,2,3 and this is no JSON"]
    )
    func limit(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSONValue.parse(Array(text.utf8), limit: 3) }
        #expect(error.hasTooManyValues)
        #expect(error.reason == "more than 3 values")
    }

    @Test("as many as the limit are read, and text that is no JSON is told apart")
    func within() throws {
        #expect(try JSONValue.parse(Array("[1,2,[]]".utf8), limit: 4) == [1, 2, []])
        let error = try #require(throws: JSONError.self) { try JSONValue.parse(Array("[1,".utf8), limit: 4) }
        #expect(!error.hasTooManyValues)
    }

    @Test("escapes between long stretches of plain text keep every byte")
    func escapes() throws {
        let plain = String(repeating: "x", count: 100_000)
        let text = #""\#(plain)\n\#(plain)\u00e4\#(plain)""#
        #expect(try JSONValue.parse(Array(text.utf8)).string == plain + "\n" + plain + "ä" + plain)
        #expect(throws: JSONError.self) { try JSONValue.parse(Array("\"a\\nb\u{1}\"".utf8)) }
        #expect(throws: JSONError.self) { try JSONValue.parse(Array(#""a\nb"#.utf8)) }
    }
}

struct AWSJSONTests {
    @Test("an error has __type, message and the members of its exception")
    func errors() {
        #expect(
            String(decoding: AWSJSON.errorBody(code: "RepositoryNotFoundException", message: "x"), as: UTF8.self)
                == #"{"__type":"RepositoryNotFoundException","message":"x"}"#
        )
        #expect(
            String(
                decoding: AWSJSON.errorBody(code: "KmsException", message: nil, members: ["kmsError": "k"]),
                as: UTF8.self
            ) == #"{"__type":"KmsException","kmsError":"k"}"#
        )
    }

    @Test(
        "errors are read as botocore reads them",
        arguments: [
            (#"{"__type":"AccessDeniedException","message":"no"}"#, "AccessDeniedException", "no"),
            (#"{"__type":"com.amazonaws.ecr#ServerException","Message":"m"}"#, "ServerException", "m"),
            (#"{"message":"m"}"#, "400", "m"), ("{}", "400", ""), ("[]", "400", "[]"),
            ("Bad Gateway", "400", "Bad Gateway"),
            ("", "400", ""),
        ]
    )
    func parses(body: String, code: String, message: String) {
        let answer = AWSJSON.parseError(status: 400, body: Array(body.utf8))
        #expect(answer == AWSErrorAnswer(code: code, message: message, status: 400))
    }
}
