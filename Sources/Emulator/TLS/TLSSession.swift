import COpenSSL
import Cryptography
import NIOCore

/// One connection's TLS on the server's side, without a socket: what a peer sends is put in, and what it is to be sent comes
/// out.
struct TLSSession: ~Copyable {
    private let session: OpaquePointer
    private let transport = TLSTransport()

    init(_ context: TLSContext) throws(TLSError) {
        let (session, bio) = (SSL_new(context.pointer), transport.bio())
        guard let session, let bio else {
            SSL_free(session)
            BIO_free(bio)
            throw Libssl.error("begin TLS")
        }
        SSL_set_bio(session, bio, bio)
        SSL_set_accept_state(session)
        self.session = session
    }

    deinit { SSL_free(session) }

    /// Takes what a peer has sent.
    func receive(_ bytes: ByteBuffer) { transport.receive(bytes) }

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
        plaintext.reserveCapacity(minimumWritableBytes: transport.received.readableBytes + Int(SSL_pending(session)))
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
        transport.reserve(plaintext.readableBytes)
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
    func output() -> ByteBuffer? { transport.output() }
}
