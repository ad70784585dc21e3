import Cryptography
package import Foundation

/// A CA's certificate as Java reads it: a key store in Java's own format (JKS), with the certificate as its one entry.
///
/// A program takes it with `-Djavax.net.ssl.trustStore=FILE`; it needs no password to read certificates, and checks the
/// store where one is given.
package enum JavaTrustStore {
    /// What Java's own trust store has.
    package static let password = "changeit"
    private static let alias = "drydock"
    /// What the check of a key store begins with, after the password.
    private static let whitener = Array("Mighty Aphrodite".utf8)

    /// - Parameters:
    ///   - certificatePEM: one certificate, and nothing beside it.
    ///   - created: the entry's date.
    /// - Returns: nil where the text is not that.
    package static func bytes(_ certificatePEM: String, created: Date) -> [UInt8]? {
        guard let certificate = try? X509Certificate(pem: certificatePEM).der else { return nil }
        let milliseconds = UInt64(max(0, created.timeIntervalSince1970 * 1_000))
        var store: [UInt8] = []
        store += big(UInt32(0xFEED_FEED)) + big(UInt32(2)) + big(UInt32(1))
        // A trusted certificate, not a key.
        store += big(UInt32(2)) + text(alias) + big(milliseconds) + text("X.509")
        store += big(UInt32(certificate.count)) + certificate
        let secret = password.utf16.flatMap { big($0) }
        return store + SHA1.digest(secret + whitener + store)
    }

    /// Its length in two bytes, then its UTF-8; all texts here are short and ASCII.
    private static func text(_ text: String) -> [UInt8] { big(UInt16(text.utf8.count)) + text.utf8 }

    private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
