import AWSCore
import AWSProtocols
import Determinism
import Emulator
import Foundation
import Testing

/// Passwords that somebody else made. ECR says 400 of a password that it has not made, where others say 401, and 403 of
/// one that has ended.
@Suite("Immunity: forged registry tokens")
struct TokenImmunityTests {
    private static let image = "/v2/app/manifests/latest"
    private static let claims =
        #"{"iss":"ecr","sub":"alice","aud":"ecr.amazonaws.com","exp":4102444800,"#
        + #""access":[{"type":"repository","name":"app","actions":["*"]}]}"#

    /// Headers of web tokens that bring their own key, name one elsewhere, or want none.
    private static let headers = [
        #"{"alg":"none","typ":"JWT"}"#, #"{"alg":"None"}"#, #"{"alg":""}"#, "{}",
        #"{"alg":"HS256","jwk":{"kty":"oct","kid":"KID","k":"AAAA"},"kid":"KID"}"#,
        #"{"alg":"RS256","jwk":{"kty":"RSA","kid":"KID","n":"AQAB","e":"AQAB"},"kid":"KID"}"#,
        #"{"alg":"ES256","x5c":["MIIB"],"kid":"KID"}"#,
        #"{"alg":"RS256","jku":"http://127.0.0.1:1/keys.json","kid":"KID"}"#,
        #"{"alg":"RS256","x5u":"http://127.0.0.1:1/cert.pem"}"#,
        #"{"alg":"HS256","kid":"../../../../dev/null"}"#, #"{"alg":"HS256","kid":"/proc/sys/kernel/ostype"}"#,
        #"{"alg":"HS256","kid":"x' UNION SELECT 'AAAA"}"#, #"{"alg":"HS256","crit":["b64"],"b64":false}"#,
    ]

    private static func encode(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=",
            with: ""
        )
    }

    private static func basic(_ password: String, user: String = "AWS") -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    /// A password out of the header that logs in with it.
    private static func password(_ basic: String) throws -> String {
        let data = try #require(Data(base64Encoded: String(basic.dropFirst(6))))
        return String(decoding: data.dropFirst(4), as: UTF8.self)
    }

    private func expectRefused(_ bench: TestBench, _ authorization: String, _ what: String) async throws {
        let isBasic = authorization.hasPrefix("Basic")
        for (method, path) in [("GET", "/v2/"), ("GET", Self.image), ("PUT", Self.image), ("DELETE", Self.image)] {
            let answer = try await bench.registry(method, path, authorization: authorization)
            #expect(answer.status == (isBasic ? 400 : 401), "\(what): \(method) \(path)")
            #expect(bench.emulator.events().last?.decision == nil)
        }
    }

    @Test("Immunity 3, CVE-2025-24976: a web token opens nothing, whatever key it brings or names", arguments: headers)
    func webTokens(header: String) async throws {
        let bench = try TestBench()
        let real = try Self.password(await bench.basic())
        for kid in ["AWS", String(real.prefix(24)), "1"] {
            let signed = Self.encode(header.replacing("KID", with: kid)) + "." + Self.encode(Self.claims)
            for signature in ["", Self.encode(String(repeating: "s", count: 64)), String(real.suffix(43))] {
                let token = signed + "." + signature
                try await expectRefused(bench, Self.basic(token), header)
                try await expectRefused(bench, Self.basic(token, user: "<token>"), header)
                try await expectRefused(bench, "Bearer " + token, header)
            }
        }
    }

    @Test("Immunity 3, CVE-2025-24976: a token of ours opens nothing with its MAC cut, doubled, moved or left out")
    func codes() async throws {
        let bench = try TestBench()
        let real = try Self.password(await bench.basic())
        let other = try Self.password(await bench.basic(as: TestBench.root))
        let bytes = try #require(Data(base64Encoded: real))
        let body = bytes.dropLast(32)
        let code = bytes.suffix(32)
        var forged: [(what: String, password: String)] = []
        for count in 1...44 { forged.append(("\(count) cut off", String(real.dropLast(count)))) }
        for count in 0..<32 {
            forged.append(("\(count) bytes of MAC", (body + code.prefix(count)).base64EncodedString()))
        }
        forged.append(("no MAC but zeros", (body + Data(count: 32)).base64EncodedString()))
        forged.append(("its MAC twice", (bytes + code).base64EncodedString()))
        forged.append(("another's MAC", String(real.dropLast(44)) + String(other.suffix(44))))
        forged.append(("itself twice", real + real))
        forged.append(("as URL text", real.replacing("/", with: "_").replacing("+", with: "-") + "="))
        forged.append(("its user once more before it", "AWS:" + real))
        forged.append(("with a line end", real + "\n"))
        forged.append(("with NUL", real + "\0"))
        for (what, password) in forged { try await expectRefused(bench, Self.basic(password), what) }
        #expect(try await bench.registry(authorization: Self.basic(real)).status == 200)
    }

    @Test("Immunity 3, CVE-2025-24976: another account's token logs in, as at ECR, and may do nothing")
    func otherAccount() async throws {
        let bench = try TestBench()
        let token = try await bench.basic(as: TestBench.mallory)
        for (method, path) in ManagedPolicyTests.routes.map({ ($0.0, $0.1) }) where path != "/v2/" {
            let answer = try await bench.registry(method, path, authorization: token, body: method == "PUT" ? "{}" : "")
            #expect(answer.status == 403, "\(method) \(path)")
            #expect(try answer.registryError().code == "DENIED")
        }
    }

    @Test("Immunity 3, CVE-2025-24976: a token ends by the emulator's clock, to the second")
    func expired() async throws {
        let bench = try TestBench()
        let token = try await bench.basic()
        bench.clock.advance(by: 43_199)
        #expect(try await bench.registry("GET", "/v2/", authorization: token).status == 200)
        bench.clock.advance(by: 1)
        for path in ["/v2/", Self.image] {
            for method in ["GET", "HEAD"] {
                #expect(try await bench.registry(method, path, authorization: token).status == 403)
            }
        }
        #expect(bench.emulator.events().suffix(2).allSatisfy { $0.decision == nil })
    }
}
