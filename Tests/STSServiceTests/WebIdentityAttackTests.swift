import AWSProtocols
import Cryptography
import Federation
import Foundation
import STSService
import Testing
import Text
import World

/// An algorithm of the issuers that are here.
enum WebAlgorithm: Sendable {
    case rs256
    case es256
    case es384

    var issuer: OIDCIssuer.Algorithm {
        switch self {
        case .rs256: .rs256
        case .es256: .es256
        case .es384: .es384
        }
    }
}

@Suite("Forged web identity tokens")
struct WebIdentityAttackTests {
    private static let noKey = refusal(
        400,
        "InvalidIdentityToken",
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity "
            + "documentation for requirements"
    )
    private static let noToken = refusal(
        400,
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
    )

    private func answer(_ token: String, in bench: Bench, role: String = "github") -> STSError? {
        bench.refusal(AssumeRoleWithWebIdentity.self, WebTokens.parameters(token, role: role), as: .nobody)
    }

    private func key(_ bench: Bench, _ algorithm: String) throws -> (id: String, modulus: [UInt8]) {
        let set = try JSONValue.parse(Array(try bench.issuers.issuer(WebTokens.issuer).jwks.utf8))
        let key = try #require(set["keys"]?.array?.first { $0["alg"]?.string == algorithm })
        return (try #require(key["kid"]?.string), key["n"]?.string.flatMap { Base64URL.decode($0) } ?? [])
    }

    @Test("without a signature are refused", arguments: ["none", "None", "NONE", "nOnE", ""])
    func none(algorithm: String) throws {
        let bench = try Bench()
        let kid = try key(bench, "RS256").id
        let header: [String: JSONValue] = ["alg": .string(algorithm), "kid": .string(kid)]
        #expect(
            answer(WebTokens.forged(header: header, claims: WebTokens.claims()) { _ in [] }, in: bench) == Self.noKey
        )
    }

    @Test("signed with the public key as a secret are refused", arguments: ["HS256", "HS384", "HS512"])
    func confusion(algorithm: String) throws {
        let bench = try Bench()
        let (kid, modulus) = try key(bench, "RS256")
        for secret in [modulus, Array(try bench.issuers.issuer(WebTokens.issuer).jwks.utf8), []] {
            let token = WebTokens.forged(
                header: ["alg": .string(algorithm), "kid": .string(kid)],
                claims: WebTokens.claims()
            ) { HMAC.sha256($0, key: secret) }
            #expect(answer(token, in: bench) == Self.noKey)
        }
    }

    @Test("that name another algorithm than their key's are refused")
    func otherAlgorithm() throws {
        let bench = try Bench()
        let issuer = bench.issuers.issuer(WebTokens.issuer)
        let good = try issuer.token(claims: WebTokens.claims(), algorithm: .rs256).split(separator: ".")
        let signature = try #require(Base64URL.decode(good[2]))
        for (name, kid) in [("ES256", "RS256"), ("RS256", "ES256"), ("RS512", "RS256"), ("ES384", "ES256")] {
            let token = WebTokens.forged(
                header: ["alg": .string(name), "kid": .string(try key(bench, kid).id)],
                claims: WebTokens.claims()
            ) { _ in signature }
            #expect(answer(token, in: bench) == Self.noKey)
        }
    }

