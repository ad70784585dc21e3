import NIOCore
import NIOPosix

/// Bytes as a test says, to a port of this machine, and what comes back.
enum RawExchange {
    /// Sends `request` and returns all that comes until the server closes, which the request has to ask for.
    static func answer(port: Int, _ request: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var answer = ByteBuffer()
            for try await var piece in inbound { answer.writeBuffer(&piece) }
            return String(buffer: answer)
        }
    }
}
