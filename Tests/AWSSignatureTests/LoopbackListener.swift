import Foundation
import Glibc

/// A TCP listener on the loopback interface that takes one HTTP request at a time, byte for byte, and answers 200.
struct LoopbackListener: ~Copyable {
    struct Failure: Error {
        let step: String
        let code = errno
    }

    private let socket: Int32
    let port: UInt16

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        guard code else { throw Failure(step: "listen") }
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit { close(socket) }

    /// Waits up to ten seconds for a request.
    func next() throws -> (head: String, body: [UInt8]) {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 10_000) == 1 else { throw Failure(step: "wait") }
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { throw Failure(step: "accept") }
        defer { close(connection) }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = received.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) {
                let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
                let body = received[end.upperBound...]
                let length = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).drop { $0 == " " }) }
                if body.count >= length ?? 0 {
                    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
                    guard send(connection, answer, answer.count, Int32(MSG_NOSIGNAL)) == answer.count else {
                        throw Failure(step: "send")
                    }
                    return (head, Array(body))
                }
            }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { throw Failure(step: "receive") }
            received += buffer[..<count]
        }
    }
}
