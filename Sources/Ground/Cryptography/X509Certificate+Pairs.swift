import COpenSSL
package import Foundation
import Glibc
import Text

/// What a certificate has to do with private keys, with other certificates, and with time.
extension X509Certificate {
    /// Whether a private key in PEM, without a password, is the one of this certificate; nil where it is none.
    package func isOf(privateKey pem: String) -> Bool? {
        let lines = pem.split { $0.isNewline }.map { $0.split { $0 == " " || $0 == "\t" }.joined(separator: " ") }
            .filter { !$0.isEmpty }
        let dashes = "-----"
        guard let first = lines.first, first.hasPrefix(dashes + "BEGIN "), first.hasSuffix("PRIVATE KEY" + dashes),
            lines.last == first.replacing("BEGIN", with: "END"),
            let der = Base64.decode(lines.dropFirst().dropLast().joined())
        else { return nil }
        defer { ERR_clear_error() }
        let key = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &place, bytes.count)
        }
        guard let key else { return nil }
        defer { EVP_PKEY_free(key) }
        return withX509 { X509_check_private_key($0, key) == 1 } ?? false
    }

    /// Whether another certificate's key signed this one.
    package func isSigned(by issuer: X509Certificate) -> Bool {
        defer { ERR_clear_error() }
        let isSigned = withX509 { certificate in
            issuer.withX509 { issuer in
                X509_verify(certificate, X509_get0_pubkey(issuer)) == 1
            }
        }
        return (isSigned ?? nil) ?? false
    }

    /// When it ends; nil where that cannot be read.
    package var expiration: Date? {
        let end: Date?? = withX509 { certificate in
            var time = tm()
            guard ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time) == 1 else { return nil }
            return Date(timeIntervalSince1970: TimeInterval(timegm(&time)))
        }
        return end ?? nil
    }

    /// Certificates in PEM, one behind the other.
    ///
    /// - Throws: as ``init(pem:)``.
    package static func chain(pem: String) throws(CryptographyError) -> [X509Certificate] {
        let end = "-----END CERTIFICATE-----"
        var certificates: [X509Certificate] = []
        var rest = pem[...]
        while let found = rest.firstRange(of: end) {
            certificates.append(try X509Certificate(pem: String(rest[..<found.upperBound])))
            rest = rest[found.upperBound...]
        }
        guard !certificates.isEmpty, rest.allSatisfy(\.isWhitespace) else {
            throw .invalidCertificate(reason: "it does not end with \(end)")
        }
        return certificates
    }

    /// Runs `body` with libcrypto's form of the certificate, which lives as long as the call; nil where it cannot be made.
    package func withX509<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
        let certificate = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            return d2i_X509(nil, &place, bytes.count)
        }
        guard let certificate else { return nil }
        defer { X509_free(certificate) }
        return body(certificate)
    }
}
