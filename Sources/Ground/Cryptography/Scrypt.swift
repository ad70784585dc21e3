import COpenSSL

/// scrypt (RFC 7914): a hash of a password that takes time and memory, so that whoever finds it does not find the password.
package enum Scrypt {
    /// How many bytes a salt has.
    package static let saltLength = 16
    /// How many bytes a hash has.
    package static let hashLength = 32

    /// The 32-byte hash of a password's UTF-8 form: some 40 ms on one core, and 16 MiB meanwhile.
    ///
    /// - Parameter salt: drawn by chance for each password, and kept beside its hash.
    /// - Throws: ``CryptographyError/libcrypto(step:reason:)``, where there is no memory for it.
    package static func hash(_ password: String, salt: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var password = password
        var hash = [UInt8](repeating: 0, count: hashLength)
        let count = hash.count
        let result = password.withUTF8 { password in
            password.withMemoryRebound(to: CChar.self) { password in
                EVP_PBE_scrypt(
                    password.baseAddress,
                    password.count,
                    salt,
                    salt.count,
                    16_384,
                    8,
                    1,
                    64 << 20,
                    &hash,
                    count
                )
            }
        }
        try Libcrypto.check("hash a password", result)
        return hash
    }
}
