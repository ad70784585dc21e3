import COpenSSL

/// An error that can say what libcrypto refused.
package protocol LibcryptoFailure: Error {
    /// - Parameters:
    ///   - step: what libcrypto was asked to do.
    ///   - reason: why it did not, in its own words.
    static func libcrypto(step: String, reason: String) -> Self
}

/// Libcrypto's errors as values, of the type that whoever calls it throws.
package enum LibcryptoCalls<Failure: LibcryptoFailure> {
    /// `pointer`, or the error that kept libcrypto from making it.
    package static func make(_ step: String, _ pointer: OpaquePointer?) throws(Failure) -> OpaquePointer {
        guard let pointer else { throw error(step) }
        return pointer
    }

    /// Throws unless `result` tells of success.
    package static func check(_ step: String, _ result: Int32) throws(Failure) {
        guard result > 0 else { throw error(step) }
    }

    /// The first error in libcrypto's queue, which is empty afterwards.
    package static func error(_ step: String) -> Failure {
        let code = ERR_get_error()
        ERR_clear_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) }
        return .libcrypto(step: step, reason: reason ?? "no reason given")
    }
}

typealias Libcrypto = LibcryptoCalls<CryptographyError>
