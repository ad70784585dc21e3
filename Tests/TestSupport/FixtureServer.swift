import Foundation
import Glibc
import Synchronization

/// A plain HTTP/1.1 server on the loopback interface that answers as a test says, badly if need be.
///
/// Every connection has a thread; ``stop()`` ends them all and waits for them.
package final class FixtureServer: Sendable {
    /// A request as it came.
    package struct Request: Sendable {
        package let method: String
        /// The second word of the request line.
        package let target: String
        /// The header lines in order.
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        /// Which connection brought it, counted from 1.
        package let connection: Int

        /// The first value of a header.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What the server does with a request.
    package enum Answer: Sendable {
        /// A whole answer; the connection is kept.
        case response(Int, [(String, String)] = [], body: String = "")
        /// These bytes, then the end of the connection.
        case raw(String)
        /// Nothing, until the client goes or the server stops.
        case silence

        package static let ok = Answer.response(200, body: "ok")
    }

    private struct State {
        var requests: [Request] = []
        var connections = 0
        var open: Set<Int32> = []
        var isStopped = false
    }

    package let port: Int
    package var url: String { "http://127.0.0.1:\(port)" }

    private let listener: Int32
    private let handler: @Sendable (Request) -> Answer
    private let state = Mutex(State())
    private let changed = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()

    package init(_ handler: @escaping @Sendable (Request) -> Answer = { _ in .ok }) throws {
        self.handler = handler
        (listener, port) = try loopbackSocket()
        guard listen(listener, 512) == 0 else { throw CocoaError(.fileNoSuchFile) }
        start { [self] in acceptConnections() }
    }

    /// Every request so far.
    package var requests: [Request] { state.withLock { $0.requests } }
    /// Connections that were made so far.
    package var connectionCount: Int { state.withLock { $0.connections } }
    /// Connections that are open now.
    package var openConnections: Int { state.withLock { $0.open.count } }

    /// Waits until a condition holds, at most 20 seconds; whether it does. No thread of Swift's pool waits.
    package func waits(until condition: @escaping @Sendable (FixtureServer) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                let end = DispatchTime.now() + 20
                while !condition(self), changed.wait(timeout: end) == .success {}
                continuation.resume(returning: condition(self))
            }
        }
    }

    /// Ends every connection and thread.
    package func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            return state.open
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        threads.wait()
    }

    private func start(_ body: @escaping @Sendable () -> Void) {
        threads.enter()
        let thread = Thread { [threads] in
            body()
            threads.leave()
        }
        thread.stackSize = 1 << 20
        thread.start()
    }

    private func acceptConnections() {
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard descriptor >= 0 else { break }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let number: Int? = state.withLock { state in
                guard !state.isStopped else { return nil }
                state.connections += 1
                state.open.insert(descriptor)
                return state.connections
            }
            guard let number else {
                close(descriptor)
                break
            }
            changed.signal()
            start { [self] in
                serve(descriptor, number)
                state.withLock { _ = $0.open.remove(descriptor) }
                close(descriptor)
                changed.signal()
            }
        }
        close(listener)
    }

    private func serve(_ descriptor: Int32, _ number: Int) {
        var reader = ConnectionReader(descriptor: descriptor)
        while let request = reader.request(number) {
            state.withLock { $0.requests.append(request) }
            changed.signal()
            switch handler(request) {
            case .response(let status, let headers, let body):
                let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
                let content = request.method == "HEAD" ? "" : body
                let text = "HTTP/1.1 \(status) Status\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(content)"
                guard FixtureServer.send(text, to: descriptor) else { return }
            case .raw(let text):
                _ = FixtureServer.send(text, to: descriptor)
                return
            case .silence:
                while reader.more() {}
                return
            }
        }
    }

    private static func send(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// Takes requests from a connection.
private struct ConnectionReader {
    let descriptor: Int32
    var buffer: [UInt8] = []

    /// The next request; nil when the connection ends.
    mutating func request(_ connection: Int) -> FixtureServer.Request? {
        let end = Array("\r\n\r\n".utf8)
        var headEnd: Int?
        while headEnd == nil {
            headEnd = buffer.indices.first { buffer[$0...].starts(with: end) }
            if headEnd == nil, !more() { return nil }
        }
        guard let headEnd else { return nil }
        let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).components(separatedBy: "\r\n")
        buffer.removeFirst(headEnd + 4)
        let words = lines[0].split(separator: " ")
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            let value = line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
            return (name: String(line[..<colon]), value: value)
        }
        let length = headers.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        while buffer.count < length {
            guard more() else { return nil }
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return FixtureServer.Request(
            method: String(words[0]),
            target: String(words[1]),
            headers: headers,
            body: body,
            connection: connection
        )
    }

    /// Reads on; false at the end.
    mutating func more() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        var count = 0
        repeat {
            count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        } while count < 0 && errno == EINTR
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk.prefix(count))
        return true
    }
}

/// A port of the loopback interface on which nothing listens, and which nothing else gets meanwhile.
package final class ClosedPort: Sendable {
    private let descriptor: Int32
    private let port: Int

    package init() throws {
        (descriptor, port) = try loopbackSocket()
    }

    deinit { close(descriptor) }

    package var url: String { "http://127.0.0.1:\(port)" }
}

/// A socket that is bound to a free port of the loopback interface.
private func loopbackSocket() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
        }
    }
    guard isBound else { throw CocoaError(.fileNoSuchFile) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}
