import COpenSSL
import Text

/// RSA public keys as they are written down: in PEM, and in the form of SSH (RFC 4253, section 6.6).
extension RSAPublicKey {
    private static let algorithm = "ssh-rsa"

    // MARK: SSH

    /// Reads what stands in base64 behind `ssh-rsa`, and nothing behind it.
    ///
    /// - Throws: as ``init(modulus:exponent:)``.
    package init(ssh bytes: [UInt8]) throws(CryptographyError) {
        var rest = bytes[...]
        var fields: [[UInt8]] = []
        while !rest.isEmpty {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 4, rest.count - 4 >= length else {
                throw .invalidKey(reason: "it ends in the middle of a number")
            }
            fields.append(Array(rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        guard fields.count == 3, fields[0] == Array(Self.algorithm.utf8) else {
            throw .invalidKey(reason: "it is not an RSA key in the form of SSH")
        }
        try self.init(modulus: fields[2], exponent: fields[1])
    }

    /// What stands in base64 behind `ssh-rsa`.
    package var sshBytes: [UInt8] {
        get throws(CryptographyError) {
            func field(_ bytes: [UInt8]) -> [UInt8] {
                (0..<4).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
            }
            // A number whose first bit is set would be negative.
            func number(_ bytes: [UInt8]) -> [UInt8] { field((bytes.first ?? 0) & 0x80 == 0 ? bytes : [0] + bytes) }
            return field(Array(Self.algorithm.utf8)) + number(try exponent) + number(try modulus)
        }
    }

    // MARK: PEM

    /// Reads the content of `PUBLIC KEY` (RFC 5280), or of `RSA PUBLIC KEY` (RFC 8017), and nothing behind it.
    ///
    /// - Throws: as ``init(modulus:exponent:)``.
    package init(der: [UInt8], isOfRSA: Bool) throws(CryptographyError) {
        var used = 0
        let key = der.withUnsafeBufferPointer { bytes in
            var place = bytes.baseAddress
            let key =
                isOfRSA
                ? d2i_PublicKey(EVP_PKEY_RSA, nil, &place, bytes.count) : d2i_PUBKEY(nil, &place, bytes.count)
            if let place, let start = bytes.baseAddress { used = place - start }
            return key
        }
        guard let key else {
            ERR_clear_error()
            throw .invalidKey(reason: "its content is not a key")
        }
        let handle = KeyHandle(owning: key)
        guard used == der.count else { throw .invalidKey(reason: "something follows it") }
        guard case .rsa(let found) = try PublicKey(handle) else { throw .invalidKey(reason: "it is not an RSA key") }
        self = found
    }

    /// `PUBLIC KEY` with its content in base64, 64 digits a line.
    package var pem: String {
        get throws(CryptographyError) {
            var bytes: UnsafeMutablePointer<UInt8>?
            let count = i2d_PUBKEY(handle.pointer, &bytes)
            try Libcrypto.check("write a key", count)
            defer { CRYPTO_free(bytes, #file, #line) }
            let digits = Array(Base64.encode(Array(UnsafeBufferPointer(start: bytes, count: Int(count)))))
            let lines = stride(from: 0, to: digits.count, by: 64).map {
                String(digits[$0..<min($0 + 64, digits.count)])
            }
            return (["-----BEGIN PUBLIC KEY-----"] + lines + ["-----END PUBLIC KEY-----", ""]).joined(separator: "\n")
        }
    }
}
