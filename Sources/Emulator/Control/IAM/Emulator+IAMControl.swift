import AWSCore
import AWSProtocols
import Determinism
import Federation
import Foundation
import STSService
import World

extension Emulator {
    /// Why a call ended as it did.
    func explain(_ call: ControlRequest.ExplainedCall) throws(ControlError) -> ExplainedEvent {
        switch call {
        case .event(let number):
            guard let event = event(number) else {
                throw .notFound("there is no event \(number); drydock events lists those that there are")
            }
            return try explained(event)
        case .lastDenied:
            if let event = lastDenied { return try explained(event) }
            let failed = journal.lastFailed.map { event in
                "; the last that failed is event \(event.sequence): drydock explain \(event.sequence)"
            }
            throw .notFound("no call was denied since the start or the last reset" + (failed ?? ""))
        case .lastFailed:
            guard let event = journal.lastFailed.map({ Event($0, world: world) }) else {
                throw .notFound("no call failed since the start or the last reset")
            }
            return try explained(event)
        }
    }

    private func explained(_ event: Event) throws(ControlError) -> ExplainedEvent {
        guard let explanation = explanation(ofEvent: event.sequence) else {
            return ExplainedEvent(event: event, explanation: nil, encodedMessage: nil)
        }
        do {
            let message = try EncodedAuthorizationMessage.encode(
                explanation,
                userID: event.userIdentity.principalId ?? "",
                world: world
            )
            return ExplainedEvent(event: event, explanation: explanation, encodedMessage: message)
        } catch {
            throw ControlError(status: 500, message: "The explanation could not be encoded: \(error)")
        }
    }

    func simulate(_ request: SimulationRequest) throws(ControlError) -> ControlReply {
        do {
            let answer = try simulate(
                principal: request.principal,
                action: request.action,
                resource: request.resource,
                context: request.context
            )
            return .simulated(answer.1)
        } catch {
            throw .invalid("\(error)")
        }
    }

    /// What the first MFA device of a user shows now.
    func oneTimeCode(of name: String) throws(ControlError) -> ControlReply.OneTimeCodeReading {
        let users = world.accountIDs.compactMap(world.account).flatMap(\.users.values)
        let found = users.filter { $0.name == name || $0.arn.description == name }
        guard let user = found.first else {
            throw .notFound("the world has no user '\(name)'; drydock iam show lists them")
        }
        guard found.count == 1 else {
            throw .invalid(
                "'\(name)' is \(found.map(\.arn.description).sorted().joined(separator: " and ")); give the ARN"
            )
        }
        guard let device = user.multiFactorDevices.first else {
            throw .notFound("user '\(name)' has no MFA device; give it one with drydock iam put mfa-device")
        }
        let code = OneTimeCode.code(seed: device.seed, at: configuration.clock.now)
        return ControlReply.OneTimeCodeReading(serial: device.serial, code: code)
    }

    /// A token of an issuer of the world whose keys the emulator holds.
    func webIdentityToken(_ request: WebIdentityTokenRequest) throws(ControlError) -> ControlReply.WebIdentityTokenReply
    {
        let providers = world.accountIDs.compactMap(world.account).flatMap(\.oidcProviders.values)
        let named = providers.filter { $0.issuer == request.issuer || $0.name == request.issuer }
        guard let provider = named.first else {
            let known = Set(providers.map(\.issuer)).sorted().joined(separator: ", ")
            throw .notFound(
                "the world has no OIDC provider '\(request.issuer)'; it has \(known.isEmpty ? "none" : known)"
            )
        }
        guard let issued = named.first(where: { $0.keys == nil }) else {
            throw .invalid("the world gives the keys of '\(provider.issuer)', so only its owner can make tokens")
        }
        guard let algorithm = OIDCIssuer.Algorithm(rawValue: request.algorithm) else {
            throw .invalid("'\(request.algorithm)' is not an algorithm; give RS256 or ES256")
        }
        let lifetimes = WebIdentityTokenRequest.lifetimes
        guard lifetimes.contains(request.lifetime) else {
            throw .invalid(
                "the lifetime \(request.lifetime) is out of range; give \(lifetimes.lowerBound) to \(lifetimes.upperBound) "
                    + "seconds"
            )
        }
        // The token is a client's, and dated by its clock.
        let now = Int(configuration.clock.clientSecond.timeIntervalSince1970)
        var claims = request.claims
        claims["iss"] = .string(issued.issuer)
        claims["sub"] = .string(request.subject)
        claims["aud"] = .string(request.audience)
        claims["iat"] = claims["iat"] ?? .integer(now)
        claims["exp"] = claims["exp"] ?? .integer(now + request.lifetime)
        do {
            let token = try issuers.issuer(issued.issuer).token(claims: claims, algorithm: algorithm)
            return ControlReply.WebIdentityTokenReply(token: token)
        } catch {
            throw ControlError(status: 500, message: "The token could not be signed: \(error)")
        }
    }
}
