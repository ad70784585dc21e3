import CCurl

/// The work of a driver's thread. It never leaves that thread, and all of libcurl is called there, except for waking it.
final class DriverLoop {
    /// A client's connections: they live in a share of its own.
    private struct ClientConnections {
        let share: UnsafeMutableRawPointer
        /// Requests under way.
        var active = 0
        /// Grows with every request; the smallest is the longest unused.
        var lastUse: UInt64
        var closesWhenIdle = false
    }

    private let mailbox: DriverMailbox
    private let limits: DriverLimits
    private let multi: UnsafeMutableRawPointer
    /// Sockets that are open now. Connections point to it, so it is freed after all of them.
    private let openSockets: UnsafeMutablePointer<Int>
    private var clients: [ClientID: ClientConnections] = [:]
    private var transfers: [UInt64: Transfer] = [:]
    private var waiting: [TransferOrder] = []
    private var uses: UInt64 = 0

    /// Nil when libcurl has no memory.
    init?(mailbox: DriverMailbox, limits: DriverLimits) {
        guard Libcurl.isReady, let multi = curl_multi_init() else { return nil }
        self.mailbox = mailbox
        self.limits = limits
        self.multi = multi
        openSockets = .allocate(capacity: 1)
        openSockets.initialize(to: 0)
        // For each client's share. More are open only while so many of its requests are under way.
        drydock_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 2)
        mailbox.attach(MultiHandle(pointer: multi))
    }

    deinit {
        openSockets.deallocate()
    }

    /// Works until the mailbox is closed, then ends everything.
    func run() {
        while let commands = mailbox.take() {
            for command in commands { obey(command) }
            startWaiting()
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            collectFinished()
            startWaiting()
            // Returns at once when the mailbox was filled meanwhile or a new transfer has its first step to do.
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        shutDown()
    }

    private func obey(_ command: DriverCommand) {
        switch command {
        case .start(let order):
            waiting.append(order)
        case .cancel(let number):
            if let transfer = transfers[number] {
                finish(transfer, .failure(transfer.order.failure(.cancelled, "the request was cancelled")))
            } else if let index = waiting.firstIndex(where: { $0.number == number }) {
                waiting.remove(at: index).fail(.cancelled, "the request was cancelled")
            }
        case .closeConnections(let client):
            guard let connections = clients[client] else { return }
            if connections.active == 0 {
                close(client)
            } else {
                clients[client]?.closesWhenIdle = true
            }
        }
    }

    private func startWaiting() {
        guard !waiting.isEmpty, transfers.count < limits.transfers else { return }
        let count = min(waiting.count, limits.transfers - transfers.count)
        let orders = Array(waiting.prefix(count))
        waiting.removeFirst(count)
        for order in orders { start(order) }
    }

    private func start(_ order: TransferOrder) {
        guard let share = share(of: order.client) else {
            order.fail(.other, "libcurl has no memory")
            return
        }
        let transfer: Transfer
        do throws(TransportError) {
            transfer = try Transfer(order, share: share, openSockets: openSockets)
        } catch {
            order.continuation.resume(returning: .failure(error))
            return
        }
        guard curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
            transfer.free()
            order.fail(.other, "libcurl does not take the request")
            return
        }
        transfers[order.number] = transfer
        clients[order.client]?.active += 1
        clients[order.client]?.lastUse = nextUse()
    }

    private func collectFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            // Read now: the message goes with its handle.
            let code = message.pointee.data.result
            guard let number = Transfer.number(of: handle), let transfer = transfers[number] else { continue }
            finish(transfer, transfer.result(code))
        }
    }

    private func finish(_ transfer: Transfer, _ result: Result<HTTPResponse, TransportError>) {
        let client = transfer.order.client
        transfers[transfer.order.number] = nil
        curl_multi_remove_handle(multi, transfer.handle)
        transfer.free()
        clients[client]?.active -= 1
        if let connections = clients[client], connections.active == 0, connections.closesWhenIdle { close(client) }
        closeLongestIdle()
        transfer.order.continuation.resume(returning: result)
    }

    /// Descriptors are few: beyond the limit, whoever was quiet longest loses its connections.
    private func closeLongestIdle() {
        while openSockets.pointee > transfers.count + limits.idle {
            let idle = clients.filter { $0.value.active == 0 }
            guard let client = idle.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else { return }
            close(client)
        }
    }

    private func share(of client: ClientID) -> UnsafeMutableRawPointer? {
        if let known = clients[client] { return known.share }
        guard let share = curl_share_init() else { return nil }
        drydock_curl_share(share, CURL_LOCK_DATA_CONNECT)
        drydock_curl_share(share, CURL_LOCK_DATA_SSL_SESSION)
        clients[client] = ClientConnections(share: share, lastUse: nextUse())
        return share
    }

    private func close(_ client: ClientID) {
        guard let connections = clients.removeValue(forKey: client) else { return }
        curl_share_cleanup(connections.share)
    }

    private func nextUse() -> UInt64 {
        uses &+= 1
        return uses
    }

    private func shutDown() {
        mailbox.attach(nil)
        for transfer in Array(transfers.values) {
            finish(transfer, .failure(transfer.order.failure(.shutDown, "the HTTP driver is shut down")))
        }
        for order in waiting { order.fail(.shutDown, "the HTTP driver is shut down") }
        waiting = []
        for client in Array(clients.keys) { close(client) }
        curl_multi_cleanup(multi)
    }
}

/// What holds for libcurl in the whole process.
enum Libcurl {
    /// Whether libcurl could be set up; done once, at the first use.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

    /// The certificates that this libcurl was built to trust.
    static let systemBundle = text(drydock_curl_version()?.pointee.cainfo)
    static let systemCertificateDirectory = text(drydock_curl_version()?.pointee.capath)

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.map { String(cString: $0) }
    }
}
