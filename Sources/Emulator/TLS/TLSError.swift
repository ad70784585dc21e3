import Cryptography

/// What libssl would not do, or would not take from a peer.
package struct TLSError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension TLSError: LibcryptoFailure {
    package static func libcrypto(step: String, reason: String) -> TLSError {
        TLSError("libssl could not \(step): \(reason)")
    }
}

typealias Libssl = LibcryptoCalls<TLSError>
