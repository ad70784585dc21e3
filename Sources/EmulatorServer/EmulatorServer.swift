package import CertificateAuthority
package import Determinism
package import Emulator
package import NIOCore
import NIOPosix

/// HTTP on one loopback port, reached in three ways that are told apart by the first bytes of a connection: plain HTTP,
/// TLS with a certificate for the name asked for, and a CONNECT proxy for AWS's host names.
package enum EmulatorServer {
    /// Listens and answers until ``RunningServer/stop()``.
    ///
    /// - Parameters:
    ///   - responder: asked for the answer to every request.
    ///   - authority: makes the certificates.
    ///   - clock: the world's time, which the `Date` of answers states.
    ///   - machineClock: the machine's time, by which clients check certificates.
    ///   - host: a loopback address or `localhost`.
    ///   - port: 0 for any free one.
    ///   - group: runs the connections; it stays the caller's to end.
    package static func start(
        responder: any Responder,
        authority: CertificateAuthority,
        clock: WorldClock,
        machineClock: WorldClock = .running(),
        host: String = "127.0.0.1",
        port: Int,
        limits: ServerLimits = ServerLimits(),
        group: any EventLoopGroup
    ) async throws(ServerStartError) -> RunningServer {
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        guard let address = Loopback.address(host, port: port) else { throw .notLoopback(host) }
        let connections = ConnectionRegistry()
        let workers = WorkerTaskExecutor(width: min(4, max(2, System.coreCount)))
        let setting = Connection.Setting(
            responder: responder,
            certificates: TLSContexts(authority: authority, machineClock: machineClock),
            clock: clock,
            limits: limits,
            registry: connections,
            workers: workers
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
            return RunningServer(listener: listener, port: chosen, connections: connections, workers: workers)
        } catch {
            throw ServerStartError(error, host: host, port: port)
        }
    }

    /// Lets the listener wait for a moment where a connection cannot be accepted, as when this process has all the files
    /// open that it may: the system says so again and again, as long as one waits.
    static func acceptPause() -> AcceptBackoffHandler {
        AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { _ in .milliseconds(200) }
    }
}
