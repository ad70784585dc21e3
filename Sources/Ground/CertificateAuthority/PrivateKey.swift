import COpenSSL
import Cryptography

/// A key pair on the curve P-256 (FIPS 186-5).
struct PrivateKey: ~Copyable {
    let pointer: OpaquePointer

    /// A new key from libcrypto's own generator.
    init() throws(AuthorityError) {
        pointer = try Libcrypto.make("make a key", drydock_new_p256_key())
    }

    /// Reads an unencrypted PEM form.
    init(pem: String) throws(AuthorityError) {
        pointer = try Libcrypto.read("read the key", from: pem) { buffer in
            // An encrypted key has no password here: without this answer, libcrypto would ask at the terminal.
            PEM_read_bio_PrivateKey(buffer, nil, { _, _, _, _ in -1 }, nil)
        }
    }

    deinit { EVP_PKEY_free(pointer) }

    /// PKCS #8 in PEM form, unencrypted: the caller keeps it secret.
    func pem() throws(AuthorityError) -> String {
        let key = pointer
        return try Libcrypto.text("write the key") { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
    }
}
