import AWSCore
import AWSProtocols
import AWSSignature
import Cryptography
import Determinism
import Foundation
import NIOCore
import RegistryService
import S3Service
import World

/// Proves who makes a call: by SigV4 (docs/aws/signatures.md) or a token (docs/aws/registry.md, "Authentication").
struct Authenticator: Sendable {
    private let world: WorldStore
    private let verifiers: [Surface: SignatureVerifier]
    private let tokens: ProvenTokens

    init(world: WorldStore) {
        self.world = world
        tokens = ProvenTokens(world: world)
        let keys = SigningKeyCache()
        verifiers = [
            .sts: SignatureVerifier(service: .sts, keys: keys),
            .iam: SignatureVerifier(service: .iam, keys: keys),
            .ecr: SignatureVerifier(service: .ecr, keys: keys),
            .ecrPublic: SignatureVerifier(service: .ecrPublic, keys: keys),
            .s3: SignatureVerifier(service: .s3, keys: keys),
            .eks: SignatureVerifier(service: .eks, keys: keys),
            .organizations: SignatureVerifier(service: .organizations, keys: keys),
        ]
    }

    /// Sets the call's caller and region.
    ///
    /// - Parameter skew: the fault that sets this service's clock and the client's apart, if any.
    func verifySignature(_ call: inout Call, skew: Fault?) throws(Refusal) {
        let surface = call.destination.surface
        guard let verifier = verifiers[surface] else {
            throw .fault("\(surface.displayName) has calls here that nobody signs.", of: surface)
        }
        let request = SignableRequest(
            method: call.request.method,
            path: String(call.request.path),
            query: String(call.request.query),
            headers: call.request.headers,
            // What is not read is not done anything with: only calls that are not supported come like that.
            body: call.request.stream == nil ? Self.hash(call.request.body) : .unsigned
        )
        let hostRegion = call.destination.region
        var claimed: AccessKeyID?
        var isForDefaultRegionsOnly = false
        do {
            let verified: VerifiedSignature<Caller> = try verifier.verify(
                request,
                at: call.time.now,
                signedNear: call.serviceNow,
                regionIsValid: { name in
                    if let hostRegion { return hostRegion.name == name }
                    // Whoever has no repositories in a region may still ask about buckets and clusters there; and clients
                    // that are given an endpoint sign for what a partition has once in a region of their own.
                    let isOfAll = surface == .s3 || surface == .eks || surface.isOfPartition
                    return Region(name).map { world.hasRegion($0) || (isOfAll && $0.exists) } ?? false
                },
                expectedRegion: hostRegion,
                key: { id in
                    guard let key = world.knownKey(id) else { return nil }
                    // A session ends with its user or role.
                    guard key.sessionToken == nil || world.principalExists(key.principal) else { return nil }
                    claimed = AccessKeyID(id)
                    isForDefaultRegionsOnly = key.isForDefaultRegionsOnly
                    let caller = Caller(
                        principal: key.principal,
                        accessKeyID: claimed,
                        isTemporary: key.sessionToken != nil
                    )
                    return KnownKey(
                        secretAccessKey: key.secret,
                        isActive: key.isActive,
                        sessionToken: key.sessionToken,
                        expiration: key.expiration,
                        principal: caller
                    )
                }
            )
            call.caller = verified.principal
            let region = hostRegion ?? verified.region
            // What a partition has once is in one region, wherever its callers are.
            let seat = surface.isOfPartition ? region.partition.globalRegion : region
            call.region = seat
            noteUse(of: verified.principal, in: seat, by: verifier.service, at: call.time.now)
        } catch {
            call.claimedKey = claimed
            var refusal = Refusal(error.code, error.message, status: error.status)
            if error.isAboutClocks { refusal.fault = skew }
            if let region = error.expectedRegion {
                refusal = Refusal(error.code, error.message, status: error.status, members: ["Region": .string(region)])
                let bucket = call.destination.bucketRequest?.bucket
                refusal.answer.headers["x-amz-bucket-region"] = bucket == nil ? nil : region
            }
            throw refusal
        }
        guard isForDefaultRegionsOnly, call.region?.isOptIn == true else { return }
        call.caller = nil
        call.claimedKey = claimed
        throw Refusal(surface.errors.unknownCaller)
    }

