import COpenSSL
import NIOCore
import NIOEmbedded
import TLS

/// A client on libssl, without a socket.
final class TLSClient {
    struct Failure: Error, Equatable { let reason: String }

    private let context: OpaquePointer
    let session: OpaquePointer
    private let received: OpaquePointer
    private let toSend: OpaquePointer

    /// - Parameters:
    ///   - version: the only one that it speaks, such as `TLS1_3_VERSION`.
    ///   - protocols: what it offers to speak in TLS, each behind its length.
    init(_ version: Int32 = TLS1_3_VERSION, protocols: [UInt8] = []) throws {
        guard
            let context = SSL_CTX_new(TLS_client_method()), let session = SSL_new(context),
            let received = BIO_new(BIO_s_mem()), let toSend = BIO_new(BIO_s_mem())
        else { throw Failure(reason: "libssl has no memory") }
        (self.context, self.session, self.received, self.toSend) = (context, session, received, toSend)
        SSL_set_bio(session, received, toSend)
        SSL_set_connect_state(session)
        SSL_ctrl(session, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(version), nil)
        SSL_ctrl(session, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(version), nil)
        // Old versions are below the level that is asked of clients; here the server is asked.
        SSL_set_cipher_list(session, "ALL:@SECLEVEL=0")
        if !protocols.isEmpty { SSL_set_alpn_protos(session, protocols, UInt32(protocols.count)) }
    }

    deinit {
        SSL_free(session)
        SSL_CTX_free(context)
    }

    /// What it sends next.
    func output() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(toSend))
        var count = 0
        BIO_read_ex(toSend, &bytes, bytes.count, &count)
        return bytes
    }

    func receive(_ bytes: [UInt8]) {
        var count = 0
        BIO_write_ex(received, bytes, bytes.count, &count)
    }

    /// - Returns: whether the handshake is done.
    func handshake() throws -> Bool {
        let result = SSL_do_handshake(session)
        if result == 1 { return true }
        guard SSL_get_error(session, result) == SSL_ERROR_WANT_READ else { throw failure() }
        return false
    }

    func write(_ bytes: [UInt8]) throws {
        var count = 0
        guard SSL_write_ex(session, bytes, bytes.count, &count) == 1 else { throw failure() }
    }

    /// All that can be read, and whether the server has said that it sends no more.
    func read() throws -> (bytes: [UInt8], isEnd: Bool) {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 20_000)
        while true {
            var count = 0
            let result = SSL_read_ex(session, &piece, piece.count, &count)
            if result == 1 {
                all += piece.prefix(count)
                continue
            }
            switch SSL_get_error(session, result) {
            case SSL_ERROR_WANT_READ: return (all, false)
            case SSL_ERROR_ZERO_RETURN: return (all, true)
            default: throw failure()
            }
        }
    }

    /// What the server's certificates say, its own first.
    var peerNames: [String] {
        guard let chain = SSL_get_peer_cert_chain(session) else { return [] }
        return (0..<OPENSSL_sk_num(chain)).compactMap { index in
            guard let certificate = OPENSSL_sk_value(chain, index) else { return nil }
            var text = [CChar](repeating: 0, count: 256)
            X509_NAME_oneline(X509_get_subject_name(OpaquePointer(certificate)), &text, 256)
            return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// The protocol that was chosen; nil where none was.
    var chosenProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(session, &name, &count)
        return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
    }

    private func failure() -> Failure {
        defer { ERR_clear_error() }
        return Failure(reason: ERR_reason_error_string(ERR_get_error()).map { String(cString: $0) } ?? "")
    }
}
