import COpenSSL

/// Text through libcrypto's memory buffers.
extension LibcryptoCalls {
    /// The text that `write` puts into the buffer it is given.
    package static func text(_ step: String, _ write: (OpaquePointer) -> Int32) throws(Failure) -> String {
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
    package static func read(
        _ step: String,
        from text: String,
        _ read: (OpaquePointer) -> OpaquePointer?
    ) throws(Failure) -> OpaquePointer {
        let bytes = Array(text.utf8)
        guard let count = Int32(exactly: bytes.count) else { throw Failure.libcrypto(step: step, reason: "too long") }
        // The buffer copies what is written into it, so it outlives `bytes` safely.
        let buffer = try make(step, BIO_new(BIO_s_mem()))
        defer { BIO_free(buffer) }
        guard BIO_write(buffer, bytes, count) == count else { throw error(step) }
        return try make(step, read(buffer))
    }
}
