import COpenSSL

/// Libcrypto's errors as values.
enum Libcrypto {
    /// `pointer`, or the error that kept libcrypto from making it.
    static func make(_ step: String, _ pointer: OpaquePointer?) throws(CryptographyError) -> OpaquePointer {
        guard let pointer else { throw error(step) }
        return pointer
    }

    /// Throws unless `result` tells of success.
    static func check(_ step: String, _ result: Int32) throws(CryptographyError) {
        guard result > 0 else { throw error(step) }
    }

    /// The first error in libcrypto's queue, which is empty afterwards.
    static func error(_ step: String) -> CryptographyError {
        let code = ERR_get_error()
        ERR_clear_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) }
        return .libcrypto(step: step, reason: reason ?? "no reason given")
    }
}
