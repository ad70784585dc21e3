import CertificateAuthority
import Foundation
import NIOCore
import NIOEmbedded
import TLS

/// A client and the handler, and the bytes between them.
final class TLSPair {
    static let context: Result<TLSContext, any Error> = Result {
        let leaf = try TLSLeaf()
        return try TLSContext(certificatePEM: leaf.certificate, privateKeyPEM: leaf.key)
    }

    let client: TLSClient
    let events = TLSEvents()
    let channel: EmbeddedChannel

    init(_ client: TLSClient) throws {
        self.client = client
        channel = EmbeddedChannel(handlers: [HalfClosing(), try TLSHandler(Self.context.get()), events])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    }

    /// A pair that has agreed.
    static func agreed(_ version: Int32) throws -> TLSPair {
        let pair = try TLSPair(TLSClient(version))
        try pair.agree()
        return pair
    }

    /// Carries bytes to and fro until the client is done, or has nothing to say.
    func agree() throws {
        while try !client.handshake() {
            let count = try carry()
            guard count > 0 else { return }
        }
        try carry()
    }

    /// Carries what both have to say.
    ///
    /// - Parameter size: how many bytes the server gets at a time.
    /// - Returns: how many bytes they were.
    @discardableResult
    func carry(size: Int = 100_000) throws -> Int {
        let bytes = client.output()
        var rest = bytes[...]
        while !rest.isEmpty {
            try send(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let answer = try sent()
        client.receive(answer)
        return bytes.count + answer.count
    }

    /// Gives the server bytes, whatever they are.
    func send(_ bytes: [UInt8]) throws {
        channel.pipeline.fireChannelRead(ByteBuffer(bytes: bytes))
        channel.pipeline.fireChannelReadComplete()
    }

    /// What the server has sent since it was last asked.
    func sent() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }

    /// What the server has read in plain since it was last asked.
    func plaintext() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let buffer = try channel.readInbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
        return bytes
    }
}

/// An embedded channel cannot end its output alone.
private final class HalfClosing: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .all { context.close(mode: mode, promise: promise) } else { promise?.succeed() }
    }
}

/// What happens behind the handler, beside what is read.
final class TLSEvents: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private(set) var errors: [any Error] = []
    private(set) var isInputClosed = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) { errors.append(error) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { isInputClosed = true }
    }
}

/// The certificate of a new authority for localhost, and its key.
struct TLSLeaf {
    let certificate: String
    let key: String

    init() throws {
        let now = Date()
        let leaf = try CertificateAuthority.mint(now: now).leaf(for: "localhost", now: now)
        (certificate, key) = (leaf.certificatePEM, leaf.privateKeyPEM)
    }
}
