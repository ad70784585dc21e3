import AWSProtocols
import Foundation
import Testing
import Text

@Suite("AWS Query answers")
struct AWSQueryTests {
    private let namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

    @Test("a success is laid out as STS does it")
    func success() {
        let body = AWSQuery.successBody(
            action: "GetCallerIdentity",
            result: [
                XMLNode("Arn", text: "arn:aws:iam::123456789012:user/alice"), XMLNode("UserId", text: "AIDA"),
                XMLNode("Account", text: "123456789012"),
            ],
            requestID: "UUID",
            namespace: namespace
        )
        #expect(
            String(decoding: body, as: UTF8.self) == """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult>
                    <Arn>arn:aws:iam::123456789012:user/alice</Arn>
                    <UserId>AIDA</UserId>
                    <Account>123456789012</Account>
                  </GetCallerIdentityResult>
                  <ResponseMetadata>
                    <RequestId>UUID</RequestId>
                  </ResponseMetadata>
                </GetCallerIdentityResponse>

                """
        )
    }

    @Test("an error is laid out as STS does it, its text escaped")
    func error() {
        let body = AWSQuery.errorBody(
            code: "AccessDenied",
            message: "a<b>&\"c\"'\u{1}\r",
            type: .sender,
            requestID: "UUID",
            namespace: namespace
        )
        #expect(
            String(decoding: body, as: UTF8.self) == """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>AccessDenied</Code>
                    <Message>a&lt;b&gt;&amp;"c"'\u{FFFD}&#13;</Message>
                  </Error>
                  <RequestId>UUID</RequestId>
                </ErrorResponse>

                """
        )
    }

    @Test("both have a JSON form")
    func json() {
        #expect(
            String(
                decoding: AWSQuery.errorJSON(code: "C", message: "m", type: .receiver, requestID: "UUID"),
                as: UTF8.self
            ) == #"{"Error":{"Code":"C","Message":"m","Type":"Receiver"},"RequestId":"UUID"}"#
        )
        #expect(
            String(
                decoding: AWSQuery.successJSON(action: "A", result: ["Account": "1"], requestID: "UUID"),
                as: UTF8.self
            ) == #"{"AResponse":{"AResult":{"Account":"1"},"ResponseMetadata":{"RequestId":"UUID"}}}"#
        )
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        let result = [
            XMLNode("Credentials", [XMLNode("SecretAccessKey", text: "a/b+c&<>"), XMLNode("Empty", text: "")]),
            XMLNode("Text", text: " blanks\tstay \n \r ü🐳 "), XMLNode("None", text: ""),
        ]
        let document = try AWSQuery.parse(
            AWSQuery.successBody(action: "A", result: result, requestID: "UUID", namespace: namespace)
        )
        #expect(document.name == "AResponse")
        #expect(document["AResult"] == XMLNode("AResult", result))
        #expect(document["ResponseMetadata"]?["RequestId"]?.text == "UUID")
        #expect(document["AResult"]?["Credentials"]?["SecretAccessKey"]?.text == "a/b+c&<>")
        #expect(document["AResult"]?.text == nil && document["Absent"] == nil)
    }

    @Test(
        "reads declaration, comments, attributes, empty elements and character references",
        arguments: [
            (
                "<?xml version=\"1.0\"?>\n<!-- c --><a xmlns='x' y = \"z\"><b/><!-- d --><c>&#65;&#x1F433;&apos;&quot;</c></a>\n",
                XMLNode("a", [XMLNode("b", text: ""), XMLNode("c", text: "A🐳'\"")])
            ),
            ("<a></a>", XMLNode("a", text: "")), ("<a:b xmlns:a='u'> x </a:b >", XMLNode("a:b", text: " x ")),
            ("<a><![CDATA[<x>]]></a>", XMLNode("a", text: "<x>")),
        ]
    )
    func reads(text: String, node: XMLNode) throws {
        #expect(try AWSQuery.parse(Array(text.utf8)) == node)
    }

    @Test(
        "refuses what is not a plain answer",
        arguments: [
            "", "text", "<a>", "<a></b>", "<a", "<a x></a>", "<a x=1/>", "<a x=\"1/>", "<a x=\"<\"/>",
            "<a x='1'y='2'/>",
            "<a/><b/>", "<a/>x", "<>", "</a>", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", "<a><![CDATA[x</a>",
            "<a>&e;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#999999999999;</a>", "<a>&#;</a>", "<a>&#65</a>",
            "<a>x<b/></a>", "<a><b/>x</a>", "<a><!-- </a>", "<?xml <a/>",
        ]
    )
    func refuses(text: String) {
        #expect(throws: XMLError.self) { try AWSQuery.parse(Array(text.utf8)) }
    }

    @Test("no bytes make it stop working")
    func anyBytes() {
        let document = Array("<?xml version='1.0'?><a x='y'><b>&amp;&#65;</b><!-- c --><d/></a>".utf8)
        for index in document.indices {
            _ = try? AWSQuery.parse(Array(document[..<index]))
            for byte in UInt8.min...UInt8.max {
                var changed = document
                changed[index] = byte
                _ = try? AWSQuery.parse(changed)
            }
        }
        #expect(throws: XMLError.self) { try AWSQuery.parse(Array(String(repeating: "<a>", count: 100_000).utf8)) }
        #expect(throws: XMLError.self) { try AWSQuery.parse([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) }
    }

    @Test("an error is read; what is none keeps its status and text")
    func parsesError() {
        let body = AWSQuery.errorBody(
            code: "ExpiredToken",
            message: "a & b",
            type: .sender,
            requestID: "UUID",
            namespace: namespace
        )
        #expect(
            AWSQuery.parseError(status: 403, body: body)
                == AWSErrorAnswer(code: "ExpiredToken", message: "a & b", status: 403)
        )
        #expect(
            AWSQuery.parseError(status: 502, body: Array("oops".utf8))
                == AWSErrorAnswer(code: "502", message: "oops", status: 502)
        )
    }
}

