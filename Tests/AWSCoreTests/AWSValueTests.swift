import AWSCore
import Foundation
import Testing

@Suite("ARNs")
struct ARNTests {
    @Test(
        "an ARN is read and written",
        arguments: [
            "arn:aws:iam::123456789012:user/path/alice", "arn:aws-cn:ecr:cn-north-1:123456789012:repository/a/b",
            "arn:aws:sts::123456789012:assumed-role/r/s:with:colons", "arn:aws:iam::aws:policy/AdministratorAccess",
        ]
    )
    func roundTrip(text: String) throws {
        let arn = try #require(ARN(text))
        #expect(arn.description == text)
        #expect(try JSONDecoder().decode([ARN].self, from: JSONEncoder().encode([arn])) == [arn])
    }

    @Test(
        "text that is not an ARN is none",
        arguments: ["", "arn", "arn:aws:iam::1", "arn::iam::1:x", "arn:aws::::x", "arn:aws:iam::1:", "x:aws:iam::1:x"]
    )
    func malformed(text: String) {
        #expect(ARN(text) == nil)
    }

    @Test("the parts of AWS's own kinds")
    func kinds() throws {
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-gov-west-1"))
        #expect(ARN.iam(.china, account, "root").description == "arn:aws-cn:iam::123456789012:root")
        #expect(ARN.sts(.aws, account, "federated-user/x").description == "arn:aws:sts::123456789012:federated-user/x")
        #expect(
            ARN.repository("a/b", in: region, of: account).description
                == "arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/a/b"
        )
    }
}

@Suite("Accounts, regions, keys, headers")
struct AWSValueTests {
    @Test("an account has twelve ASCII digits")
    func accounts() {
        #expect(AccountID("012345678901")?.value == "012345678901")
        for text in ["", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２", " 12345678901"] {
            #expect(AccountID(text) == nil)
        }
    }

    @Test("regions: their form, and the partition of those that match none")
    func regions() {
        for text in ["us-east-1", "mars-north-1", "a"] { #expect(Region(text) != nil) }
        for text in ["", "-a", "a-", "US-EAST-1", "us east", "a.b", String(repeating: "a", count: 64)] {
            #expect(Region(text) == nil)
        }
        #expect(Region("mars-north-1")?.partition == .aws)
        #expect(Region("us-gov-east-1")?.partition == .govCloud)
        #expect(Region("us-isob-east-1")?.partition == .isoB)
        #expect(Region(Substring("eu-west-1")) == Region("eu-west-1"))
    }

    @Test("an access key ID may be any text that a client can send")
    func keys() {
        for text in ["AKIAIOSFODNN7EXAMPLE", "test", "a", "!:;"] { #expect(AccessKeyID(text)?.value == text) }
        for text in ["", "a/b", "a,b", "a=b", "a b", "ü", "a\n", String(repeating: "a", count: 129)] {
            #expect(AccessKeyID(text) == nil)
        }
    }

    @Test("header names do not regard case; order and repeats stay")
    func headers() {
        var headers: HeaderFields = ["Host": "h", "X-Many": "1", "x-many": "2"]
        #expect(headers["HOST"] == "h")
        #expect(headers["x-Many"] == "1")
        #expect(headers.values(of: "X-MANY") == ["1", "2"])
        #expect(headers["hos"] == nil && headers["hostt"] == nil)
        headers["X-MANY"] = "3"
        #expect(headers.fields.map(\.value) == ["h", "3"])
        headers.add("x-many", "4")
        #expect(headers.values(of: "x-many") == ["3", "4"])
        headers["x-many"] = nil
        #expect(headers.fields.map(\.name) == ["Host"])
        #expect("ABC[".equalsIgnoringCase("abc[") && !"[".equalsIgnoringCase("{") && !"ü".equalsIgnoringCase("Ü"))
        #expect(Substring("ABC").equalsIgnoringCase("abc") && !Substring("AB").equalsIgnoringCase("abc"))
    }
}

@Suite("Dates")
struct AWSDateTests {
    @Test(
        "the four forms of a moment",
        arguments: [
            (1_440_938_160, "20150830T123600Z", "2015-08-30T12:36:00Z", "Sun, 30 Aug 2015 12:36:00 GMT"),
            (0, "19700101T000000Z", "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "19691231T235959Z", "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
            (951_782_400, "20000229T000000Z", "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
            (-62_135_596_800, "00010101T000000Z", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT"),
            (253_402_300_799, "99991231T235959Z", "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ]
    )
    func forms(seconds: Int, basic: String, extended: String, http: String) {
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        #expect(AWSDate.basic(date + 0.999) == basic)
        #expect(AWSDate.scope(date) == basic.prefix(8))
        #expect(AWSDate.extended(date) == extended)
        #expect(AWSDate.http(date) == http)
        #expect(AWSDate.parseBasic(basic) == date)
        #expect(AWSDate.parseBasic(Substring(basic)) == date)
        #expect(AWSDate.parseExtended(extended) == date)
        #expect(AWSDate.parseHTTP(http) == date)
        #expect(AWSDate.parseHTTP(http.replacing("GMT", with: "-0000")) == date)
    }

    @Test("impossible and malformed moments are none")
    func malformed() {
        for text in [
            "", "20150830", "20150830T123600", "20150230T123600Z", "20150830T240000Z", "20150830T126000Z",
            "20151330T123600Z",
            "2015083０T123600Z", "+0150830T123600Z", "20150830t123600Z", "00000101T000000Z", "20150829T12360-Z",
        ] {
            #expect(AWSDate.parseBasic(text) == nil, "\(text)")
        }
        for text in [
            "2015-08-30 12:36:00Z", "2015-08-30T12:36:00", "2015-08-30T12:36:00+00:00", "2015-02-29T00:00:00Z",
        ] {
            #expect(AWSDate.parseExtended(text) == nil, "\(text)")
        }
        for text in [
            "", "Sun, 30 Aug 2015 12:36:00", "Sun, 30 Aug 2015 12:36:00 +0100", "Sun, 30 aug 2015 12:36:00 GMT",
        ] {
            #expect(AWSDate.parseHTTP(text) == nil, "\(text)")
        }
    }

    @Test("moments beyond the calendar are clamped, never a trap")
    func clamped() {
        for date in [Date.distantPast - 1e15, .distantFuture + 1e15, Date(timeIntervalSince1970: .infinity)] {
            #expect(AWSDate.basic(date).utf8.count == 16)
        }
        #expect(AWSDate.basic(Date(timeIntervalSince1970: .nan)).utf8.count == 16)
    }
}
