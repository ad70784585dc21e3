import COpenSSL

/// The one owner of a libcrypto key.
///
/// Unchecked, because the compiler cannot see into libcrypto: a key is never changed after it is made, and libcrypto
/// guards with its own locks what it caches within one, so that threads may sign and verify with one key at once.
final class KeyHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over `pointer`: it is freed with this value.
    init(owning pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit { EVP_PKEY_free(pointer) }

    /// A new key pair from libcrypto's own generator.
    ///
    /// - Parameters:
    ///   - algorithm: libcrypto's name, `RSA` or `EC`.
    ///   - choose: sets what the algorithm needs to know.
    static func generate(
        _ algorithm: String,
        _ choose: (OpaquePointer) -> Int32
    ) throws(CryptographyError) -> KeyHandle {
        let step = "make a key"
        let context = try Libcrypto.make(step, EVP_PKEY_CTX_new_from_name(nil, algorithm, nil))
        defer { EVP_PKEY_CTX_free(context) }
        try Libcrypto.check(step, EVP_PKEY_keygen_init(context))
        try Libcrypto.check(step, choose(context))
        var key: OpaquePointer?
        try Libcrypto.check(step, EVP_PKEY_generate(context, &key))
        return KeyHandle(owning: try Libcrypto.make(step, key))
    }

    /// A public key of `parameters`, which end with `OSSL_PARAM_construct_end()`, checked for what libcrypto can check:
    /// that a point is on its curve, that a modulus is not a prime.
    ///
    /// - Throws: ``CryptographyError/invalidKey(reason:)``.
    static func publicKey(
        _ algorithm: String,
        _ parameters: UnsafeMutablePointer<OSSL_PARAM>
    ) throws(CryptographyError) -> KeyHandle {
        let maker = try Libcrypto.make("read a key", EVP_PKEY_CTX_new_from_name(nil, algorithm, nil))
        defer { EVP_PKEY_CTX_free(maker) }
        var key: OpaquePointer?
        // The selection is the macro EVP_PKEY_PUBLIC_KEY, which Swift does not see: parameters of every kind, and the
        // public key.
        let selection = Int32(OSSL_KEYMGMT_SELECT_ALL_PARAMETERS) | OSSL_KEYMGMT_SELECT_PUBLIC_KEY
        guard EVP_PKEY_fromdata_init(maker) > 0, EVP_PKEY_fromdata(maker, &key, selection, parameters) > 0, let key
        else { throw invalid() }
        let handle = KeyHandle(owning: key)
        let checker = try Libcrypto.make("check a key", EVP_PKEY_CTX_new_from_pkey(nil, key, nil))
        defer { EVP_PKEY_CTX_free(checker) }
        guard EVP_PKEY_public_check(checker) > 0 else { throw invalid() }
        return handle
    }

    /// The name of a parameter: libcrypto keeps the pointer, so that it must outlive the call that is given it.
    static func parameter(_ name: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    private static func invalid() -> CryptographyError {
        guard case .libcrypto(_, let reason) = Libcrypto.error("read a key") else { return .invalidKey(reason: "") }
        return .invalidKey(reason: reason)
    }

    /// A number of the key, big-endian without leading zeros.
    func number(_ name: String) throws(CryptographyError) -> [UInt8] {
        let step = "read a number of a key"
        var number: OpaquePointer?
        try Libcrypto.check(step, EVP_PKEY_get_bn_param(pointer, name, &number))
        let found = try Libcrypto.make(step, number)
        defer { BN_clear_free(found) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(found) + 7) / 8)
        BN_bn2bin(found, &bytes)
        return bytes
    }

    /// Signs `message`.
    ///
    /// - Parameter choose: sets how, on the context of the operation.
    func sign(
        _ message: [UInt8],
        _ hash: HashFunction,
        _ choose: (OpaquePointer) -> Int32 = { _ in 1 }
    ) throws(CryptographyError) -> [UInt8] {
        let step = "sign"
        let context = try Libcrypto.make(step, EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        var operation: OpaquePointer?
        try Libcrypto.check(step, EVP_DigestSignInit(context, &operation, hash.algorithm, nil, pointer))
        try Libcrypto.check(step, choose(try Libcrypto.make(step, operation)))
        var length = 0
        try Libcrypto.check(step, EVP_DigestSign(context, nil, &length, message, message.count))
        var signature = [UInt8](repeating: 0, count: length)
        try Libcrypto.check(step, EVP_DigestSign(context, &signature, &length, message, message.count))
        return Array(signature.prefix(length))
    }

    /// Whether `signature` is the key's for `message`; false for anything that cannot be one.
    func verifies(
        _ signature: [UInt8],
        of message: [UInt8],
        _ hash: HashFunction,
        _ choose: (OpaquePointer) -> Int32 = { _ in 1 }
    ) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // What a wrong signature leaves in the queue is nobody else's error.
            ERR_clear_error()
        }
        var operation: OpaquePointer?
        guard
            EVP_DigestVerifyInit(context, &operation, hash.algorithm, nil, pointer) == 1, let operation,
            choose(operation) > 0
        else { return false }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
