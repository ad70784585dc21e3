import COpenSSL
import NIOCore

/// The bytes between libssl and a connection: what was received and is not read yet, and what is to be sent. Libssl reads
/// and writes them where they are: its own memory buffers would copy and clear each byte once more.
final class TLSTransport {
    /// What a peer has sent.
    private(set) var received = ByteBuffer()
    /// What a peer is to be sent.
    private var toSend = ByteBuffer()

    /// A BIO over this transport, which is not retained; nil where libssl has no memory left.
    func bio() -> OpaquePointer? {
        guard let method = TLSTransport.method, let bio = BIO_new(method) else { return nil }
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        BIO_set_init(bio, 1)
        return bio
    }

    func receive(_ bytes: ByteBuffer) {
        if received.readableBytes == 0 { received = bytes } else { received.writeImmutableBuffer(bytes) }
    }

    /// Makes room for the records of so many bytes, so that they are not moved while they are written.
    func reserve(_ count: Int) {
        let largestRecord = 16_384
        let overhead = 64
        toSend.reserveCapacity(minimumWritableBytes: count + (count / largestRecord + 1) * overhead)
    }

    /// All that is to be sent; nil where that is nothing.
    func output() -> ByteBuffer? {
        guard toSend.readableBytes > 0 else { return nil }
        defer { toSend = ByteBuffer() }
        return toSend
    }

    /// How libssl reads and writes; made once, for the life of the process, and not changed after that.
    private nonisolated(unsafe) static let method: OpaquePointer? = {
        let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "byte buffers")
        guard let method else { return nil }
        BIO_meth_set_read(method) { bio, space, count in
            BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
            guard let transport = TLSTransport.of(bio), let space, count > 0 else { return 0 }
            guard transport.received.readableBytes > 0 else {
                BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
                return -1
            }
            return Int32(transport.read(into: UnsafeMutableRawBufferPointer(start: space, count: Int(count))))
        }
        BIO_meth_set_write(method) { bio, bytes, count in
            guard let transport = TLSTransport.of(bio), let bytes, count > 0 else { return 0 }
            transport.toSend.writeBytes(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            return count
        }
        BIO_meth_set_ctrl(method) { _, command, _, _ in command == BIO_CTRL_FLUSH ? 1 : 0 }
        return method
    }()

    private static func of(_ bio: OpaquePointer?) -> TLSTransport? {
        BIO_get_data(bio).map { Unmanaged<TLSTransport>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(into space: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(space.count, received.readableBytes)
        received.withUnsafeReadableBytes { space.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
        received.moveReaderIndex(forwardBy: count)
        return count
    }
}
