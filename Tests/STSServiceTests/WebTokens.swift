import AWSProtocols
import Cryptography
import Federation
import Foundation
import STSService
import Text

/// Tokens of OpenID Connect, good ones and such as attackers make them.
enum WebTokens {
    static let issuer = "https://token.actions.githubusercontent.com"

    /// The claims of a good token.
    static func claims(_ changes: [String: JSONValue?] = [:]) -> [String: JSONValue] {
        let now = Int(Bench.start.timeIntervalSince1970)
        var claims: [String: JSONValue] = [
            "iss": .string(issuer), "aud": "sts.amazonaws.com", "sub": "repo:acme/app:ref:refs/heads/main",
            "iat": .integer(now - 10), "exp": .integer(now + 300),
        ]
        for (name, value) in changes { claims[name] = value }
        return claims
    }

    /// A token of the issuer that the bench itself is.
    static func token(_ bench: Bench, _ changes: [String: JSONValue?] = [:]) throws -> String {
        try bench.issuers.issuer(issuer).token(claims: claims(changes), algorithm: .rs256)
    }

    /// A token with any header, whose signature is what `sign` makes of it.
    static func forged(
        header: [String: JSONValue],
        claims: [String: JSONValue],
        sign: ([UInt8]) throws -> [UInt8]
    ) rethrows -> String {
        let input = [header, claims].map { Base64URL.encode(JSONValue.object($0).serialized()) }.joined(separator: ".")
        return input + "." + Base64URL.encode(try sign(Array(input.utf8)))
    }

    static func parameters(_ token: String, role: String = "github", _ more: [(String, String)] = []) -> [(
        String, String
    )] {
        [("RoleArn", Bench.role(role)), ("RoleSessionName", "session-1"), ("WebIdentityToken", token)] + more
    }
}
