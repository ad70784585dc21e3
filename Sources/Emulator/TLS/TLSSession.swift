import COpenSSL
import Cryptography
import NIOCore

/// One connection's TLS on the server's side, without a socket: what a peer sends is put in, and what it is to be sent comes
/// out.
struct TLSSession: ~Copyable {
    private let session: OpaquePointer
    // The session owns both.
    private let received: OpaquePointer
    private let toSend: OpaquePointer

    init(_ context: TLSContext) throws(TLSError) {
        let (session, received, toSend) = (SSL_new(context.pointer), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()))
        guard let session, let received, let toSend else {
            BIO_free(received)
            BIO_free(toSend)
            SSL_free(session)
            throw Libssl.error("begin TLS")
        }
        SSL_set_bio(session, received, toSend)
        SSL_set_accept_state(session)
        (self.session, self.received, self.toSend) = (session, received, toSend)
    }

    deinit { SSL_free(session) }

    /// Takes what a peer has sent.
    func receive(_ bytes: ByteBuffer) throws(TLSError) {
        let count = bytes.readableBytes
        var taken = 0
        guard count > 0 else { return }
        let result = bytes.withUnsafeReadableBytes { BIO_write_ex(received, $0.baseAddress, $0.count, &taken) }
        guard result == 1, taken == count else { throw Libssl.error("take what was received") }
    }

    /// Goes on with the handshake.
    ///
    /// - Returns: whether it is done; otherwise the peer has to say more.
    /// - Throws: where the peer cannot be agreed with. The alert that tells it is to be sent.
    func handshake() throws(TLSError) -> Bool {
        ERR_clear_error()
        let result = SSL_do_handshake(session)
        guard result != 1 else { return true }
        guard SSL_get_error(session, result) == SSL_ERROR_WANT_READ else { throw Libssl.error("agree on TLS") }
        return false
    }

    /// All that can be read of what was received.
    ///
    /// - Returns: whether the peer has said that it sends no more.
    /// - Throws: where it is not what the peer can have sent. The alert that tells it is to be sent.
    func read(into plaintext: inout ByteBuffer) throws(TLSError) -> Bool {
        // What is encrypted is longer than what is in it.
        plaintext.reserveCapacity(minimumWritableBytes: BIO_ctrl_pending(received) + Int(SSL_pending(session)))
        while true {
            ERR_clear_error()
            var result: Int32 = 0
            plaintext.writeWithUnsafeMutableBytes(minimumWritableBytes: 1) { space in
                var count = 0
                result = SSL_read_ex(session, space.baseAddress, space.count, &count)
                return count
            }
            guard result != 1 else { continue }
            switch SSL_get_error(session, result) {
            case SSL_ERROR_WANT_READ: return false
            case SSL_ERROR_ZERO_RETURN: return true
            default: throw Libssl.error("read what was received")
            }
        }
    }

    /// Encrypts what the peer is to be sent.
    func write(_ plaintext: ByteBuffer) throws(TLSError) {
        guard plaintext.readableBytes > 0 else { return }
        ERR_clear_error()
        var count = 0
        let result = plaintext.withUnsafeReadableBytes { SSL_write_ex(session, $0.baseAddress, $0.count, &count) }
        guard result == 1, count == plaintext.readableBytes else { throw Libssl.error("encrypt an answer") }
    }

    /// Says that nothing more is sent (RFC 8446, 6.1). During a handshake there is nothing to say.
    func end() {
        SSL_shutdown(session)
        ERR_clear_error()
    }

    /// What the peer is to be sent now; nil where that is nothing.
    func output(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        let count = BIO_ctrl_pending(toSend)
        guard count > 0 else { return nil }
        var output = allocator.buffer(capacity: count)
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            var taken = 0
            BIO_read_ex(toSend, space.baseAddress, count, &taken)
            return taken
        }
        return output
    }
}
