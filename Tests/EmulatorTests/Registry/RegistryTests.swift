import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

@Suite("The registry's tokens")
struct RegistryTests {
    private static let invalid =
        #"{"errors":[{"code":"DENIED","message":"Your Authorization Token is invalid."}]}"# + "\n"
    private static let expired =
        #"{"errors":[{"code":"DENIED","message":"Your authorization token has expired. Reauthenticate and try again."}]}"#
        + "\n"

    @Test("GetAuthorizationToken answers a token of ECR's form")
    func token() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr("GetAuthorizationToken")
        let data = try #require(try answer.json()["authorizationData"]?.array)
        #expect(data.count == 1)
        #expect(data[0]["proxyEndpoint"] == "https://123456789012.dkr.ecr.us-east-1.amazonaws.com")
        #expect(data[0]["expiresAt"] == .number(1_772_366_400 + 43_200))
        let encoded = try #require(data[0]["authorizationToken"]?.string)
        let decoded = String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
        #expect(decoded.hasPrefix("AWS:"))
        #expect((1_000...2_500).contains(decoded.count))
    }

    @Test("registryIds has one entry an ID")
    func registryIDs() async throws {
        let bench = try TestBench()
        let answer = try await bench.ecr("GetAuthorizationToken", #"{"registryIds":["210987654321","123456789012"]}"#)
        #expect(
            try answer.json()["authorizationData"]?.array?.compactMap { $0["proxyEndpoint"]?.string } == [
                "https://210987654321.dkr.ecr.us-east-1.amazonaws.com",
                "https://123456789012.dkr.ecr.us-east-1.amazonaws.com",
            ]
        )
        for wrong in [
            #"[]"#, #"["x"]"#, "[" + Array(repeating: #""123456789012""#, count: 11).joined(separator: ",") + "]",
        ] {
            let error = try await bench.ecr("GetAuthorizationToken", #"{"registryIds":\#(wrong)}"#).ecrError
            #expect(error.code == "InvalidParameterException")
        }
    }

    @Test(
        "a token opens /v2/ of every registry of its region, and localhost's",
        arguments: [
            "123456789012.dkr.ecr.us-east-1.amazonaws.com", "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com",
            "123456789012.dkr-ecr.us-east-1.on.aws", "999999999999.dkr.ecr.us-east-1.amazonaws.com", "localhost:4566",
        ]
    )
    func opens(host: String) async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        for method in ["GET", "HEAD"] {
            for path in ["/v2/", "/v2"] {
                let answer = try await bench.registry(method, path, authorization: basic, host: host)
                #expect(answer.status == 200)
                #expect(answer.headers["docker-distribution-api-version"] == "registry/2.0")
            }
        }
    }

    @Test(
        "without credentials, or with another scheme, the registry names its realm",
        arguments: [
            nil, "Bearer abc", "", "Basic", "AWS4-HMAC-SHA256 Credential=x",
        ]
    )
    func noCredentials(authorization: String?) async throws {
        let bench = try TestBench()
        let host = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
        for path in ["/v2/", "/v2/app/manifests/latest", "/v2/_catalog"] {
            let answer = try await bench.registry("GET", path, authorization: authorization, host: host)
            #expect(answer.status == 401)
            #expect(answer.body == "Not Authorized\n")
            #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
            #expect(answer.headers["docker-distribution-api-version"] == "registry/2.0")
            #expect(
                answer.headers["www-authenticate"] == #"Basic realm="https://\#(host)/",service="ecr.amazonaws.com""#
            )
        }
    }

    @Test("garbled tokens and other user names are refused as invalid")
    func garbled() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        let text = String(decoding: try #require(Data(base64Encoded: String(basic.dropFirst(6)))), as: UTF8.self)
        func encode(_ text: String) -> String { "Basic " + Data(text.utf8).base64EncodedString() }
        var wrong = [
            "Basic !!!", "Basic " + Data("no colon".utf8).base64EncodedString(), encode("AWS:"), encode("AWS:password"),
            encode("aws:" + text.dropFirst(4)), encode("root:" + text.dropFirst(4)), encode(text + "A"),
            encode(String(text.dropLast(4))),
        ]
        // One character in every part of the token.
        for offset in stride(from: 4, to: text.utf8.count, by: 97) {
            var bytes = Array(text.utf8)
            bytes[offset] = bytes[offset] == 0x41 ? 0x42 : 0x41
            wrong.append(encode(String(decoding: bytes, as: UTF8.self)))
        }
        for authorization in wrong {
            let answer = try await bench.registry(authorization: authorization)
            #expect(answer.status == 400)
            #expect(answer.body == Self.invalid)
            #expect(answer.headers["content-type"] == "application/json; charset=utf-8")
        }
    }

    @Test("Immunity 16, password ignored: of 10,000 passwords that were not handed out none logs in")
    func guesses() async throws {
        let bench = try TestBench()
        var stream = RandomStream(derivedFrom: "guesses")
        for _ in 0..<10_000 {
            let password = Data(stream.bytes(Int(stream.next() % 1_300))).base64EncodedString()
            let basic = "Basic " + Data("AWS:\(password)".utf8).base64EncodedString()
            #expect(try await bench.registry(authorization: basic).status == 400)
        }
    }

    @Test("a token of another emulator, even of the same world, is not ours")
    func foreign() async throws {
        let bench = try TestBench()
        let other = try TestBench(seed: "other")
        #expect(try await bench.registry(authorization: other.basic()).body == Self.invalid)
    }

    @Test("a token is bound to its region")
    func region() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic(host: "api.ecr.eu-central-1.amazonaws.com", region: "eu-central-1")
        #expect(try await bench.registry(authorization: basic).body == Self.invalid)
        let host = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
        #expect(try await bench.registry(authorization: basic, host: host).status == 200)
    }

    @Test("a token ends after twelve hours, though the session that asked for it ends before")
    func expiry() async throws {
        let bench = try TestBench()
        let session = try await bench.session("GetSessionToken", [("DurationSeconds", "900")])
        let basic = try await bench.basic(as: session)
        bench.clock.advance(by: 43_199)
        #expect(try await bench.registry(authorization: basic).status == 200)
        bench.clock.advance(by: 1)
        let answer = try await bench.registry(authorization: basic)
        #expect(answer.status == 403)
        #expect(answer.body == Self.expired)
    }

    @Test("expired tokens are refused; those made afterwards are good, in the same second too")
    func expire() async throws {
        let bench = try TestBench()
        let alice = try await bench.basic()
        let root = try await bench.basic(as: TestBench.root)
        #expect(try await bench.registry(authorization: alice).status == 200)
        _ = try await bench.emulator.control(Expire(.tokens, of: "alice"))
        #expect(try await bench.registry(authorization: alice).body == Self.expired)
        #expect(try await bench.registry(authorization: root).status == 200)
        #expect(try await bench.registry(authorization: bench.basic()).status == 200)
        _ = try await bench.emulator.control(Expire(.tokens))
        #expect(try await bench.registry(authorization: root).body == Self.expired)
    }

    @Test("a reset voids every token")
    func reset() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        #expect(try await bench.registry(authorization: basic).status == 200)
        _ = try await bench.emulator.control(ResetWorld())
        #expect(try await bench.registry(authorization: basic).body == Self.invalid)
    }

    @Test("two Authorization headers are none")
    func twoHeaders() async throws {
        let bench = try TestBench()
        let basic = try await bench.basic()
        let answer = try await bench.send(
            "GET",
            "/v2/",
            headers: [("Authorization", basic), ("authorization", basic)]
        )
        #expect(answer.status == 400)
    }
}
