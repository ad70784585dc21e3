import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import Federation
import Foundation
package import IAM
package import World

/// A signed token that says to others who the caller is (docs/aws/sts.md, "GetWebIdentityToken"), where the account has
/// outbound web identity federation on. Its keys are the account's issuer's: ``WebIdentityIssuers``.
package struct GetWebIdentityToken: STSOperation {
    package static let name = "GetWebIdentityToken"
    package static let permission = Access.actions([
        "sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken", "sts:SetWebIdentityTokenScope",
    ])
    package static let changesWorld = false

    /// Whom a token is about.
    private enum SubjectMode: String, CaseIterable {
        /// The principal that calls.
        case aws = "AWSIdentity"
        /// Whom the session acts for, by its context of trusted identity propagation.
        case origin = "OriginIdentity"
    }

    /// The algorithms that a token can be signed by.
    private static let algorithms: [OIDCIssuer.Algorithm] = [.rs256, .es384]

    /// The most bytes of a token's claims. That AWS has a limit is known; how high it is, is inferred.
    static let payloadLimit = 8_192

    private let audiences: [String]
    private let algorithm: OIDCIssuer.Algorithm
    private let durationSeconds: Int?
    private let subjectMode: SubjectMode?
    private let scope: String?
    private let tags: SessionTagParameters

    private var seconds: Int { durationSeconds ?? 300 }

    package init(_ input: inout STSInput) throws(STSError) {
        audiences = try input.requiredTexts("Audience", .length(1...10), eachOf: .length(1...1_000))
        algorithm =
            OIDCIssuer.Algorithm(
                rawValue: try input.requiredText("SigningAlgorithm", .values(Self.algorithms.map(\.rawValue)))
            ) ?? .rs256
        durationSeconds = try input.integer("DurationSeconds", .value(60...3_600))
        scope = try input.text("Scope", .scope + .length(1...256))
        subjectMode = try input.word("SubjectMode", of: SubjectMode.self)
        tags = try SessionTagParameters(&input)
        try input.finish()
        try tags.checkKeys()
        if let scope {
            guard subjectMode == .origin else { throw .scopeWithoutOrigin }
            guard audiences.count == 1 else { throw .scopeForSeveral }
            let values = scope.split(separator: " ")
            guard Set(values).count == values.count else { throw .repeatedScope }
        }
    }

    package func admit(_ call: STSCall) throws(STSError) {
        guard !call.isGlobal else { throw .notOnGlobalEndpoint(Self.name) }
        try call.refuseRestrictedSessions(Self.name)
    }

    package func questions(_ call: STSCall) throws(STSError) -> [Question] {
        var context = RequestContext()
        context["sts:IdentityTokenAudience"] = audiences
        context["sts:SigningAlgorithm"] = [algorithm.rawValue]
        context["sts:DurationSeconds"] = [String(seconds)]
        context["sts:SubjectMode"] = [(subjectMode ?? .aws).rawValue]
        if let scope { context["sts:IdentityTokenScope"] = scope.split(separator: " ").map(String.init) }
        tags.add(to: &context)
        var actions = ["sts:GetWebIdentityToken"]
        if !tags.isEmpty { actions.append("sts:TagGetWebIdentityToken") }
        if scope != nil { actions.append("sts:SetWebIdentityTokenScope") }
        let resource = try call.own("*")
        return actions.map { Question($0, on: resource, context: context) }
    }

    package func perform(_ call: STSCall) throws(STSError) -> STSResult {
        let caller = try call.signer()
        guard subjectMode != .origin else { throw .noOriginIdentity }
        guard let issuer = call.world.account(caller.accountID)?.outboundIssuer else {
            throw .outboundFederationDisabled
        }
        // The token is read elsewhere, in the clients' time.
        let issuedAt = call.world.clock.clientSecond
        let expiration = issuedAt.addingTimeInterval(TimeInterval(seconds))
        if let session = call.session, expiration > call.time.forClients(session.expiration) {
            throw .sessionDurationEscalation
        }
        let claims = claims(caller, issuer: issuer, issuedAt: issuedAt, expiration: expiration, call)
        guard JSONValue.object(claims).serialized().count <= Self.payloadLimit else { throw .tokenPayloadTooLarge }
        do {
            let token = try call.issuers.issuer(issuer).token(claims: claims, algorithm: algorithm)
            return STSResult([
                .text("WebIdentityToken", token), .date("Expiration", expiration.addingTimeInterval(call.time.lead)),
            ])
        } catch {
            throw .server("The token could not be signed: \(error)")
        }
    }

    /// What AWS's tokens say, as far as it applies: who, for whom, when, and below `https://sts.amazonaws.com/` from
    /// where.
    private func claims(
        _ caller: Principal,
        issuer: String,
        issuedAt: Date,
        expiration: Date,
        _ call: STSCall
    ) -> [String: JSONValue] {
        let account = caller.accountID
        let profile = call.world.callerProfile(of: caller, session: call.session?.accessKeyID)
        let principal = (profile?.principal).map(Self.subject) ?? call.world.arn(of: caller).description
        var details: [String: JSONValue] = [
            "aws_account": .string(account.value), "source_region": .string(call.region.name),
            "principal_id": .string(principal),
        ]
        if let organization = call.world.organization, !organization.isImplied,
            let path = organization.path(of: account)
        {
            details["org_id"] = .string(organization.id)
            details["ou_path"] = .string(path)
        }
        let principalTags = profile?.context.principalTags ?? [:]
        if !principalTags.isEmpty { details["principal_tags"] = .object(principalTags) }
        if !tags.isEmpty {
            let requestTags = tags.tags.map { ($0.key, JSONValue.string($0.value)) }
            details["request_tags"] = .object(Dictionary(requestTags) { first, _ in first })
        }
        details["source_identity"] = call.session?.sourceIdentity.map(JSONValue.string)
        return [
            "iss": .string(issuer),
            "sub": .string(principal),
            "aud": audiences.count == 1 ? .string(audiences[0]) : .array(audiences.map { .string($0) }),
            "iat": .integer(Int(issuedAt.timeIntervalSince1970)),
            "exp": .integer(Int(expiration.timeIntervalSince1970)),
            "jti": .string(Self.identifier(issuer, issuedAt, call.issuers.nextTokenNumber())),
            "https://sts.amazonaws.com/": .object(details),
        ]
    }

    /// A name in the form of a UUID that no other token of the issuer's has.
    private static func identifier(_ issuer: String, _ issuedAt: Date, _ number: Int) -> String {
        let digits = Hex.encode(SHA256.hash("\(issuer) \(issuedAt.timeIntervalSince1970) \(number)").prefix(16))
        var rest = Substring(digits)
        return [8, 4, 4, 4, 12].map { count in
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }.joined(separator: "-")
    }

    /// A session speaks for its role.
    private static func subject(_ principal: RequestPrincipal) -> String {
        (principal.kind == .roleSession ? principal.issuerARN ?? principal.arn : principal.arn).description
    }
}

extension RequestContext {
    /// The values of `aws:PrincipalTag/K` by K.
    fileprivate var principalTags: [String: JSONValue] {
        let prefix = "aws:PrincipalTag/"
        let tags = all.compactMap { key -> (String, JSONValue)? in
            guard key.name.lowercased().hasPrefix(prefix.lowercased()), let value = key.values.first else { return nil }
            return (String(key.name.dropFirst(prefix.count)), .string(value))
        }
        return Dictionary(tags) { first, _ in first }
    }
}
