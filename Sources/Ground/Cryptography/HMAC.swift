import COpenSSL

/// HMAC (RFC 2104) with SHA-256, and with SHA-1 for one-time codes.
package enum HMAC {
    /// The 32-byte code of `message` under `key`.
    package static func sha256(
        _ message: some ContiguousBytesSequence,
        key: some ContiguousBytesSequence
    ) -> [UInt8] {
        message.withContiguousBytes { message in key.withContiguousBytes { sha256(message, key: $0) } }
    }

    /// The 32-byte code of a text's UTF-8 form under `key`.
    package static func sha256(_ message: String, key: some ContiguousBytesSequence) -> [UInt8] {
        var message = message
        return message.withUTF8 { message in
            key.withContiguousBytes { sha256(UnsafeRawBufferPointer(message), key: $0) }
        }
    }

    private static func sha256(_ message: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer) -> [UInt8] {
        let block = 64
        var padded = [UInt8](repeating: 0, count: block)
        if key.count > block {
            var hash = SHA256()
            hash.update(key)
            padded.replaceSubrange(0..<32, with: hash.finish())
        } else {
            padded.replaceSubrange(0..<key.count, with: key)
        }
        var hash = SHA256()
        hash.update(padded.map { $0 ^ 0x36 })
        hash.update(message)
        let inner = hash.finish()
        hash.update(padded.map { $0 ^ 0x5C })
        hash.update(inner)
        return hash.finish()
    }

    /// The 20-byte code of `message` under `key` with SHA-1: for the one-time codes of RFC 6238 and nothing else.
    package static func sha1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let block = 64
        var padded = key.count > block ? SHA1.digest(key) : key
        padded += [UInt8](repeating: 0, count: block - padded.count)
        return SHA1.digest(padded.map { $0 ^ 0x5C } + SHA1.digest(padded.map { $0 ^ 0x36 } + message))
    }
}