@Suite("AWS Query parameters")
struct QueryParametersTests {
    private func read(_ text: String) -> QueryParameters? { QueryParameters(form: text.utf8) }

    @Test("names and values are decoded, in order")
    func decodes() throws {
        let parameters = try #require(read("Action=Get%43aller&a=b+c%2Bd&&e&f=g=h&%C3%BC=%F0%9F%90%B3&a=second"))
        #expect(parameters.pairs.map(\.name) == ["Action", "a", "e", "f", "ü", "a"])
        #expect(parameters["Action"] == "GetCaller")
        #expect(parameters["a"] == "b c+d")
        #expect(parameters["e"] == "")
        #expect(parameters["f"] == "g=h")
        #expect(parameters["ü"] == "🐳")
        #expect(parameters["none"] == nil)
        #expect(read("")?.pairs.isEmpty == true)
    }

    @Test("malformed text is refused", arguments: ["a=%", "a=%4", "%zz=1", "a=%4g", "a=%ff", "%C3=1"])
    func refuses(text: String) {
        #expect(read(text) == nil)
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() {
        #expect(QueryParameters(form: [0x61, 0x3D, 0xFF]) == nil)
    }

    @Test("no more parameters are read than any call has")
    func limit() {
        let most = String(repeating: "a=b&", count: QueryParameters.limit)
        #expect(read(most)?.pairs.count == QueryParameters.limit)
        #expect(read(most + "a") == nil)
    }

    @Test("lists are ordered by number, as numbers")
    func lists() throws {
        let text = "K.member.10=j&K.member.2=b&K.member.1=a&K.member.x=no&K.member.=no&K.member.99999999999999999999=no"
        let parameters = try #require(read(text + "&L=&K.memberX=no&K.member.1.Key=structure"))
        #expect(parameters.list("K") == ["a", "b", "j"])
        #expect(parameters.list("L") == [])
        #expect(parameters.list("None") == [])
    }

    @Test("structures are gathered by number")
    func structures() throws {
        let text = "Tags.member.2.Key=k2&Tags.member.1.Value=v1&Tags.member.1.Key=k1&Tags.member.1.Key=again"
        let parameters = try #require(read(text + "&Tags.member.3=plain&Tags.member.4.=no&Tags.member.2.a.b=deep"))
        #expect(parameters.structures("Tags") == [["Key": "k1", "Value": "v1"], ["Key": "k2", "a.b": "deep"]])
        #expect(parameters.structures("None") == [])
    }

    @Test("what is encoded is decoded again")
    func encodes() throws {
        let pairs = [("Action", "Get"), ("a b", "ü&=+%/~-._"), ("empty", "")]
        let text = QueryParameters.encode(pairs)
        #expect(text == "Action=Get&a%20b=%C3%BC%26%3D%2B%25%2F~-._&empty=")
        let parameters = try #require(read(text))
        #expect(parameters.pairs.map(\.name) == pairs.map(\.0))
        #expect(parameters.pairs.map(\.value) == pairs.map(\.1))
    }
}
