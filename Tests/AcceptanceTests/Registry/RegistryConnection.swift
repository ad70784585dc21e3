import Foundation
import Glibc
import Testing

/// A connection to a server on this machine that sends bytes as a test says: whole requests, or parts of them. It blocks;
/// use it within ``blocking(_:)``.
struct RegistryConnection: ~Copyable {
    /// The other side has gone, or there was none.
    struct Gone: Error, CustomStringConvertible {
        let description: String

        /// - Parameter what: what could not be done.
        init(_ what: String, code: Int32 = 0) {
            description = code == 0 ? what : "\(what): \(String(cString: strerror(code)))"
        }
    }

    /// An answer, whatever its status.
    struct Answer: Sendable {
        let status: Int
        /// By their names in lower case.
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let socket: Int32
    private var unread: [UInt8] = []

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Gone("port \(port) could not be reached", code: errno) }
        // Small pieces leave at once, so that the server gets them as they were sent.
        var one: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// The bytes of a request.
    static func request(
        _ method: String,
        _ target: String,
        headers: [(String, String)] = [],
        body: [UInt8] = [],
        announcing length: Int? = nil
    ) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length ?? body.count)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return Array((head + "\r\n").utf8) + body
    }

    /// Sends a request and reads the answer.
    mutating func exchange(_ request: [UInt8]) throws -> Answer {
        try send(request)
        return try answer(hasBody: !request.starts(with: Array("HEAD ".utf8)))
    }

    func send(_ bytes: some Collection<UInt8>) throws {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest in
                Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Gone("the server takes no more", code: errno) }
            sent += count
        }
    }

    /// Sends nothing more, and goes on reading.
    func endOutput() { shutdown(socket, Int32(SHUT_WR)) }

    /// Reads one whole answer.
    mutating func answer(hasBody: Bool = true) throws -> Answer {
        let mark = Array("\r\n\r\n".utf8)
        while unread.firstRange(of: mark) == nil { try receive() }
        let end = try #require(unread.firstRange(of: mark))
        let lines = String(decoding: unread[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        unread.removeSubrange(..<end.upperBound)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingPrefix(" ").description : ""
        }
        let status = try #require(lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) })
        let length = hasBody ? Int(headers["content-length"] ?? "0") ?? 0 : 0
        while unread.count < length { try receive() }
        defer { unread.removeFirst(length) }
        return Answer(status: status, headers: headers, body: Array(unread[..<length]))
    }

    private mutating func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count < 0, errno == EINTR { return }
        guard count > 0 else { throw Gone("the server sends no more", code: count < 0 ? errno : 0) }
        unread += buffer[..<count]
    }
}
