import COpenSSL
import Cryptography
import Foundation

/// A server's side of TLS for one certificate, which many connections use: TLS 1.2 or later (RFC 8446, RFC 5246), HTTP/1.1
/// of the protocols that a client offers (RFC 7301), and no renegotiation.
///
/// It does not change once it is made, and libssl counts its references atomically.
package final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer

    /// - Parameters:
    ///   - certificatePEM: the server's certificate and those that it shows with it, its issuer's first.
    ///   - privateKeyPEM: the key of the first, unencrypted.
    package init(certificatePEM: String, privateKeyPEM: String) throws(TLSError) {
        pointer = try Libssl.make("make a TLS setting", drydock_new_tls_server())
        let step = "use the certificate"
        var isFirst = true
        for text in TLSContext.certificates(certificatePEM) {
            let certificate = try Libssl.read(step, from: text) { PEM_read_bio_X509($0, nil, nil, nil) }
            defer { X509_free(certificate) }
            let result =
                isFirst
                ? SSL_CTX_use_certificate(pointer, certificate) : drydock_add_chain_certificate(pointer, certificate)
            try Libssl.check(step, result)
            isFirst = false
        }
        guard !isFirst else { throw .libcrypto(step: step, reason: "there is none") }
        let key = try Libssl.read("read the key", from: privateKeyPEM) { buffer in
            // An encrypted key has no password here: without this answer, libcrypto would ask at the terminal.
            PEM_read_bio_PrivateKey(buffer, nil, { _, _, _, _ in -1 }, nil)
        }
        defer { EVP_PKEY_free(key) }
        try Libssl.check("use the key", SSL_CTX_use_PrivateKey(pointer, key))
    }

    deinit { SSL_CTX_free(pointer) }

    /// Each certificate of a text.
    private static func certificates(_ pem: String) -> [String] {
        let end = "-----END CERTIFICATE-----"
        var rest = pem[...]
        var found: [String] = []
        while let range = rest.range(of: end) {
            found.append(String(rest[..<range.upperBound]))
            rest = rest[range.upperBound...]
        }
        return found
    }
}
