import COpenSSL

/// What every use of libcrypto needs: its errors as values, and text through its memory buffers.
enum Libcrypto {
    /// `pointer`, or the error that kept libcrypto from making it.
    static func make(_ step: String, _ pointer: OpaquePointer?) throws(AuthorityError) -> OpaquePointer {
        guard let pointer else { throw error(step) }
        return pointer
    }

    /// Throws unless `result` tells of success.
    static func check(_ step: String, _ result: Int32) throws(AuthorityError) {
        guard result > 0 else { throw error(step) }
    }

    /// The first error in libcrypto's queue, which is empty afterwards.
    static func error(_ step: String) -> AuthorityError {
        let code = ERR_get_error()
        ERR_clear_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) }
        return .libcrypto(step: step, reason: reason ?? "no reason given")
    }

    /// 16 bytes of libcrypto's own generator as a certificate's serial number: positive, and never the same twice.
    static func serial() throws(AuthorityError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        try check("make a serial number", RAND_bytes(&bytes, Int32(bytes.count)))
        bytes[0] = bytes[0] & 0x3F | 0x40
        return bytes
    }

    /// The text that `write` puts into the buffer it is given.
    static func text(_ step: String, _ write: (OpaquePointer) -> Int32) throws(AuthorityError) -> String {
        let buffer = try make(step, BIO_new(BIO_s_mem()))
        defer { BIO_free(buffer) }
        try check(step, write(buffer))
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = BIO_read(buffer, &piece, Int32(piece.count))
            guard count > 0 else { break }
            text.append(contentsOf: piece.prefix(Int(count)))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// What `read` finds in a buffer that holds `text`.
    static func read(
        _ step: String,
        from text: String,
        _ read: (OpaquePointer) -> OpaquePointer?
    ) throws(AuthorityError) -> OpaquePointer {
        let bytes = Array(text.utf8)
        guard let count = Int32(exactly: bytes.count) else { throw .libcrypto(step: step, reason: "too long") }
        // The buffer copies what is written into it, so it outlives `bytes` safely.
        let buffer = try make(step, BIO_new(BIO_s_mem()))
        defer { BIO_free(buffer) }
        guard BIO_write(buffer, bytes, count) == count else { throw error(step) }
        return try make(step, read(buffer))
    }
}
