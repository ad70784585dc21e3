import AWSProtocols
import Cryptography
import Federation
import Foundation
import Testing
import Text

/// A compact token of these parts; the signature in base64url.
private func compact(_ header: String, _ payload: String, signature: String = "AAAA") -> String {
    [header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".") + "." + signature
}

/// A token that `sign` signs, with a header and a payload that are given as they are to stand.
private func signed(
    _ header: String,
    _ payload: String,
    _ sign: ([UInt8]) throws -> [UInt8]
) throws -> String {
    let input = [header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")
    return input + "." + Base64URL.encode(try sign(Array(input.utf8)))
}

private let payload = """
    {"iss":"https://idp.example.com","sub":"ann","aud":"sts.amazonaws.com","iat":1700000000,"exp":1700000300}
    """

@Suite("JSON web tokens: who signed them")
struct JSONWebTokenSignatureTests {
    @Test("tokens that pyjwt signed are verified, and say what they say", arguments: JSONWebAlgorithm.allCases)
    func independent(algorithm: JSONWebAlgorithm) throws {
        let vectors = try Vectors.all.get()
        let token = try JSONWebToken(compact: try #require(vectors.tokens[algorithm.rawValue]))
        let identity = try token.verified(with: JSONWebKeySet(json: vectors.jwks))
        #expect(token.algorithm == algorithm.rawValue)
        #expect(identity.issuer == "https://token.actions.githubusercontent.com")
        #expect(identity.subject == "repo:octo/app:ref:refs/heads/main")
        #expect(identity.audiences == ["sts.amazonaws.com"])
        #expect(identity.principalTags == ["Project": "Automation", "Team": "Straße"])
        #expect(identity.transitiveTagKeys == ["Project"])
        #expect(identity.sourceIdentity == "octocat")
        #expect(identity.issuedAt == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(identity.expiresAt == Date(timeIntervalSince1970: 1_700_000_300))
    }

    @Test(
        "white space around a token does not count, as at the end of a file",
        arguments: ["\n", "\r\n", " ", "\t", "\n\n", "\u{B}\u{C}"]
    )
    func whiteSpace(around: String) throws {
        let vectors = try Vectors.all.get()
        let text = try #require(vectors.tokens["RS256"])
        let token = try JSONWebToken(compact: text)
        for written in [text + around, around + text, around + text + around] {
            #expect(try JSONWebToken(compact: written) == token)
        }
    }

    @Test(
        "white space within a token, and other characters around it, make it none",
        arguments: ["\u{0}", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{200B}", "=", "\"", "."]
    )
    func otherCharacters(around: String) throws {
        let vectors = try Vectors.all.get()
        let text = try #require(vectors.tokens["RS256"])
        let dot = try #require(text.firstIndex(of: "."))
        var written = [text + around, around + text]
        written += ["\n", " ", "\r\n", around].map { text[...dot] + $0 + text[text.index(after: dot)...] }
        for text in written {
            #expect(throws: WebIdentityError.self, "\(text.debugDescription)") { try JSONWebToken(compact: text) }
        }
        for text in ["", "\n", " \t\r\n"] {
            #expect(throws: WebIdentityError.self) { try JSONWebToken(compact: text) }
        }
    }

    @Test("the tokens of RFC 7515, A.2 and A.3, are verified by the keys that stand there")
    func rfc() throws {
        let modulus =
            "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-"
            + "yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
            + "BYUsLA9e-KXBdQOS"
            + "-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco"
            + "9_h9iaGNj8q2ethF"
            + "kMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"
        let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let rsa =
            "eyJhbGciOiJSUzI1NiJ9.\(claims).cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4"
            + "Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5"
            + "h6xBArLIARNPvkS"
            + "jtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh"
            + "6IeYI2w9QOYEUip"
            + "UTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
        let ec =
            "eyJhbGciOiJFUzI1NiJ9.\(claims).DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKT"
            + "UJqPP3-Kg6NU1Q"
        let rsaKeys = try JSONWebKeySet(json: #"{"keys":[{"kty":"RSA","n":"\#(modulus)","e":"AQAB"}]}"#)
        let ecKeys = try JSONWebKeySet(
            json: #"""
                {"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
                """#
        )
        // Their claims are not those of a web identity: that this is found out means that the signature was right.
        #expect(throws: WebIdentityError.missingClaim("sub")) { try JSONWebToken(compact: rsa).verified(with: rsaKeys) }
        #expect(throws: WebIdentityError.missingClaim("sub")) { try JSONWebToken(compact: ec).verified(with: ecKeys) }
        #expect(throws: WebIdentityError.algorithmRefused("RS256")) {
            try JSONWebToken(compact: rsa).verified(with: ecKeys)
        }
        #expect(throws: WebIdentityError.algorithmRefused("ES256")) {
            try JSONWebToken(compact: ec).verified(with: rsaKeys)
        }
    }

    @Test(
        "what an issuer here signs, its published keys verify and another's do not",
        arguments: OIDCIssuer.Algorithm.allCases
    )
    func issuer(algorithm: OIDCIssuer.Algorithm) throws {
        let issuer = OIDCIssuer()
        let claims: [String: JSONValue] = [
            "iss": "https://idp.example.com", "sub": "ann", "aud": ["a", "b"], "azp": "c",
            "amr": ["authenticated", "mfa"],
            "iat": 1_700_000_000, "exp": 1_700_000_300,
        ]
        let token = try JSONWebToken(compact: issuer.token(claims: claims, algorithm: algorithm))
        let identity = try token.verified(with: JSONWebKeySet(json: issuer.jwks))
        #expect(identity.claims == claims)
        #expect(identity.audiences == ["a", "b"])
        #expect(identity.audience == "c")
        #expect(identity.authenticationMethods == ["authenticated", "mfa"])
        let again = try JSONWebToken(compact: issuer.token(claims: claims, algorithm: algorithm))
        #expect(try again.verified(with: JSONWebKeySet(json: issuer.jwks)) == identity)
        let others = try JSONWebKeySet(json: OIDCIssuer().jwks)
        #expect(throws: WebIdentityError.keyNotFound(keyID: token.keyID)) { try token.verified(with: others) }
    }

    @Test(
        "a token without signature is refused, in every spelling of the algorithm",
        arguments: ["none", "None", "NONE", "nOnE", ""]
    )
    func none(name: String) throws {
        let keys = try JSONWebKeySet(keys: [JSONWebKey(.rsa(RSAPrivateKey().publicKey), algorithm: .rs256, keyID: "k")])
        for signature in ["", "AAAA"] {
            let token = try JSONWebToken(
                compact: compact(#"{"alg":"\#(name)","kid":"k"}"#, payload, signature: signature)
            )
            #expect(throws: WebIdentityError.algorithmRefused(name)) { try token.verified(with: keys) }
        }
    }

    @Test("a token that is MACed with the public key as secret is refused")
    func publicKeyAsSecret() throws {
        let issuer = OIDCIssuer()
        let keys = try issuer.keySet
        let key = try #require(keys.keys.first)
        let secrets = [Array(try issuer.jwks.utf8), try key.json.serialized()]
        for secret in secrets {
            let token = try signed(#"{"alg":"HS256","kid":"\#(key.keyID ?? "")"}"#, payload) {
                HMAC.sha256($0, key: secret)
            }
            #expect(throws: WebIdentityError.algorithmRefused("HS256")) {
                try JSONWebToken(compact: token).verified(with: keys)
            }
        }
    }

    @Test("keys and addresses of keys in the header are not used", arguments: ["jwk", "x5c", "jku", "x5u"])
    func keysInHeader(member: String) throws {
        let attacker = try RSAPrivateKey()
        let honest = try RSAPrivateKey()
        let jwk = String(
            decoding: try JSONWebKey(.rsa(attacker.publicKey), algorithm: .rs256, keyID: "k").json.serialized(),
            as: UTF8.self
        )
        let value = member == "jwk" ? jwk : member == "x5c" ? #"["AAAA"]"# : #""https://attacker.example/jwks""#
        let keys = try JSONWebKeySet(keys: [JSONWebKey(.rsa(honest.publicKey), algorithm: .rs256, keyID: "k")])
        let header = #"{"alg":"RS256","kid":"k","\#(member)":\#(value)}"#
        #expect(throws: WebIdentityError.badSignature) {
            try JSONWebToken(compact: signed(header, payload) { try attacker.sign($0) }).verified(with: keys)
        }
        // The member does no harm where the provider itself signed it.
        #expect(
            try JSONWebToken(compact: signed(header, payload) { try honest.sign($0) }).verified(with: keys).subject
                == "ann"
        )
    }

    @Test(
        "a kid that is not exactly a key's name finds no key",
        arguments: ["../../dev/null", "k", "K ", "K\\u0000", "", "/etc/passwd", "' OR 1=1 --", "\u{212A}", "K/../K"]
    )
    func keyNames(name: String) throws {
        let key = try RSAPrivateKey()
        let keys = try JSONWebKeySet(keys: [JSONWebKey(.rsa(key.publicKey), algorithm: .rs256, keyID: "K")])
        let token = try signed(#"{"alg":"RS256","kid":"\#(name)"}"#, payload) { try key.sign($0) }
        #expect {
            try JSONWebToken(compact: token).verified(with: keys)
        } throws: { error in
            if case .keyNotFound? = error as? WebIdentityError { return true }
            return false
        }
    }

    @Test("without kid the only key counts, and where there are several, none")
    func withoutKeyName() throws {
        let key = try ECPrivateKey(curve: .p256)
        let one = try JSONWebKey(.ellipticCurve(key.publicKey), algorithm: .es256, keyID: "1")
        let two = try JSONWebKey(.ellipticCurve(key.publicKey), algorithm: .es256, keyID: "2")
        let token = try JSONWebToken(compact: signed(#"{"alg":"ES256"}"#, payload) { try key.sign($0) })
        #expect(try token.verified(with: JSONWebKeySet(keys: [one])).subject == "ann")
        #expect(throws: WebIdentityError.keyNotFound(keyID: nil)) {
            try token.verified(with: JSONWebKeySet(keys: [one, two]))
        }
        #expect(throws: WebIdentityError.keyNotFound(keyID: nil)) { try token.verified(with: JSONWebKeySet(keys: [])) }
    }

    @Test("a key is used with its own algorithm only, whatever the token says")
    func otherAlgorithm() throws {
        let key = try RSAPrivateKey()
        let keys = try JSONWebKeySet(keys: [JSONWebKey(.rsa(key.publicKey), algorithm: .rs256, keyID: "k")])
        for (name, hash) in [
            ("RS384", HashFunction.sha384), ("RS512", .sha512), ("PS256", .sha256), ("rs256", .sha256),
        ] {
            let token = try signed(#"{"alg":"\#(name)","kid":"k"}"#, payload) { try key.sign($0, hash: hash) }
            #expect(throws: WebIdentityError.algorithmRefused(name)) {
                try JSONWebToken(compact: token).verified(with: keys)
            }
        }
    }

    @Test("ECDSA signatures that are cut, padded, in DER form or of zeros are refused")
    func malleable() throws {
        let key = try ECPrivateKey(curve: .p256)
        let keys = try JSONWebKeySet(
            keys: [JSONWebKey(.ellipticCurve(key.publicKey), algorithm: .es256, keyID: "k")]
        )
        let good = { (input: [UInt8]) in try key.sign(input) }
        let wrong: [([UInt8]) throws -> [UInt8]] = [
            { try good($0).dropLast() }, { try good($0) + [0] }, { try [0] + good($0) }, { _ in [] },
            { _ in [UInt8](repeating: 0, count: 64) },
            { input in
                let raw = try good(input)
                let halves = [raw.prefix(32), raw.suffix(32)].map { half -> [UInt8] in
                    let number = (half.first ?? 0) >= 0x80 ? [0] + half : Array(half)
                    return [0x02, UInt8(number.count)] + number
                }
                let body = halves[0] + halves[1]
                return [0x30, UInt8(body.count)] + body
            },
        ]
        let header = #"{"alg":"ES256","kid":"k"}"#
        #expect(try JSONWebToken(compact: signed(header, payload, good)).verified(with: keys).subject == "ann")
        for sign in wrong {
            #expect(throws: WebIdentityError.badSignature) {
                try JSONWebToken(compact: signed(header, payload, sign)).verified(with: keys)
            }
        }
    }

    @Test("a token that was changed anywhere is refused")
    func tampered() throws {
        let vectors = try Vectors.all.get()
        let keys = try JSONWebKeySet(json: vectors.jwks)
        for name in ["RS256", "ES256"] {
            let token = Array(try #require(vectors.tokens[name]))
            for index in stride(from: 0, to: token.count, by: 7) where token[index] != "." {
                var changed = token
                changed[index] = token[index] == "A" ? "B" : "A"
                #expect(throws: WebIdentityError.self) {
                    try JSONWebToken(compact: String(changed)).verified(with: keys)
                }
            }
        }
    }
}

@Suite("JSON web tokens: their form")
struct JSONWebTokenFormTests {
    @Test(
        "what is not a compact signed token is refused",
        arguments: [
            "", ".", "..", "a.b", "...", "e30.e30", "e30.e30.", "e30.e30.AA.AA", "eyJhbGciOiJSUzI1NiJ9..AAAA",
            "eyJhbGciOiJSUzI1NiJ9=.e30.AAAA", "eyJhbGciOiJSUzI1NiJ9.e30=.AAAA", "eyJhbGciOiJSUzI1NiJ9. e30.AAAA",
            "eyJhbGciOiJSUzI1NiJ9\n.e30.AAAA", "eyJhbGciOiJSUzI1NiJ9.e30.A", "eyJhbGciOiJSUzI1NiJ9.e30.AB",
            compact("[]", "{}"), compact(#"{"alg":1}"#, "{}"), compact(#"{"alg":"RS256"}"#, "[]"),
            compact(#"{"alg":"RS256"}"#, ""), compact(#"{"alg":"RS256"}"#, "{} {}"), compact(#"{"kid":"a"}"#, "{}"),
            compact(#"{"alg":"RS256","crit":["exp"]}"#, "{}"), compact(#"{"alg":"RS256","b64":false}"#, "{}"),
            compact(#"{"alg":"RS256","kid":7}"#, "{}"), compact(#"{"alg":"RS256","typ":[]}"#, "{}"),
            compact(#"{"alg":"none","alg":"RS256"}"#, "{}"), compact(#"{"alg":"RS256","al\u0067":"none"}"#, "{}"),
            compact(#"{"alg":"RS256"}"#, #"{"sub":"a","sub":"b"}"#),
            compact(#"{"alg":"RS256"}"#, #"{"sub":"a","a":{"x":1,"\u0078":2}}"#),
            compact(#"{"alg":"RS256"}"#, #"{"a":[{"x":"}\"","x":2}]}"#),
        ]
    )
    func refused(text: String) {
        #expect {
            try JSONWebToken(compact: text)
        } throws: { error in
            if case .notAToken? = error as? WebIdentityError { return true }
            return false
        }
    }

    @Test("one name in different objects is not a name that stands twice")
    func sameNames() throws {
        let token = try JSONWebToken(
            compact: compact(#"{"alg":"RS256"}"#, #"{"a":{"x":"a"},"b":[{"x":"x:\""},{"x":1}],"x":"y"}"#)
        )
        #expect(token.unverifiedClaims["x"] == "y")
    }

    @Test("a token of more than 20,000 characters is refused before anything is read")
    func huge() throws {
        let header = #"{"alg":"RS256"}"#
        let fitting = compact(header, #"{"a":"\#(String(repeating: "a", count: 14_900))"}"#)
        #expect(fitting.count < 20_000)
        #expect(throws: Never.self) { try JSONWebToken(compact: fitting) }
        for size in [15_100, 1_000_000] {
            #expect(throws: WebIdentityError.notAToken(reason: "it has more than 20000 characters")) {
                try JSONWebToken(compact: compact(header, #"{"a":"\#(String(repeating: "a", count: size))"}"#))
            }
        }
        let deep = String(repeating: "[", count: 10_000)
        #expect(throws: WebIdentityError.self) { try JSONWebToken(compact: compact(header, #"{"a":\#(deep)"#)) }
    }
}

@Suite("JSON web key sets")
struct JSONWebKeySetTests {
    private static let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private static let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
    private static let weak = Base64URL.encode([UInt8](repeating: 0xFF, count: 128))
    private static let point = #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)""#

    @Test("keys of other kinds, curves, algorithms and uses are left out")
    func others() throws {
        let set = try JSONWebKeySet(
            json: """
                {"keys":[{"kty":"oct","k":"AAAA","kid":"1"},{"kty":"OKP","crv":"Ed25519","x":"AAAA"},
                {\(Self.point),"use":"enc"},{\(Self.point),"key_ops":["sign"]},{\(Self.point),"alg":"ECDH-ES"},
                {"kty":"EC","crv":"secp256k1","x":"AAAA","y":"AAAA"},
                {\(Self.point),"kid":"good","use":"sig","key_ops":["verify"],"x5c":["AAAA"],"more":1}],"more":{}}
                """
        )
        #expect(set.keys.map(\.keyID) == ["good"])
        #expect(set.keys.first?.algorithms == [.es256])
    }

    @Test(
        "a set with a key that must not be used is refused whole",
        arguments: [
            "", "[]", "{}", #"{"keys":{}}"#, #"{"keys":[1]}"#, #"{"keys":[{}]}"#, #"{"keys":[],"keys":[]}"#,
            #"{"keys":[{"kty":"RSA","n":"\#(weak)","e":"AQAB"}]}"#, #"{"keys":[{"kty":"RSA","e":"AQAB"}]}"#,
            #"{"keys":[{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(x)"}]}"#,
            #"{"keys":[{"kty":"EC","crv":"P-384","x":"\#(x)","y":"\#(y)"}]}"#,
            #"{"keys":[{"kty":"EC","crv":"P-256","x":"\#(x)=","y":"\#(y)"}]}"#,
            #"{"keys":[{\#(point),"kid":7}]}"#, #"{"keys":[{\#(point),"alg":"ES384"}]}"#,
            #"{"keys":[{\#(point),"alg":"RS256"}]}"#,
            #"{"keys":[{\#(point),"kid":"a"},{\#(point),"kid":"a"}]}"#,
        ]
    )
    func refused(json: String) {
        #expect {
            try JSONWebKeySet(json: json)
        } throws: { error in
            if case .keysUnusable(let reason)? = error as? WebIdentityError { return !reason.isEmpty }
            return false
        }
    }

    @Test("a set that is written is read as the same set, and pyjwt's keys are written as they were read")
    func written() throws {
        let vectors = try Vectors.all.get()
        let set = try JSONWebKeySet(json: vectors.jwks)
        #expect(set.keys.count == 6)
        let written = try JSONValue.parse(Array(set.json.utf8))["keys"]?.array ?? []
        let original = try JSONValue.parse(Array(vectors.jwks.utf8))["keys"]?.array ?? []
        for (left, right) in zip(written, original) {
            for member in ["kty", "kid", "alg", "use", "crv", "n", "e", "x", "y"] {
                #expect(left[member] == right[member])
            }
        }
        #expect(written.count == 6)
    }

    @Test("a key that is given no name is named by its thumbprint, that of RFC 7638's example too")
    func thumbprint() throws {
        let modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZC"
            + "iFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMic"
            + "AtaSqzs8KJZgnYb"
            + "9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ"
            + "-G_xBniIqbw0Ls1"
            + "jF44-csFCur-kEgU8awapJzKnqDKgw"
        let key = try RSAPublicKey(modulus: #require(Base64URL.decode(modulus)), exponent: [1, 0, 1])
        #expect(
            try JSONWebKey(.rsa(key), algorithm: .rs256).keyID == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        )
        #expect(throws: CryptographyError.self) { try JSONWebKey(.rsa(key), algorithm: .es256) }
    }
}
