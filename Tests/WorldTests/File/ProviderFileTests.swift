import Cryptography
import Testing
import Text
import World

@Suite("Identity providers in a world's file")
struct ProviderFileTests {
    private static let key = Result { try ECPrivateKey(curve: .p256).publicKey }

    /// A world with a provider whose key set stands on line 6.
    private static func oidc(_ keys: String) -> String {
        """
        accounts:
          "123456789012":
            oidc_providers:
              https://idp.example.com:
                client_ids: [sts.amazonaws.com]
                jwks: '\(keys)'
        """
    }

    /// A world with a provider whose certificate begins on line 6.
    private static func saml(_ pem: String) -> String {
        let lines = pem.split(separator: "\n", omittingEmptySubsequences: false).map { "          \($0)\n" }
        return """
            accounts:
              "123456789012":
                saml_providers:
                  okta:
                    issuer: http://www.okta.com/exk1example
                    certificate: |
            \(lines.joined())
            """
    }

    /// A member of a key set; its point is moved off the curve by `offset`.
    private static func member(_ name: String, offset: UInt8 = 0) throws -> String {
        let key = try key.get()
        var y = key.y
        if let last = y.popLast() { y.append(last ^ offset) }
        return
            #"{"kty":"EC","crv":"P-256","kid":"\#(name)","x":"\#(Base64URL.encode(key.x))","y":"\#(Base64URL.encode(y))"}"#
    }

    private func check(_ yaml: String, _ reason: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let error = try #require(throws: WorldFileError.self, sourceLocation: sourceLocation) {
            try World.load(yaml: yaml, fileName: "w.yaml")
        }
        #expect(error.description.hasPrefix("w.yaml:6: "), "\(error)", sourceLocation: sourceLocation)
        #expect(error.reason.contains(reason), "\(error)", sourceLocation: sourceLocation)
        #expect(error.reason.contains("; ") && !error.reason.contains("\n"), sourceLocation: sourceLocation)
    }

    @Test("A key set has at most 200 keys")
    func limit() throws {
        for count in [1, 200] {
            let keys = try (1...count).map { try Self.member("k\($0)") }.joined(separator: ",")
            let world = try World.load(yaml: Self.oidc(#"{"keys":[\#(keys)]}"#), fileName: "w.yaml")
            #expect(world.accounts.values.first?.oidcProviders["idp.example.com"]?.keys?.contains("k\(count)") == true)
        }
        let keys = try (1...201).map { try Self.member("k\($0)") }.joined(separator: ",")
        try check(Self.oidc(#"{"keys":[\#(keys)]}"#), "there are more than 200; write JSON text")
    }

    @Test("A key set that no token could be verified with is refused, with the reason")
    func keySets() throws {
        let good = try Self.member("good")
        let cases = [
            ("{", "they are not a JSON object with a list 'keys'"),
            ("[]", "they are not a JSON object with a list 'keys'"),
            (#"{"keys":"x"}"#, "they are not a JSON object with a list 'keys'"),
            (#"{"keys":[1]}"#, "a key is not a JSON object"), (#"{"keys":[{}]}"#, "a key has no kty"),
            (#"{"keys":[\#(good),\#(good)]}"#, "two keys have the kid 'good'"),
            (#"{"keys":[\#(try Self.member("off", offset: 1))]}"#, "the key 'off'"),
            (#"{"keys":[{"kty":"RSA","kid":"small","n":"AQAB","e":"AQAB"}]}"#, "the key 'small'"),
            (#"{"keys":[{"kty":"RSA","kid":"half","n":"AQAB"}]}"#, "the key 'half' has no 'e' in base64url"),
            (#"{"keys":[]}"#, "has no key that tokens can be verified with"),
            (#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQAB"}]}"#, "has no key that tokens can be verified with"),
            (#"{"keys":[{"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}]}"#, "has no key that tokens can be verified"),
        ]
        for (keys, reason) in cases { try check(Self.oidc(keys), reason) }
    }

    @Test("A certificate is read, not only looked at")
    func certificates() throws {
        let certificate = try X509Certificate.selfSigned(commonName: "Drydock", key: RSAPrivateKey())
        let world = try World.load(yaml: Self.saml(certificate.pem), fileName: "w.yaml")
        #expect(world.accounts.values.first?.samlProviders["okta"]?.certificatePEM.hasPrefix("-----BEGIN") == true)

        func pem(_ der: some Sequence<UInt8>) -> String {
            "-----BEGIN CERTIFICATE-----\n\(Base64.encode(Array(der)))\n-----END CERTIFICATE-----"
        }
        var changed = certificate.der
        changed[1] ^= 1
        let cases = [
            (pem(Array("no certificate".utf8)), "its content is not X.509"), (pem(changed), "its content is not X.509"),
            (pem(certificate.der.dropLast()), "its content is not X.509"),
            (pem(certificate.der + [0]), "something follows it"),
            (certificate.pem + certificate.pem, "is not base64"),
            (certificate.pem.replacing("MII", with: "M=I"), "is not base64"),
            (certificate.pem.replacing("-----END", with: "-----Ende"), "it does not end with"),
            ("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "it does not end with"),
            (certificate.pem.replacing("CERTIFICATE", with: "PUBLIC KEY"), "it does not begin with"),
        ]
        for (pem, reason) in cases { try check(Self.saml(pem), reason) }
    }
}
