package import Determinism
package import Emulator
package import NIOCore
import NIOPosix
import Storage

/// HTTP on one port, of loopback unless others are let in, reached in three ways that are told apart by the first bytes of a connection: plain HTTP,
/// TLS with a certificate for the name asked for, and a CONNECT proxy for AWS's host names.
package enum EmulatorServer {
    /// Listens and answers until ``RunningServer/stop()``.
    ///
    /// - Parameters:
    ///   - responder: asked for the answer to every request.
    ///   - certificates: of the names by which it is asked over TLS.
    ///   - clock: the world's time, which the `Date` of answers states.
    ///   - host: a loopback address or `localhost`; any address of this machine's where `isOpen`.
    ///   - isOpen: whether others than this machine's programs may be let in.
    ///   - names: the names besides loopback's by which clients reach the server itself, in lower case.
    ///   - port: 0 for any free one.
    ///   - group: runs the connections; it stays the caller's to end.
    package static func start(
        responder: any Responder,
        certificates: TLSContexts,
        clock: WorldClock,
        host: String = "127.0.0.1",
        isOpen: Bool = false,
        names: [String] = [],
        port: Int,
        limits: ServerLimits = ServerLimits(),
        group: any EventLoopGroup
    ) async throws(ServerStartError) -> RunningServer {
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        let address = try address(of: host, isOpen: isOpen, port: port)
        let connections = ConnectionRegistry()
        let workers = WorkerPool(width: min(4, max(2, System.coreCount)))
        let setting = Connection.Setting(
            responder: responder,
            certificates: certificates,
            clock: clock,
            limits: limits,
            registry: connections,
            workers: workers,
            ownNames: Set(names)
        )
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(acceptPause())
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Layers come in large reads, other requests in small ones.
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 4_096, maximum: 256 * 1_024)
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try ConnectionPipeline.open(Connection(channel, setting))
                }
            }
        do {
            let listener = try await bootstrap.bind(to: address).get()
            let chosen = listener.localAddress?.port ?? port
            return RunningServer(listener: listener, port: chosen, connections: connections)
        } catch {
            throw ServerStartError(error, host: host, port: port)
        }
    }

    private static func address(
        of host: String,
        isOpen: Bool,
        port: Int
    ) throws(ServerStartError) -> SocketAddress {
        if let address = Loopback.address(host, port: port) { return address }
        guard isOpen else { throw .notLoopback(host) }
        guard let address = try? SocketAddress(ipAddress: host, port: port) else { throw .noAddress(host) }
        return address
    }

    /// Whether a host to listen on lets in only this machine's programs.
    package static func isLoopback(_ host: String) -> Bool { Loopback.address(host, port: 0) != nil }

    /// Lets the listener wait for a moment where a connection cannot be accepted, as when this process has all the files
    /// open that it may: the system says so again and again, as long as one waits.
    static func acceptPause() -> AcceptBackoffHandler {
        AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { _ in .milliseconds(200) }
    }
}
