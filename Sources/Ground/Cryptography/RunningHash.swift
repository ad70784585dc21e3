import COpenSSL

/// A hash of FIPS 180-4 to which bytes are added as they come.
package struct RunningHash: ~Copyable {
    private let context: OpaquePointer
    package let function: HashFunction

    package init(_ function: HashFunction) {
        // Libcrypto answers nil only when memory is exhausted, where nothing can go on.
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory for a hash") }
        self.context = context
        self.function = function
        EVP_DigestInit_ex2(context, function.algorithm, nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    package mutating func update(_ bytes: some ContiguousBytesSequence) {
        bytes.withContiguousBytes { update($0) }
    }

    /// The digest of all that was added. The hash starts anew afterwards.
    package mutating func finish() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: function.byteCount) { buffer, count in
            EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = function.byteCount
        }
        EVP_DigestInit_ex2(context, function.algorithm, nil)
        return digest
    }
}
