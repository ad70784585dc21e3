package import AWSCore
package import Cryptography
package import Determinism
package import Foundation

/// A certificate for servers that IAM keeps, with its chain. Its private key, which IAM never tells, is looked at once and
/// not kept.
package struct ServerCertificate: Sendable, Equatable, Codable {
    /// Begins and ends with `/`.
    package private(set) var path: String
    package private(set) var name: String
    /// `ASCA…`.
    package let uniqueID: String
    package private(set) var arn: ARN
    /// PEM, as it was uploaded.
    package let body: String
    /// PEM; nil where none was uploaded.
    package let chain: String?
    /// When the certificate ends; nil where that cannot be read.
    package let expiration: Date?
    package var tags: [String: String]
    /// Nil of a certificate of the world's file.
    private let uploaded: Date?

    /// - Parameters:
    ///   - stream: what the ID is drawn from.
    ///   - uploaded: nil of a certificate of the world's file.
    /// - Throws: for what is not one certificate, and where the chain does not begin with its issuer's.
    package init(
        account: Account,
        path: String,
        name: String,
        body: String,
        chain: String?,
        tags: [String: String],
        from stream: inout RandomStream,
        uploaded: Date? = nil
    ) throws(CryptographyError) {
        let certificate = try X509Certificate(pem: body)
        var issuers: [X509Certificate] = []
        if let chain { issuers = try X509Certificate.chain(pem: chain) }
        for (index, pair) in zip([certificate] + issuers, issuers).enumerated() where !pair.0.isSigned(by: pair.1) {
            throw .invalidCertificate(reason: Self.unchained + "\(index)")
        }
        self.path = path
        self.name = name
        arn = .iam(account.partition, account.id, "server-certificate" + path + name)
        uniqueID = stream.awsUniqueID("ASCA")
        self.body = body
        self.chain = chain
        self.tags = tags
        self.uploaded = uploaded
        expiration = certificate.expiration
    }

    /// IAM's sentence for a chain that is none, before the index of the certificate that does not fit.
    package static let unchained =
        "Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, "
        + "followed by any intermediaries in order. The index within the chain of the invalid certificate is: "

    /// ``World/usualCreation`` of a certificate of the world's file.
    package var uploadedAt: Date { uploaded ?? World.usualCreation }

    /// The same certificate under another path or name: the unique ID stays.
    package func moved(to path: String, name: String, in account: Account) -> ServerCertificate {
        var certificate = self
        certificate.path = path
        certificate.name = name
        certificate.arn = .iam(account.partition, account.id, "server-certificate" + path + name)
        return certificate
    }
}
