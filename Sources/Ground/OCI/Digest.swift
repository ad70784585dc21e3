import AWSCore
package import Cryptography

/// What names content in a registry: `sha256:` or `sha512:` and the hash in lower-case hexadecimal digits (OCI image
/// specification, descriptor.md, "Digests").
///
/// A value cannot hold a malformed digest, so it may become a part of a file's name.
package struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The two algorithms that are registered.
    package enum Algorithm: String, Sendable, CaseIterable {
        case sha256
        case sha512

        /// Characters of the hash in hexadecimal digits.
        package var hexLength: Int { 2 * function.byteCount }

        package var function: HashFunction {
            switch self {
            case .sha256: .sha256
            case .sha512: .sha512
            }
        }
    }

    package let algorithm: Algorithm
    /// 64 or 128 lower-case hexadecimal digits.
    package let hex: String

    /// Nil for any other text: another algorithm, length or alphabet.
    package init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = Algorithm(rawValue: String(decoding: parts[0], as: UTF8.self)),
            parts[1].count == algorithm.hexLength, parts[1].allSatisfy({ $0.isDigit || (0x61...0x66).contains($0) })
        else { return nil }
        self.algorithm = algorithm
        hex = String(decoding: parts[1], as: UTF8.self)
    }

    fileprivate init(_ algorithm: Algorithm, hash: [UInt8]) {
        self.algorithm = algorithm
        hex = Hex.encode(hash)
    }

    /// The digest of some bytes.
    package static func of(_ bytes: [UInt8], _ algorithm: Algorithm = .sha256) -> Digest {
        Digest(algorithm, hash: algorithm.function.digest(bytes))
    }

    /// `sha256:…`.
    package var description: String { "\(algorithm.rawValue):\(hex)" }

    package static func < (left: Digest, right: Digest) -> Bool { left.description < right.description }
}

/// The digest of bytes that come one after the other.
package struct RunningDigest: ~Copyable {
    package let algorithm: Digest.Algorithm
    private var hash: RunningHash

    package init(_ algorithm: Digest.Algorithm) {
        self.algorithm = algorithm
        hash = RunningHash(algorithm.function)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bytes) }

    /// The digest of all that was added. It starts anew afterwards.
    package mutating func finish() -> Digest { Digest(algorithm, hash: hash.finish()) }
}
