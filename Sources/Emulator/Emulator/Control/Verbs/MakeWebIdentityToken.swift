package import AWSProtocols
import Determinism
import Federation
import Foundation
import STSService
import World

/// A web identity token of an issuer of the world whose keys the emulator holds.
package struct MakeWebIdentityToken: BodyVerb {
    package static let route = ControlRoute(.post, "iam/token")
    package static let form = "{\"issuer\": …, \"subject\": …, \"audience\": …, …}"

    /// The issuer's URL, or its host and path.
    private let issuer: String
    private let subject: String
    private let audience: String
    /// Further claims.
    private let claims: [String: JSONValue]
    /// `RS256` or `ES256`.
    private let algorithm: String
    /// Seconds that it is good for.
    private let lifetime: Int

    package static let standardAudience = "sts.amazonaws.com"
    package static let standardAlgorithm = "RS256"
    /// In seconds.
    package static let standardLifetime = 300
    /// The lifetimes that a token may have, in seconds: up to a day.
    package static let lifetimes = 1...86_400

    package init(
        issuer: String,
        subject: String,
        audience: String = standardAudience,
        claims: [String: JSONValue] = [:],
        algorithm: String = standardAlgorithm,
        lifetime: Int = standardLifetime
    ) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.claims = claims
        self.algorithm = algorithm
        self.lifetime = lifetime
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            issuer: try members.decode(String.self, forKey: .issuer),
            subject: try members.decode(String.self, forKey: .subject),
            audience: try members.decodeIfPresent(String.self, forKey: .audience) ?? Self.standardAudience,
            claims: try members.decodeIfPresent([String: JSONValue].self, forKey: .claims) ?? [:],
            algorithm: try members.decodeIfPresent(String.self, forKey: .algorithm) ?? Self.standardAlgorithm,
            lifetime: try members.decodeIfPresent(Int.self, forKey: .lifetime) ?? Self.standardLifetime
        )
    }

    package func perform(on emulator: Emulator) throws(ControlError) -> WebIdentityToken {
        let world = emulator.world
        let providers = world.accountIDs.compactMap(world.account).flatMap(\.oidcProviders.values)
        let named = providers.filter { $0.issuer == issuer || $0.name == issuer }
        guard let provider = named.first else {
            let known = Set(providers.map(\.issuer)).sorted().joined(separator: ", ")
            throw .notFound("the world has no OIDC provider '\(issuer)'; it has \(known.isEmpty ? "none" : known)")
        }
        guard let issued = named.first(where: { $0.keys == nil }) else {
            throw .invalid("the world gives the keys of '\(provider.issuer)', so only its owner can make tokens")
        }
        guard let algorithm = OIDCIssuer.Algorithm(rawValue: algorithm) else {
            throw .invalid("'\(algorithm)' is not an algorithm; give RS256 or ES256")
        }
        let lifetimes = Self.lifetimes
        guard lifetimes.contains(lifetime) else {
            throw .invalid(
                "the lifetime \(lifetime) is out of range; give \(lifetimes.lowerBound) to \(lifetimes.upperBound) "
                    + "seconds"
            )
        }
        // The token is a client's, and dated by its clock.
        let now = Int(emulator.configuration.clock.clientSecond.timeIntervalSince1970)
        var claims = claims
        claims["iss"] = .string(issued.issuer)
        claims["sub"] = .string(subject)
        claims["aud"] = .string(audience)
        claims["iat"] = claims["iat"] ?? .integer(now)
        claims["exp"] = claims["exp"] ?? .integer(now + lifetime)
        do {
            let token = try emulator.issuers.issuer(issued.issuer).token(claims: claims, algorithm: algorithm)
            return WebIdentityToken(token: token)
        } catch {
            throw ControlError(status: 500, message: "The token could not be signed: \(error)")
        }
    }
}

package struct WebIdentityToken: Sendable, Codable, Equatable, ControlReply {
    /// A JWT in compact form.
    package let token: String
}
