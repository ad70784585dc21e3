import AWSCore
import Determinism
import Emulator
import Foundation
import Glibc
import NIOCore
import Storage

/// What the handlers of one connection share. It lives on the connection's event loop alone.
final class Connection {
    /// What all connections of a server share.
    struct Setting: Sendable {
        let responder: any Responder
        let certificates: TLSContexts
        let clock: WorldClock
        let limits: ServerLimits
        let registry: ConnectionRegistry
        /// Runs the tasks of requests that take long.
        let workers: WorkerPool
        /// The names besides loopback's by which the server itself is reached, in lower case.
        var ownNames: Set<String> = []

        /// Whether a host, without port and brackets, is this server itself.
        func isOwn(_ host: String) -> Bool { Loopback.isName(host) || ownNames.contains(host.lowercased()) }
    }

    let channel: any Channel
    let setting: Setting
    let peerAddress: String
    let isLoopback: Bool
    /// The port that the client reached.
    let localPort: Int
    /// Runs the tasks of this connection on its event loop.
    let executor: EventLoopTaskExecutor

    /// Whether an answer is being worked out.
    private var isAnswering = false
    private var isClosed = false
    private var headDeadline: Scheduled<Void>?
    private var date: (second: Double, text: String) = (-.infinity, "")

    init(_ channel: any Channel, _ setting: Setting) {
        self.channel = channel
        self.setting = setting
        peerAddress = channel.remoteAddress?.ipAddress ?? ""
        isLoopback = channel.remoteAddress.map(Loopback.contains) ?? false
        localPort = channel.localAddress?.port ?? 0
        executor = EventLoopTaskExecutor(channel.eventLoop)
    }

    /// The `Date` header's value at this moment. It is written anew once a second.
    func dateHeader() -> String {
        let now = setting.clock.time.clientNow
        // Not turned into an Int: a world's clock can be moved further than an Int counts.
        let second = now.timeIntervalSince1970.rounded(.down)
        if second != date.second { date = (second, AWSDate.http(now)) }
        return date.text
    }

    /// Closes the connection unless ``headArrived()`` is told in time. A wait that has begun goes on.
    func expectHead() {
        guard headDeadline == nil, !isClosed else { return }
        headDeadline = channel.eventLoop.scheduleTask(in: setting.limits.head) { [channel] in
            channel.close(promise: nil)
        }
    }

    func headArrived() {
        headDeadline?.cancel()
        headDeadline = nil
    }

    /// Ends the connection by a RST, past whatever would say goodbye, as TLS does.
    func reset() {
        guard let provider = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        let pipeline = channel.pipeline.syncOperations
        let outermost = NIOLoopBound(
            try? pipeline.context(handlerType: IdleStateHandler.self),
            eventLoop: channel.eventLoop
        )
        provider.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { [channel] _ in
            guard let context = outermost.value else { return channel.close(promise: nil) }
            context.close(promise: nil)
        }
    }

    func answerBegins() {
        isAnswering = true
    }

    func answerEnds() {
        isAnswering = false
        if isClosed { setting.registry.remove(channel) }
    }

    /// Nothing moves on the connection any more. It counts as open until its answer is done.
    func closed() {
        guard !isClosed else { return }
        isClosed = true
        headArrived()
        if !isAnswering { setting.registry.remove(channel) }
    }
}
