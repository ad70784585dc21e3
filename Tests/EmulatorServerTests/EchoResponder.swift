import AWSCore
import Emulator
import NIOCore
import Synchronization

/// Answers with what it was asked, and remembers it.
final class EchoResponder: Responder {
    struct RefusedHost: Equatable, Sendable {
        let host: String
        let port: Int
    }

    struct StreamedBody: Equatable, Sendable {
        let bytes: Int
        let isComplete: Bool
    }

    private struct State {
        var requests: [EmulatorRequest] = []
        var refused: [RefusedHost] = []
        var finished: [String] = []
        /// What came of each streamed body, and whether that was all of it.
        var streamed: [StreamedBody] = []
        var gateIsOpen = false
        var atGate: [CheckedContinuation<Void, Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
        var deliveries: [String: Delivery] = [:]
    }

    private let state = Mutex(State())

    /// What was asked so far, in the order in which it came.
    var requests: [EmulatorRequest] { state.withLock { $0.requests } }
    var targets: [String] { requests.map(\.target) }
    var refused: [RefusedHost] { state.withLock { $0.refused } }
    var streamed: [StreamedBody] { state.withLock { $0.streamed } }
    /// The targets whose answers are done.
    var finished: [String] { state.withLock { $0.finished } }

    func bodyHandling(method: String, target: String, host: String) -> BodyHandling {
        if target.hasPrefix("/stream") { return .streamed }
        return .collected(limit: target.hasPrefix("/upload") ? 10_000_000 : 1_000)
    }

    func respond(to request: EmulatorRequest) async -> EmulatorResponse {
        let watchers = state.withLock { state in
            state.requests.append(request)
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.resume() }
        if request.path.hasSuffix("/gate") { await passGate() }
        if let body = request.stream, request.path != "/stream/unread" { await drain(body) }
        defer { state.withLock { $0.finished.append(request.target) } }
        var response = answer(to: request)
        response.delivery = state.withLock { $0.deliveries[request.target] }
        return response
    }

    /// Lets the answers to requests of a target go out as a fault hinders them.
    func hinder(_ target: String, by delivery: Delivery) {
        state.withLock { $0.deliveries[target] = delivery }
    }

    func connectRefused(host: String, port: Int, peerAddress: String) {
        state.withLock { $0.refused.append(RefusedHost(host: host, port: port)) }
    }

    /// Lets all through that ask for `/gate`, now and later.
    func openGate() {
        let waiting = state.withLock { state in
            state.gateIsOpen = true
            defer { state.atGate = [] }
            return state.atGate
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when a request has come, if none has yet.
    func firstRequest() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.requests.isEmpty { state.watchers.append(continuation) }
                return !state.requests.isEmpty
            }
            if isThere { continuation.resume() }
        }
    }

    private func passGate() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.gateIsOpen { state.atGate.append(continuation) }
                return state.gateIsOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    /// Reads a streamed body to its end, piece by piece.
    private func drain(_ body: any BodyStream) async {
        var bytes = 0
        var isComplete = true
        do {
            while let piece = try await body.next() { bytes += piece.readableBytes }
        } catch {
            isComplete = false
        }
        state.withLock { $0.streamed.append(StreamedBody(bytes: bytes, isComplete: isComplete)) }
    }

    private func answer(to request: EmulatorRequest) -> EmulatorResponse {
        switch String(request.path) {
        case "/big":
            return EmulatorResponse(status: 200, body: ByteBuffer(repeating: 0x78, count: 3_000_000))
        case "/empty":
            return EmulatorResponse(status: 204)
        case "/length":
            return EmulatorResponse(status: 200, headers: ["Content-Length": "12345"])
        case "/injected":
            return EmulatorResponse(
                status: 201,
                headers: ["Location": "/v2/x\r\nSet-Cookie: stolen=1\r\n\r\nHTTP/1.1 200 OK"]
            )
        case "/injected-name":
            return EmulatorResponse(status: 201, headers: ["X-A: b\r\nSet-Cookie": "stolen=1"])
        case "/own":
            let headers: HeaderFields = [
                "Date": "Thu, 01 Jan 1970 00:00:00 GMT", "Connection": "upgrade", "Transfer-Encoding": "chunked",
                "Content-Length": "1", "X-Own": "yes",
            ]
            return EmulatorResponse(status: 202, headers: headers, body: ByteBuffer(string: "own"))
        case "/status":
            return EmulatorResponse(status: 99)
        default:
            let origin = request.origin
            let text = "\(request.method) \(origin.scheme)://\(request.authority)\(request.target)"
            return EmulatorResponse(
                status: 200,
                headers: ["Content-Type": "text/plain"],
                body: ByteBuffer(string: "\(text) \(request.body.readableBytes) \(origin.isLoopback)\n")
            )
        }
    }
}
