package import AWSCore
import Cryptography
import Determinism
package import Foundation
import Synchronization
import Text

/// What a registry token says: a principal and a region (docs/aws/ecr.md, "Authorization tokens").
package struct RegistryToken: Sendable, Equatable {
    package let principal: Principal
    /// The ID of the user, role or account behind the principal when the token was issued.
    package let uniqueID: String
    /// The access key of the session that asked for the token; nil where a long-term key did.
    package let session: AccessKeyID?
    /// The account whose credentials asked.
    package let account: AccountID
    package let region: Region
    package let issuedAt: Date
    /// When the token ends; earlier than it was issued for where the tokens of its principal were expired since.
    package internal(set) var expiresAt: Date
    /// The resets that the world had seen.
    let epoch: Int
    /// How often tokens had been expired in the epoch.
    let generation: Int
}

extension WorldStore {
    /// A password for the registries of a region: some 1,600 characters of base64, which only this world can make.
    ///
    /// - Parameter session: the access key ID of the caller's session; nil for a long-term key.
    package func registryToken(
        for principal: Principal,
        session: AccessKeyID? = nil,
        in region: Region,
        issuedAt: Date,
        expiresAt: Date
    ) -> String {
        let (uniqueID, epoch, generation) = state.withLock {
            ($0.uniqueID(of: principal) ?? "", $0.tokenEpoch, $0.tokenGeneration)
        }
        let token = RegistryToken(
            principal: principal,
            uniqueID: uniqueID,
            session: session,
            account: principal.accountID,
            region: region,
            issuedAt: issuedAt,
            expiresAt: expiresAt,
            epoch: epoch,
            generation: generation
        )
        var stream = randomness.stream("registry token")
        return registryTokens.password(for: token, nonce: stream.bytes(RegistryTokenKey.nonceLength))
    }

    /// 32 bytes that are this world's secret as long as its token key is the same, others for each purpose.
    package func secret(for purpose: String) -> [UInt8] { registryTokens.secret(for: purpose) }

    /// The token in a password as it was made; nil for one that this world has not made.
    package func provenRegistryToken(_ password: String) -> RegistryToken? { registryTokens.open(password) }

    /// What a token is worth now, which ends with those of its principal; nil where it was made before the last reset, or
    /// where its principal is gone or another by now. The caller still has to look at the token's region and its end.
    package func currentRegistryToken(_ proven: RegistryToken) -> RegistryToken? {
        state.withLock { state in
            guard state.tokenEpoch == proven.epoch, state.uniqueID(of: proven.principal) == proven.uniqueID else {
                return nil
            }
            var token = proven
            if let end = state.tokenEnd(of: token.principal, generation: token.generation) {
                token.expiresAt = min(token.expiresAt, end)
            }
            return token
        }
    }
}

/// The key under which registry tokens are made and proven.
///
/// A token is version, key ID, nonce, length and content, filler up to ECR's length, and HMAC-SHA256 over all of that;
/// as base64 without padding, so that no two texts say the same.
struct RegistryTokenKey: Sendable {
    static let nonceLength = 16
    private static let version: UInt8 = 1
    private static let keyIDLength = 8
    private static let macLength = 32
    /// Bytes of a token with its MAC: 1,600 characters. A longer content makes a longer token.
    private static let usualLength = 1_200
    /// No token comes near; what is longer is not decoded at all.
    private static let longestPassword = 16_384

    private let key: [UInt8]
    private let keyID: [UInt8]

    init(_ key: [UInt8]) {
        self.key = key
        keyID = Array(HMAC.sha256("registry token key ID", key: key).prefix(Self.keyIDLength))
    }

    /// 32 bytes that only who has the key can tell, others for each purpose.
    func secret(for purpose: String) -> [UInt8] { HMAC.sha256("secret for " + purpose, key: key) }

    func password(for token: RegistryToken, nonce: [UInt8]) -> String {
        var content = ByteWriter()
        content.write(token)
        var bytes = ByteWriter()
        bytes.write(Self.version)
        bytes.write(keyID)
        bytes.write(nonce)
        bytes.write(UInt32(clamping: content.bytes.count))
        bytes.write(content.bytes)
        // A whole number of three bytes has no padding in base64.
        let needed = (bytes.bytes.count + Self.macLength + 2) / 3 * 3
        let filler = max(Self.usualLength, needed) - bytes.bytes.count - Self.macLength
        var stream = RandomStream(derivedFrom: Hex.encode(nonce))
        bytes.write(stream.bytes(filler))
        bytes.write(HMAC.sha256(bytes.bytes, key: key))
        return Base64.encode(bytes.bytes)
    }

    /// The token in a password; nil unless it was made with this key and is unchanged.
    func open(_ password: String) -> RegistryToken? {
        let characters = password.utf8
        guard characters.count <= Self.longestPassword, characters.count.isMultiple(of: 4), !characters.contains(0x3D),
            let bytes = Base64.decode(password), bytes.count > Self.macLength
        else { return nil }
        let signed = bytes.dropLast(Self.macLength)
        guard constantTimeEquals(HMAC.sha256(signed, key: key), bytes.suffix(Self.macLength)) else { return nil }
        var reader = ByteReader(signed)
        guard reader.byte() == Self.version, reader.bytes(Self.keyIDLength) == keyID,
            reader.bytes(Self.nonceLength) != nil, let length = reader.uint32(),
            let content = reader.bytes(Int(length))
        else { return nil }
        var contents = ByteReader(content[...])
        return contents.token()
    }
}
