package import AWSCore
import Cryptography
package import Foundation
import Text

/// Checks signatures of Signature Version 4 as AWS's front end does: the same checks, in the same order, with the same
/// answers (docs/aws/signatures.md, "Refusals").
package struct SignatureVerifier: Sendable {
    package let service: SigningService
    private let keys: SigningKeyCache
    private let normalizesPath: Bool
    private let echoesCanonicalRequest: Bool

    /// - Parameters:
    ///   - keys: may be shared among verifiers.
    ///   - normalizesPath: false for S3 alone, which takes paths as they are; nil is what the service does.
    ///   - echoesCanonicalRequest: whether a refused signature is answered with the canonical request and the string to
    ///     sign, as some services do. ECR and STS do not.
    package init(
        service: SigningService,
        keys: SigningKeyCache,
        normalizesPath: Bool? = nil,
        echoesCanonicalRequest: Bool = false
    ) {
        self.service = service
        self.keys = keys
        self.normalizesPath = normalizesPath ?? (service.manner != .s3)
        self.echoesCanonicalRequest = echoesCanonicalRequest
    }

    /// Who signed `request`.
    ///
    /// - Parameters:
    ///   - request: its body hash is that of the body received, never one that the request claims. At S3, where every
    ///     request says what its body is, ``BodyHash/unsigned`` is for a body that has not been read, and that nothing may
    ///     be done with.
    ///   - now: the time by which sessions end.
    ///   - clientTime: the server's reading of the time that its clients live in, near which a signature must have been
    ///     made; nil where that is `now`.
    ///   - regionIsValid: whether a request may be signed for this region here.
    ///   - expectedRegion: the one that it may be signed for, where there is just one: S3 names it.
    ///   - key: what is known of an access key ID, as sent; nil for a key that does not exist.
    /// - Throws: the first failure in AWS's order.
    package func verify<Principal: Sendable>(
        _ request: SignableRequest,
        at now: Date,
        signedNear clientTime: Date? = nil,
        regionIsValid: (String) -> Bool,
        expectedRegion: Region? = nil,
        key: (String) -> KnownKey<Principal>?
    ) throws(SignatureFailure) -> VerifiedSignature<Principal> {
        do throws(SignatureRefusal) {
            return try check(request, at: now, clientTime: clientTime ?? now, regionIsValid: regionIsValid, key: key)
        } catch {
            throw SignatureFailure(error, by: service, expectedRegion: expectedRegion)
        }
    }

    private func check<Principal: Sendable>(
        _ request: SignableRequest,
        at now: Date,
        clientTime: Date,
        regionIsValid: (String) -> Bool,
        key: (String) -> KnownKey<Principal>?
    ) throws(SignatureRefusal) -> VerifiedSignature<Principal> {
        let query = CanonicalQuery(request.query)
        let presented = try PresentedSignature(AuthenticationHeaders(request.headers), query)
        let payload = try payload(of: request, presented)
        let (signedAt, timestamp) = try moment(of: presented, now: clientTime)
        guard presented.signs("host") else { throw .hostNotSigned }
        guard presented.algorithm.elementsEqual(StringToSign.algorithm.utf8) else {
            throw .unsupportedAlgorithm(String(decoding: presented.algorithm, as: UTF8.self))
        }
        let claim = try Claim(presented.credential)
        let region = try check(claim, timestamp: timestamp, regionIsValid: regionIsValid)
        guard let accessKeyID = AccessKeyID(claim.accessKeyID), let known = key(claim.accessKeyID), known.isActive
        else {
            throw .unknownKey
        }
        try compare(
            request,
            query: query,
            presented: presented,
            payload: payload,
            timestamp: timestamp,
            scope: claim.scopeText,
            key: keys.key(
                credential: presented.credential,
                secretAccessKey: known.secretAccessKey,
                scope: claim.scope
            )
        )
        try check(sessionToken: presented.sessionToken, of: known, now: now)
        return VerifiedSignature(
            principal: known.principal,
            accessKeyID: accessKeyID,
            region: region,
            signedAt: signedAt,
            isPresigned: presented.isPresigned
        )
    }

    // MARK: Rows 4 to 6

    /// The moment of signing, which must lie within 15 minutes of now, and its basic form. Presigned requests too,
    /// whatever `X-Amz-Expires` says (docs/aws/signatures.md, "Presigned calls"), but at S3, which lets them say it.
    private func moment(
        of presented: PresentedSignature,
        now: Date
    ) throws(SignatureRefusal) -> (date: Date, timestamp: String) {
        var timestamp = presented.timestamp
        var date = AWSDate.parseBasic(timestamp)
        if date == nil, presented.isDateHeader {
            date = AWSDate.parseHTTP(timestamp)
            if let date { timestamp = AWSDate.basic(date) }
        }
        guard let date else { throw .unreadableDate(presented.timestamp) }
        // Timestamps are whole seconds.
        let now = Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down))
        if service.manner == .s3, presented.isPresigned {
            guard let seconds = presented.lifetime.flatMap({ Int($0) }), (1...604_800).contains(seconds) else {
                throw .invalidLifetime
            }
            guard date.addingTimeInterval(TimeInterval(seconds)) > now else { throw .lifetimeOver }
        } else {
            guard date >= now - SignatureRefusal.window else { throw .expired(timestamp: timestamp, now: now) }
        }
        guard date <= now + SignatureRefusal.window else { throw .notYetCurrent(timestamp: timestamp, now: now) }
        return (date, timestamp)
    }

    // MARK: Rows 9 and 10

    /// The credential of a signature, taken apart.
    private struct Claim {
        let accessKeyID: String
        let scope: CredentialScope
        let terminator: String
        /// The scope as sent.
        let scopeText: ArraySlice<UInt8>

        init(_ credential: [UInt8]) throws(SignatureRefusal) {
            let parts = credential.split(separator: 0x2F, omittingEmptySubsequences: false)
            guard parts.count == 5 else {
                throw .malformedCredential(String(decoding: credential, as: UTF8.self))
            }
            accessKeyID = String(decoding: parts[0], as: UTF8.self)
            scope = CredentialScope(
                date: String(decoding: parts[1], as: UTF8.self),
                region: String(decoding: parts[2], as: UTF8.self),
                service: String(decoding: parts[3], as: UTF8.self)
            )
            terminator = String(decoding: parts[4], as: UTF8.self)
            scopeText = credential[parts[1].startIndex...]
        }
    }

    private func check(
        _ claim: Claim,
        timestamp: String,
        regionIsValid: (String) -> Bool
    ) throws(SignatureRefusal) -> Region {
        var faults = SignatureRefusal.ScopeFaults()
        let region = Region(claim.scope.region)
        if region == nil || !regionIsValid(claim.scope.region) { faults.region = claim.scope.region }
        faults.isOtherService = claim.scope.service != service.name
        if claim.terminator != CredentialScope.terminator { faults.terminator = claim.terminator }
        if !timestamp.utf8.prefix(8).elementsEqual(claim.scope.date.utf8) {
            faults.date = claim.scope.date
            faults.timestamp = timestamp
        }
        guard faults.isEmpty, let region else { throw .wrongScope(faults) }
        return region
    }

    // MARK: Row 12

    private func compare(
        _ request: SignableRequest,
        query: CanonicalQuery,
        presented: PresentedSignature,
        payload: Payload,
        timestamp: String,
        scope: ArraySlice<UInt8>,
        key: [UInt8]
    ) throws(SignatureRefusal) {
        let signature = QueryParameter.signature.rawValue
        let token = QueryParameter.securityToken.rawValue
        func canonical(_ omitted: [String]) -> CanonicalRequest {
            CanonicalRequest(
                request,
                query: query,
                omitting: omitted,
                signedHeaders: presented.signedHeaders,
                payload: payload.line,
                normalizesPath: normalizesPath
            )
        }
        func stringToSign(_ canonicalRequest: CanonicalRequest) -> StringToSign {
            StringToSign(timestamp: timestamp, scope: scope, canonicalRequest: canonicalRequest)
        }
        func holds(_ text: StringToSign) -> Bool {
            constantTimeEquals(Array(text.signature(key: key).utf8), presented.signature)
        }
        let canonicalRequest = canonical(presented.isPresigned ? [signature] : [])
        let text = stringToSign(canonicalRequest)
        var isGenuine = holds(text)
        // A token may be added to a presigned query after signing; it is compared with the key's either way.
        if !isGenuine, presented.isPresigned, presented.sessionToken != nil {
            isGenuine = holds(stringToSign(canonical([signature, token])))
        }
        let signsWhatItMust = signsWhatItMust(request.headers, presented)
        if isGenuine, service.manner == .s3 {
            guard signsWhatItMust else { throw .headersNotSigned }
            guard payload.isTrue else { throw .otherPayload }
        }
        guard isGenuine, payload.isTrue, query.isWellFormed, signsWhatItMust else {
            throw .mismatch(
                canonicalRequest: echoesCanonicalRequest
                    ? String(decoding: canonicalRequest.utf8, as: UTF8.self) : nil,
                stringToSign: echoesCanonicalRequest ? String(decoding: text.utf8, as: UTF8.self) : nil
            )
        }
    }

    /// What stands for the body in the canonical request, and whether the request says of its body what it is.
    private struct Payload {
        let line: String
        let isTrue: Bool
    }

    /// `UNSIGNED-PAYLOAD` is taken of presigned requests alone, and only where they say so themselves, under the
    /// signature; S3 takes it of all.
    private func payload(
        of request: SignableRequest,
        _ presented: PresentedSignature
    ) throws(SignatureRefusal) -> Payload {
        let declared = presented.declaredPayloads
        if service.manner == .s3 { return try payloadOfS3(request, declared, isPresigned: presented.isPresigned) }
        if presented.isPresigned, !declared.isEmpty, declared.allSatisfy({ $0 == BodyHash.unsignedPayload }) {
            return Payload(line: BodyHash.unsignedPayload, isTrue: true)
        }
        guard case .sha256(let hash) = request.body, declared.allSatisfy({ $0 == hash }) else {
            return Payload(line: request.body.text, isTrue: false)
        }
        return Payload(line: hash, isTrue: true)
    }

    /// At S3 what the request says of its body is what is signed, and then compared with the body. The words for bodies
    /// that come in pieces cover the header alone, as `UNSIGNED-PAYLOAD` does: each piece has a signature of its own.
    private func payloadOfS3(
        _ request: SignableRequest,
        _ declared: [String],
        isPresigned: Bool
    ) throws(SignatureRefusal) -> Payload {
        guard let line = declared.first ?? (isPresigned ? BodyHash.unsignedPayload : nil) else {
            throw .payloadNotDeclared
        }
        if line == BodyHash.unsignedPayload || BodyHash.streamedPayloads.contains(line) {
            return Payload(line: line, isTrue: declared.allSatisfy { $0 == line })
        }
        guard line.utf8.count == 64, line.utf8.allSatisfy({ $0.hexDigitValue != nil }) else {
            throw .malformedPayload
        }
        let isBody =
            switch request.body {
            case .sha256(let hash): line.equalsIgnoringCase(hash)
            case .unsigned: true
            }
        return Payload(line: line, isTrue: isBody && declared.allSatisfy { $0 == line })
    }

    /// Whether every `x-amz-*` header that was sent is signed; the session token may be added after signing.
    private func signsWhatItMust(_ headers: HeaderFields, _ presented: PresentedSignature) -> Bool {
        guard presented.signedHeaders.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }) else { return false }
        return headers.fields.allSatisfy { field in
            guard field.name.isAmazonHeader, !field.name.equalsIgnoringCase("x-amz-security-token") else { return true }
            return presented.signs(field.name)
        }
    }

    // MARK: Rows 13 and 14

    private func check<Principal>(
        sessionToken: String?,
        of known: KnownKey<Principal>,
        now: Date
    ) throws(SignatureRefusal) {
        switch (known.sessionToken, sessionToken) {
        case (nil, nil): break
        case (nil, _?): throw .invalidSessionToken
        case (_?, nil): throw .missingSessionToken
        case (let expected?, let sent?):
            guard constantTimeEquals(expected, sent) else { throw .invalidSessionToken }
        }
        if let expiration = known.expiration, expiration <= now { throw .expiredSessionToken }
    }
}

extension String {
    /// Whether this header name begins with `x-amz-`.
    fileprivate var isAmazonHeader: Bool {
        // The first letter rules most names out.
        guard utf8.count > 6, utf8.first?.lowercasedASCII == 0x78 else { return false }
        return utf8.prefix(6).lazy.map(\.lowercasedASCII).elementsEqual("x-amz-".utf8)
    }
}
