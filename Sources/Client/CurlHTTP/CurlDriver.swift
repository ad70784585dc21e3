import CCurl
import Glibc
import Synchronization

/// Names a client towards its driver.
struct ClientID: Hashable {
    let number: UInt64
}

/// One thread that moves the requests of any number of clients, so that nothing blocks Swift's own threads.
///
/// Shut it down when its clients are done; it does so by itself when nobody holds it any more.
package final class CurlDriver: Sendable {
    private let mailbox: DriverMailbox
    private let thread: Mutex<pthread_t?>
    private let numbers = Atomic<UInt64>(1)

    /// - Parameters:
    ///   - transferLimit: requests under way at a time; more wait for their turn.
    ///   - idleLimit: connections that clients without a request keep, all together. A client with a request keeps
    ///     one besides, so that no more than twice the transfers and this many are open.
    package init(transferLimit: Int = 64, idleLimit: Int = 32) {
        let mailbox = DriverMailbox()
        let limits = DriverLimits(transfers: max(1, transferLimit), idle: max(0, idleLimit))
        self.mailbox = mailbox
        let start = Unmanaged.passRetained(DriverStart(mailbox: mailbox, limits: limits))
        var handle = pthread_t()
        let code = pthread_create(&handle, nil, driverThread, start.toOpaque())
        if code == 0 {
            thread = Mutex(handle)
        } else {
            // Without a thread every request is answered at once: the driver is shut down.
            start.release()
            thread = Mutex(nil)
            for command in mailbox.close() { command.refuse() }
        }
    }

    deinit { shutDown() }

    /// Ends every request with an error, closes every connection and joins the thread, which takes moments.
    /// Requests that come later fail at once.
    package func shutDown() {
        for command in mailbox.close() { command.refuse() }
        let handle = thread.withLock { handle in
            defer { handle = nil }
            return handle
        }
        guard let handle else { return }
        if pthread_equal(handle, pthread_self()) != 0 {
            // The last holder went on the driver's own thread, which cannot wait for itself.
            pthread_detach(handle)
        } else {
            pthread_join(handle, nil)
        }
    }

    func newClientID() -> ClientID { ClientID(number: nextNumber()) }

    func closeConnections(of client: ClientID) {
        mailbox.post(.closeConnections(client))
    }

    func send(
        _ request: HTTPRequest,
        with settings: TransportSettings,
        for client: ClientID
    ) async throws(TransportError) -> HTTPResponse {
        let number = nextNumber()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let order = TransferOrder(
                    number: number,
                    client: client,
                    settings: settings,
                    request: request,
                    continuation: continuation
                )
                if !mailbox.post(.start(order)) { DriverCommand.start(order).refuse() }
                // A cancellation from before this point found nothing to cancel.
                if Task.isCancelled { mailbox.post(.cancel(number)) }
            }
        } onCancel: {
            mailbox.post(.cancel(number))
        }
        return try result.get()
    }

    private func nextNumber() -> UInt64 { numbers.wrappingAdd(1, ordering: .relaxed).newValue }
}

/// How many requests and idle connections a driver holds.
struct DriverLimits: Sendable {
    let transfers: Int
    let idle: Int
}

/// A request on its way to the thread.
struct TransferOrder: Sendable {
    let number: UInt64
    let client: ClientID
    let settings: TransportSettings
    let request: HTTPRequest
    let continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>

    func fail(_ kind: TransportError.Kind, _ detail: String) {
        continuation.resume(returning: .failure(failure(kind, detail)))
    }

    func failure(_ kind: TransportError.Kind, _ detail: String) -> TransportError {
        let proxy = settings.proxy.flatMap { $0.isEmpty ? nil : $0 }
        return TransportError(kind: kind, url: request.url, proxy: proxy, detail: detail)
    }
}

/// What the thread is asked to do.
enum DriverCommand: Sendable {
    case start(TransferOrder)
    case cancel(UInt64)
    case closeConnections(ClientID)

    /// Answers a command that no thread will take.
    func refuse() {
        guard case .start(let order) = self else { return }
        order.fail(.shutDown, "the HTTP driver is shut down")
    }
}

/// The commands that wait for the thread, and the way to wake it.
final class DriverMailbox: Sendable {
    private struct State {
        var commands: [DriverCommand] = []
        var isClosed = false
        var multi: MultiHandle?
    }

    private let state = Mutex(State())

    /// Leaves a command for the thread; false once the mailbox is closed.
    @discardableResult
    func post(_ command: DriverCommand) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            state.multi?.wake()
            return true
        }
    }

    /// Takes no more commands; those that the thread has not taken are returned.
    func close() -> [DriverCommand] {
        state.withLock { state in
            state.isClosed = true
            state.multi?.wake()
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// The commands that wait; nil once the mailbox is closed.
    func take() -> [DriverCommand]? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// Sets what is woken by commands; nil before the handle goes.
    func attach(_ multi: MultiHandle?) {
        state.withLock { $0.multi = multi }
    }
}

/// The multi handle, as other threads see it.
///
/// Unchecked: the pointer is only read, and the one function that other threads call with it, `curl_multi_wakeup`, may
/// be called from any thread while the handle lives. ``DriverMailbox`` calls it under its lock and forgets the handle
/// under the same lock before it is freed.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    func wake() { curl_multi_wakeup(pointer) }
}

/// What the thread starts with.
private final class DriverStart: Sendable {
    let mailbox: DriverMailbox
    let limits: DriverLimits

    init(mailbox: DriverMailbox, limits: DriverLimits) {
        self.mailbox = mailbox
        self.limits = limits
    }
}

private func driverThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<DriverStart>.fromOpaque(argument).takeRetainedValue()
    guard let loop = DriverLoop(mailbox: start.mailbox, limits: start.limits) else {
        for command in start.mailbox.close() { command.refuse() }
        return nil
    }
    loop.run()
    return nil
}
