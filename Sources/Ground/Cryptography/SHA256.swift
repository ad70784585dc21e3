import COpenSSL

/// SHA-256 (FIPS 180-4): 32 bytes.
package struct SHA256: ~Copyable {
    /// A digest of 32 bytes.
    package typealias Digest = [UInt8]

    private var hash = RunningHash(.sha256)

    /// A hash to which bytes are added as they come.
    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bytes) }

    package mutating func update(_ bytes: some ContiguousBytesSequence) { hash.update(bytes) }

    /// The digest of all that was added. The hash starts anew afterwards.
    package mutating func finish() -> Digest { hash.finish() }

    /// The digest of `bytes`.
    package static func hash(_ bytes: some ContiguousBytesSequence) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// The digest of a text's UTF-8 form.
    package static func hash(_ text: String) -> Digest {
        var hash = SHA256()
        var text = text
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
        return hash.finish()
    }
}

/// Algorithms fetched once: libcrypto 3 searches its providers at every implicit fetch.
enum HashAlgorithms {
    /// Libcrypto's algorithms are immutable and may be used from any thread.
    nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
}

/// Bytes that lie in one piece of memory, so that libcrypto can read them in place.
package protocol ContiguousBytesSequence {
    func withContiguousBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension Array: ContiguousBytesSequence where Element == UInt8 {
    package func withContiguousBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(body)
    }
}

extension ArraySlice: ContiguousBytesSequence where Element == UInt8 {
    package func withContiguousBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(body)
    }
}
