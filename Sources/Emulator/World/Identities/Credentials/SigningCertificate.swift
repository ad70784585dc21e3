package import Cryptography
package import Determinism
package import Foundation

/// An X.509 certificate by which a user, or root, signs for services of long ago.
package struct SigningCertificate: Sendable, Equatable, Codable {
    package let id: String
    /// PEM, as it was uploaded.
    package let body: String
    private let der: [UInt8]
    package var isActive = true
    /// Nil of a certificate of the world's file.
    private let uploaded: Date?

    /// - Parameters:
    ///   - body: PEM.
    ///   - stream: what the ID is drawn from.
    ///   - uploaded: nil of a certificate of the world's file.
    package init(body: String, from stream: inout RandomStream, uploaded: Date? = nil) throws(CryptographyError) {
        der = try X509Certificate(pem: body).der
        id = stream.text(32, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        self.body = body
        self.uploaded = uploaded
    }

    /// ``World/usualCreation`` of a certificate of the world's file.
    package var uploadedAt: Date { uploaded ?? World.usualCreation }

    /// Whether both are one certificate, whatever their IDs.
    package func isSame(as other: SigningCertificate) -> Bool { der == other.der }
}
