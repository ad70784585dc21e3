import COpenSSL

/// AES-256 in Galois/counter mode (NIST SP 800-38D): secrets that nobody can read or change without the key.
package enum AESGCM {
    /// What went wrong when a box was opened.
    package enum Failure: Error, Equatable {
        /// The key has not 32 bytes.
        case keyLength(Int)
        /// The box was not sealed with this key and context, or was changed since.
        case notAuthentic
    }

    private static let nonceLength = 12
    private static let tagLength = 16

    /// Encrypts `plaintext`.
    ///
    /// - Parameters:
    ///   - key: 32 bytes.
    ///   - nonce: 12 bytes that were never used with this key.
    ///   - context: what the box belongs to; it must be given again to open it, and is not stored.
    /// - Returns: nonce, ciphertext and tag, in this order.
    package static func seal(_ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], context: [UInt8]) throws -> [UInt8] {
        guard key.count == 32 else { throw Failure.keyLength(key.count) }
        precondition(nonce.count == nonceLength, "a nonce has 12 bytes")
        return try withCipher { cipher in
            EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce)
            var length: Int32 = 0
            EVP_EncryptUpdate(cipher, nil, &length, context, Int32(context.count))
            var ciphertext = [UInt8](repeating: 0, count: plaintext.count + 16)
            EVP_EncryptUpdate(cipher, &ciphertext, &length, plaintext, Int32(plaintext.count))
            var rest: Int32 = 0
            EVP_EncryptFinal_ex(cipher, &ciphertext[Int(length)], &rest)
            var tag = [UInt8](repeating: 0, count: tagLength)
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_GET_TAG, Int32(tagLength), &tag)
            return nonce + ciphertext.prefix(plaintext.count) + tag
        }
    }

    /// Decrypts what ``seal(_:key:nonce:context:)`` made.
    ///
    /// - Throws: ``Failure``.
    package static func open(_ box: [UInt8], key: [UInt8], context: [UInt8]) throws -> [UInt8] {
        guard key.count == 32 else { throw Failure.keyLength(key.count) }
        guard box.count >= nonceLength + tagLength else { throw Failure.notAuthentic }
        let nonce = Array(box.prefix(nonceLength))
        let ciphertext = Array(box.dropFirst(nonceLength).dropLast(tagLength))
        var tag = Array(box.suffix(tagLength))
        return try withCipher { cipher in
            EVP_DecryptInit_ex(cipher, EVP_aes_256_gcm(), nil, key, nonce)
            var length: Int32 = 0
            EVP_DecryptUpdate(cipher, nil, &length, context, Int32(context.count))
            var plaintext = [UInt8](repeating: 0, count: ciphertext.count + 16)
            EVP_DecryptUpdate(cipher, &plaintext, &length, ciphertext, Int32(ciphertext.count))
            EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, Int32(tagLength), &tag)
            var rest: Int32 = 0
            guard EVP_DecryptFinal_ex(cipher, &plaintext[Int(length)], &rest) == 1 else { throw Failure.notAuthentic }
            return Array(plaintext.prefix(ciphertext.count))
        }
    }

    private static func withCipher<Result>(_ body: (OpaquePointer) throws -> Result) throws -> Result {
        // Libcrypto answers nil only when memory is exhausted, where nothing can go on.
        guard let cipher = EVP_CIPHER_CTX_new() else { preconditionFailure("libcrypto has no memory for a cipher") }
        defer { EVP_CIPHER_CTX_free(cipher) }
        return try body(cipher)
    }
}