    @Test("that bring their own key are refused", arguments: ["jwk", "jku", "x5u", "x5c"])
    func ownKey(member: String) throws {
        let bench = try Bench()
        let stranger = OIDCIssuer()
        let good = try stranger.token(claims: WebTokens.claims(), algorithm: .rs256)
        let set = try JSONValue.parse(Array(try stranger.jwks.utf8))
        let header: [String: JSONValue] = [
            "alg": "RS256", "kid": .string(try key(bench, "RS256").id),
            member: member == "jwk" ? set["keys"]?.array?.first ?? .null : "https://attacker.example.com/keys",
        ]
        let signature = Base64URL.decode(good.split(separator: ".")[2]) ?? []
        #expect(
            answer(WebTokens.forged(header: header, claims: WebTokens.claims()) { _ in signature }, in: bench)
                == Self.noKey
        )
    }

    @Test("signed by another issuer are refused")
    func otherIssuer() throws {
        let bench = try Bench()
        #expect(answer(try OIDCIssuer().token(claims: WebTokens.claims()), in: bench) == Self.noKey)
        // Another provider of the same account does not vouch for this one either.
        let token = try bench.issuers.issuer("https://a1b2c3.tokens.sts.global.api.aws").token(
            claims: WebTokens.claims()
        )
        #expect(answer(token, in: bench) == Self.noKey)
    }

    @Test("whose content was changed after they were signed are refused")
    func changed() throws {
        let bench = try Bench()
        let parts = try WebTokens.token(bench).split(separator: ".").map(String.init)
        let admin = JSONValue.object(WebTokens.claims(["sub": "repo:acme/admin:ref:refs/heads/main"])).serialized()
        #expect(answer([parts[0], Base64URL.encode(admin), parts[2]].joined(separator: "."), in: bench) == Self.noKey)
        var signature = try #require(Base64URL.decode(parts[2]))
        signature[0] ^= 1
        #expect(
            answer([parts[0], parts[1], Base64URL.encode(signature)].joined(separator: "."), in: bench) == Self.noKey
        )
        #expect(answer([parts[0], parts[1], ""].joined(separator: "."), in: bench) == Self.noKey)
    }

    @Test("with curve signatures of zeros are refused", arguments: [(WebAlgorithm.es256, 64), (.es384, 96)])
    func zeros(algorithm: WebAlgorithm, length: Int) throws {
        let bench = try Bench()
        let name = algorithm.issuer.rawValue
        let token = WebTokens.forged(
            header: ["alg": .string(name), "kid": .string(try key(bench, name).id)],
            claims: WebTokens.claims()
        ) { _ in Array(repeating: 0, count: length) }
        #expect(answer(token, in: bench) == Self.noKey)
    }

    @Test("that name no key, or one that is not there, are refused")
    func keyID() throws {
        let bench = try Bench()
        for kid in [nil, "other", "", "../../keys"] {
            var header: [String: JSONValue] = ["alg": "RS256"]
            header["kid"] = kid.map(JSONValue.string)
            let token = WebTokens.forged(header: header, claims: WebTokens.claims()) { _ in
                Array(repeating: 1, count: 256)
            }
            #expect(answer(token, in: bench) == Self.noKey)
        }
    }

    @Test("that are no tokens are refused as such")
    func malformed() throws {
        let bench = try Bench()
        let good = try WebTokens.token(bench)
        let parts = good.split(separator: ".").map(String.init)
        let twice = Base64URL.encode(Array(#"{"iss":"\#(WebTokens.issuer)","sub":"a","sub":"b"}"#.utf8))
        for token in [
            "gho_16C7e42F292c6912E7710c838347Ae178B4a", "aa.bb", good + ".more", good + "=",
            parts.joined(separator: " ."),
            parts[0] + ".." + parts[2], parts[0] + "." + twice + "." + parts[2], "....",
            parts[0] + ".bnVsbA." + parts[2],
        ] {
            #expect(answer(token, in: bench) == Self.noToken)
        }
        let critical = WebTokens.forged(
            header: ["alg": "RS256", "crit": ["exp"], "kid": .string(try key(bench, "RS256").id)],
            claims: WebTokens.claims()
        ) { _ in [1] }
        #expect(answer(critical, in: bench) == Self.noToken)
    }

    @Test("that lack a claim are refused by its name", arguments: ["iss", "sub", "aud", "exp", "iat"])
    func missing(claim: String) throws {
        let bench = try Bench()
        let token = try WebTokens.token(bench, [claim: nil])
        #expect(answer(token, in: bench) == refusal(400, "InvalidIdentityToken", "Missing a required claim: \(claim)"))
    }

    @Test("are verified with the keys that the world gives, and with no others")
    func givenKeys() throws {
        let issuer = OIDCIssuer()
        let bench = try Bench(try TestWorld.make(keys: try issuer.jwks))
        let claims = WebTokens.claims(["iss": "https://keys.example.com", "aud": "client"])
        let good = WebTokens.parameters(try issuer.token(claims: claims), role: "keyed")
        _ = try bench.perform(AssumeRoleWithWebIdentity.self, good, as: .nobody)
        let other = try bench.issuers.issuer("https://keys.example.com").token(claims: claims)
        #expect(answer(other, in: bench, role: "keyed") == Self.noKey)
        let broken = try Bench(try TestWorld.make(keys: "not keys"))
        #expect(answer(try issuer.token(claims: claims), in: broken, role: "keyed") == Self.noKey)
    }
}
