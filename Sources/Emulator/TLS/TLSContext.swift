import COpenSSL
import Cryptography

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
        for (place, certificate) in try TLSContext.chain(certificatePEM, step).enumerated() {
            let result = certificate.withX509 { certificate in
                place == 0
                    ? SSL_CTX_use_certificate(pointer, certificate)
                    : drydock_add_chain_certificate(pointer, certificate)
            }
            try Libssl.check(step, result ?? 0)
        }
        let key = try Libssl.read("read the key", from: privateKeyPEM) { buffer in
            // An encrypted key has no password here: without this answer, libcrypto would ask at the terminal.
            PEM_read_bio_PrivateKey(buffer, nil, { _, _, _, _ in -1 }, nil)
        }
        defer { EVP_PKEY_free(key) }
        try Libssl.check("use the key", SSL_CTX_use_PrivateKey(pointer, key))
    }

    deinit { SSL_CTX_free(pointer) }

    private static func chain(_ pem: String, _ step: String) throws(TLSError) -> [X509Certificate] {
        do { return try X509Certificate.chain(pem: pem) } catch {
            throw .libcrypto(step: step, reason: error.description)
        }
    }
}
