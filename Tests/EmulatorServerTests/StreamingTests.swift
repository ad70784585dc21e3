import Emulator
import Foundation
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import EmulatorServer

@Suite("Bodies that are streamed", .timeLimit(.minutes(2)))
struct StreamingTests {
    private typealias Body = EchoResponder.StreamedBody

    @Test("a body of any length is handed on as it comes, with a length or in chunks, and the connection goes on")
    func lengths() async throws {
        try await TestServer.with { server in
            try server.folder.write(String(repeating: "x", count: 5_000_000), to: "body")
            let file = server.folder.path + "/body"
            for more in [[], ["--header", "Transfer-Encoding: chunked"]] {
                let result = try await server.curl(
                    ["--data-binary", "@" + file, "\(server.url)/stream"] + more + ["--next", "\(server.url)/after"]
                )
                #expect(result.output.contains("POST \(server.url)/stream 0 true"))
                #expect(result.output.contains("GET \(server.url)/after"))
            }
            #expect(server.responder.streamed == Array(repeating: Body(bytes: 5_000_000, isComplete: true), count: 2))
        }
    }

    @Test("a client that waits to be asked for the body is asked when the body is wanted, not before")
    func expectation() async throws {
        try await TestServer.with { server in
            let head = "Host: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
            try await RawClient.with(port: server.port) { client in
                try await client.send("PUT /stream/gate HTTP/1.1\r\n" + head)
                await server.responder.firstRequest()
                server.responder.openGate()
                #expect(try await client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                try await client.send("abc")
                #expect(try await client.read(through: "true\n").hasPrefix("HTTP/1.1 200 OK"))
            }
            let refused = try await RawClient.all(port: server.port, "PUT /stream/unread HTTP/1.1\r\n" + head)
            #expect(!refused.contains("100 Continue"))
            #expect(refused.contains("Connection: close"))
        }
    }

    @Test("an answer that does not wait for the body is read by the client, and ends the connection")
    func early() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.with(port: server.port) { client in
                try await client.send(
                    "PUT /stream/unread HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n"
                        + String(repeating: "x", count: 1_000_000)
                )
                return try await client.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
            #expect(answer.contains("Connection: close"))
        }
    }

    @Test("a request that has no body is answered at once without the connection's end")
    func empty() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "PUT /stream/unread HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
                    + "PUT /stream/unread HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /after HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
            #expect(answer.components(separatedBy: "Connection: close").count == 2)
        }
    }

    @Test("a client that goes away within its body is told apart from one that has sent it all")
    func interrupted() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send("PUT /stream/gate HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
                await server.responder.firstRequest()
                client.endOutput()
                server.responder.openGate()
                _ = try await client.readToEnd()
            }
            #expect(server.responder.streamed == [Body(bytes: 3, isComplete: false)])
        }
    }

    @Test("malformed chunks break the body off, and the connection ends")
    func malformed() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "PUT /stream HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nnot a size\r\n"
            )
            #expect(answer.contains("Connection: close"))
            #expect(server.responder.streamed == [Body(bytes: 3, isComplete: false)])
        }
    }

    @Test("requests sent ahead behind a streamed body are answered in their order")
    func pipelining() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "PUT /stream?1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "PUT /stream?3 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
                    + "GET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            #expect(server.responder.targets == ["/stream?1", "/2", "/stream?3", "/4"])
            #expect(answer.components(separatedBy: "HTTP/1.1 200 OK").count == 5)
        }
    }

    @Test("a client that sends faster than its body is taken is held back, and let go on when there is room")
    func backpressure() async throws {
        let demands = Mutex(0)
        let body = IncomingBody(announcedLength: nil, isAwaited: false) { demands.withLock { $0 += 1 } }
        let piece = ByteBuffer(repeating: 0x78, count: 256 * 1_024)
        for count in 1...4 {
            #expect(!body.isFull, "after \(count - 1) pieces")
            body.put(piece)
        }
        #expect(body.isFull)
        #expect(demands.withLock { $0 } == 0)
        for _ in 1...4 { #expect(try await body.next() == piece) }
        #expect(!body.isFull)
        #expect(demands.withLock { $0 } == 1)
        body.end(.success(()))
        #expect(try await body.next() == nil)
        #expect(try await body.next() == nil)
    }
}
