package import AWSCore
import AWSSignature
import Cryptography
package import Foundation
package import OCI
package import Storage
package import World

/// Links to layers: presigned for S3, good for an hour (docs/aws/registry.md, "Downloads").
///
/// The bucket's host is `prod-REGION-starport-layer-bucket.s3.REGION.SUFFIX`; where the client came to localhost, the
/// bucket is the first part of the path. The key is `ACCOUNT/REPOSITORY/ALGORITHM/HEX`, and begins with `public/` for a
/// public repository's, which are in northern Virginia's bucket here. Only who made a link can check it, so nothing about
/// it is kept.
package struct LayerURLs: Sendable {
    /// What CloudTrail calls the service behind the links.
    package static let eventSource = "s3.amazonaws.com"
    /// Seconds.
    package static let lifetime = 3_600

    /// The layer that a link leads to.
    package struct Target: Sendable, Equatable {
        package let repository: RepositoryID
        package let digest: Digest
    }

    /// Why a link leads nowhere.
    package enum Flaw: Error, Equatable {
        /// A parameter of the signature is missing or malformed.
        case unsigned
        case expired
        case signatureDiffers
        case noSuchKey
    }

    private let credentials: AWSCredentials
    /// - Parameter world: its secret signs the links.
    package init(world: WorldStore) {
        let secret = world.secret(for: "layer links")
        guard let key = AccessKeyID("ASIALAYERLINKS234567") else {
            preconditionFailure("the name of the key that signs links to layers has the form of one")
        }
        credentials = AWSCredentials(accessKeyID: key, secretAccessKey: Hex.encode(secret))
    }

    /// A link to a layer.
    ///
    /// - Parameter origin: scheme and authority that the client reached, such as `https://HOST`: it decides where the
    ///   link leads.
    package func url(of digest: Digest, in repository: RepositoryID, origin: String, at now: Date) -> String {
        let scheme = origin.hasPrefix("http://") ? "http" : "https"
        let authority = String(origin.drop { $0 != "/" }.dropFirst(2))
        let isPublic = repository.region == .publicRegistry
        let region = isPublic ? Region.northernVirginia : repository.region
        let key =
            (isPublic ? Self.publicPart + "/" : "")
            + "\(repository.account)/\(repository.name)/\(digest.algorithm.rawValue)/\(digest.hex)"
        let host = authority.prefix { $0 != ":" }
        let isAWS = AWSHost(host) != nil
        let place = isAWS ? AWSHost.layers(region).name : authority
        let path = isAWS ? "/" + key : "/" + Self.bucket(region) + "/" + key
        let query = signer(region).presign(
            Self.request("GET", path, host: place),
            at: now,
            expiresIn: Self.lifetime
        )
        return "\(scheme)://\(place)\(path)?\(query)"
    }

    /// The region whose bucket begins a path, as on localhost; nil for any other path.
    package static func region(ofPath path: Substring) -> Region? {
        let bucket = path.dropFirst().prefix { $0 != "/" }
        guard bucket.hasPrefix("prod-"), bucket.hasSuffix(bucketEnd) else { return nil }
        return Region(bucket.dropFirst(5).dropLast(bucketEnd.count))
    }

    /// The layer of a link that this emulator has made and that is still good.
    ///
    /// - Parameters:
    ///   - path: as sent.
    ///   - query: as sent, decoded.
    ///   - host: the `Host` header as sent.
    package func target(
        method: String,
        path: Substring,
        query: String,
        parameters: (String) -> String?,
        host: String,
        region: Region,
        at now: Date
    ) throws(Flaw) -> Target {
        guard let text = parameters("X-Amz-Date"), let date = AWSDate.parseBasic(text),
            parameters("X-Amz-Signature") != nil, parameters("X-Amz-Expires") == String(Self.lifetime)
        else { throw .unsigned }
        guard now < date.addingTimeInterval(TimeInterval(Self.lifetime)) else { throw .expired }
        let expected = signer(region).presign(
            Self.request(method, String(path), host: host),
            at: date,
            expiresIn: Self.lifetime
        )
        guard constantTimeEquals(expected, query) else { throw .signatureDiffers }
        var parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if parts.first.map({ $0 == Self.bucket(region) }) ?? false { parts.removeFirst() }
        let isPublic = parts.first.map { $0 == Self.publicPart } ?? false
        if isPublic { parts.removeFirst() }
        guard parts.count >= 4, let account = AccountID(parts[0]), let hex = parts.last,
            let digest = Digest("\(parts[parts.count - 2]):\(hex)")
        else { throw .noSuchKey }
        let name = parts[1..<(parts.count - 2)].joined(separator: "/")
        let place = isPublic ? Region.publicRegistry : region
        return Target(repository: RepositoryID(account: account, region: place, name: name), digest: digest)
    }

    private static let publicPart = "public"

    private static let bucketEnd = "-starport-layer-bucket"

    private static func bucket(_ region: Region) -> String { "prod-\(region)" + bucketEnd }

    private static func request(_ method: String, _ path: String, host: String) -> SignableRequest {
        SignableRequest(method: method, path: path, query: "", headers: ["Host": host], body: .unsigned)
    }

    private func signer(_ region: Region) -> Signer {
        Signer(credentials: credentials, region: region.name, service: "s3", normalizesPath: false)
    }
}