    /// Remembers when a key was used last.
    private func noteUse(of caller: Caller, in region: Region, by service: SigningService, at date: Date) {
        guard let key = caller.accessKeyID else { return }
        let use = CredentialUse(date: date, service: service.name, region: region)
        world.noteUse(of: key, by: caller.principal, use)
    }

    /// Sets the call's caller and region. The world looks the principal up anew, so that a token ends with it.
    func verifyToken(_ call: inout Call) throws(Refusal) {
        guard !call.fields.repeatsAuthorization else { throw Refusal(RegistryError.invalidToken) }
        let token: RegistryToken
        switch tokens.meaning(of: call.fields.authorization) {
        case .absent: throw Refusal(RegistryError.notAuthorized)
        case .invalid: throw Refusal(RegistryError.invalidToken)
        case .token(let found): token = found
        }
        guard token.region != .publicRegistry, call.region == nil || call.region == token.region else {
            throw Refusal(RegistryError.invalidToken)
        }
        try admit(token, &call, expired: .expiredToken)
        call.region = token.region
        call.account = call.account ?? token.account
    }

    /// Sets the caller of a call to the registry of ECR Public, where the token is somebody's
    /// (docs/aws/ecr-public.md, "The registry").
    func verifyBearer(_ call: inout Call) throws(Refusal) {
        guard !call.fields.repeatsAuthorization else { throw Refusal(RegistryError.invalidToken) }
        guard let header = call.fields.authorization else { throw Refusal(RegistryError.notAuthorized) }
        guard let text = RegistryAuthorization.bearer(header: header) else {
            throw Refusal(RegistryError.invalidToken)
        }
        if let end = world.end(ofAnonymousToken: text) {
            guard call.time.now < end else { throw Refusal(RegistryError.expiredBearerToken) }
            return
        }
        // The token of GetAuthorizationToken is `AWS` and a password in base64, as Basic has it
        // (docs/aws/ecr-public.md, "The registry").
        let meaning = tokens.meaning(of: "Basic " + text)
        if case .absent = meaning { throw Refusal(RegistryError.invalidToken) }
        try verifyPublic(meaning, &call)
    }

    /// Sets the caller of a call that asks for a token of ECR Public, where it brings a password.
    func verifyPasswordOrNothing(_ call: inout Call) throws(Refusal) {
        guard !call.fields.repeatsAuthorization else { throw Refusal(RegistryError.invalidToken) }
        try verifyPublic(tokens.meaning(of: call.fields.authorization), &call)
    }

    private func verifyPublic(_ meaning: ProvenTokens.Meaning, _ call: inout Call) throws(Refusal) {
        switch meaning {
        case .absent: return
        case .token(let token) where token.region == .publicRegistry:
            try admit(token, &call, expired: .expiredBearerToken)
        case .token, .invalid: throw Refusal(RegistryError.invalidToken)
        }
    }

    /// Sets the call's caller.
    private func admit(_ token: RegistryToken, _ call: inout Call, expired: RegistryError) throws(Refusal) {
        let caller = Caller(
            principal: token.principal,
            accessKeyID: token.session,
            isTemporary: token.session != nil
        )
        call.caller = caller
        guard call.time.now < token.expiresAt else { throw Refusal(expired) }
        // A session that is no longer known limits nothing that could be looked up, so its tokens end with it.
        guard let profile = world.callerProfile(of: token.principal, session: token.session) else {
            throw Refusal(RegistryError.invalidToken)
        }
        call.profile = profile
    }

    private static func hash(_ body: ByteBuffer) -> BodyHash {
        guard body.readableBytes > 0 else { return .empty }
        return body.withUnsafeReadableBytes { bytes in
            var hash = SHA256()
            hash.update(bytes)
            return .sha256(Hex.encode(hash.finish()))
        }
    }
}
