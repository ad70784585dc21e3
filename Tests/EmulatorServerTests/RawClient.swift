import NIOCore
import NIOPosix

/// A client that sends and reads bytes as a test says.
struct RawClient: ~Copyable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var unread = ""

    /// Connects to a port, hands the client to `body`, and closes the connection.
    static func with<Value: Sendable>(
        port: Int,
        _ body: (inout RawClient) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true)
                    )
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var client = RawClient(channel: channel, inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&client)
        }
    }

    /// Sends `requests` at once, ends the output if so asked, and returns all that comes until the server closes.
    static func all(port: Int, _ requests: String, halfClosing: Bool = false) async throws -> String {
        try await with(port: port) { client in
            try await client.send(requests)
            if halfClosing { client.endOutput() }
            return try await client.readToEnd()
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    func send(bytes: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    func endOutput() {
        outbound.finish()
    }

    /// What comes up to and with `mark`, or up to the end if the server closes first.
    mutating func read(through mark: String) async throws -> String {
        while !unread.contains(mark), let piece = try await inbound.next() { unread += String(buffer: piece) }
        guard let range = unread.firstRange(of: mark) else { return take(unread.endIndex) }
        return take(range.upperBound)
    }

    /// All that still comes. A connection that is reset ends there, too.
    mutating func readToEnd() async throws -> String {
        do {
            while let piece = try await inbound.next() { unread += String(buffer: piece) }
        } catch is IOError {
            unread += "[reset]"
        }
        return take(unread.endIndex)
    }

    private mutating func take(_ end: String.Index) -> String {
        defer { unread = String(unread[end...]) }
        return String(unread[..<end])
    }
}
