import EmulatorServer
import NIOCore
import TestSupport
import Testing

@Suite("Malformed and unfinished requests", .timeLimit(.minutes(2)))
struct MalformedRequestTests {
    @Test(
        "what is not a whole, unambiguous request is refused, and nobody is asked",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", 400, "The request has no Host header"),
            ("GET / HTTP/1.0\r\n\r\n", 400, "The request has no Host header"),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "The request has several Host headers"),
            ("GET / HTTP/1.1\r\nHost: \r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: a:0\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", 400, "The request has a malformed Host header"),
            ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400, ""),
            ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "neither a path nor an http URL"),
            ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "not an HTTP/1.1 request"),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "HTTP/1.1"),
            ("hello\r\n\r\n", 400, "not an HTTP/1.1 request"),
            ("\u{0}\u{1}\u{2}", 400, "not an HTTP/1.1 request"),
            ("GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n", 417, "100-continue"),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: y\rz\r\n\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \r\n\r\n", 400, "Transfer-Encoding is not chunked"),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\t\r\n\r\n", 400, "Transfer-Encoding is not chunked"),
            ("GET / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400, ""),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400, ""),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                ""
            ),
        ]
    )
    func refused(_ request: String, _ status: Int, _ words: String) async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(port: server.port, request)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(words.isEmpty || answer.contains(words), "\(answer)")
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test(
        "a header beyond the limits is refused",
        arguments: [
            "X-Long: " + String(repeating: "x", count: 70_000),
            (0..<300).map { "X-\($0): y" }.joined(separator: "\r\n"),
            (0..<10).map { "X-\($0): " + String(repeating: "y", count: 30_000) }.joined(separator: "\r\n"),
        ]
    )
    func headerLimits(_ lines: String) async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(port: server.port, "GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 431 "), "\(answer)")
        }
    }

    @Test("blanks around a header's value are no part of it")
    func blanks() async throws {
        try await TestServer.with { server in
            let heads = [
                "Host: a \r\nContent-Length: 3 ", "Host:\ta \t\r\nContent-Length:   3  ",
                "Host: a\r\nExpect: 100-continue \r\nContent-Length: 3",
                "Host: a\r\nTransfer-Encoding: chunked ",
            ]
            for head in heads {
                let body = head.contains("chunked") ? "3\r\nabc\r\n0\r\n\r\n" : "abc"
                let request = "POST /x HTTP/1.1\r\n\(head)\r\nConnection: close \r\n\r\n\(body)"
                let answer = try await RawClient.all(port: server.port, request)
                #expect(answer.contains("POST http://a/x 3 true"), "\(head): \(answer)")
            }
        }
    }

    @Test(
        "IPv6 and ports in Host are understood",
        arguments: ["[::1]:4566", "localhost:4566", "a.b-c_d:1", "127.0.0.1"]
    )
    func hosts(_ host: String) async throws {
        try await TestServer.with { server in
            let request = "GET / HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n"
            let answer = try await RawClient.all(port: server.port, request)
            #expect(answer.contains("GET http://\(host)/ 0 true"))
        }
    }

    @Test(
        "a request that stays unfinished is dropped",
        arguments: ["GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"]
    )
    func halfWritten(_ request: String) async throws {
        try await TestServer.with { server in
            _ = try await RawClient.all(port: server.port, request, halfClosing: true)
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test("a client that ends its output gets the answers to what it asked before")
    func halfClosed() async throws {
        try await TestServer.with { server in
            let request = "GET /gate HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n"
            let answer = try await RawClient.with(port: server.port) { client in
                try await client.send(request)
                client.endOutput()
                await server.responder.firstRequest()
                server.responder.openGate()
                return try await client.readToEnd()
            }
            #expect(answer.contains("http://a/gate") && answer.contains("http://a/next"))
        }
    }

    @Test("a client that goes away does not keep what it asked for from being done")
    func goneClient() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n")
                await server.responder.firstRequest()
            }
            server.responder.openGate()
            // It returns when every connection is closed and every answer is done.
            await server.server.stop()
            #expect(server.responder.finished == ["/gate"])
        }
    }

    @Test(
        "a client that is too slow is cut off",
        arguments: [
            "", "G", "GET / HTTP/1.1\r\nHost", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "\u{16}\u{3}\u{1}",
        ]
    )
    func slow(_ beginning: String) async throws {
        var limits = ServerLimits()
        limits.idle = .milliseconds(50)
        try await TestServer.with(limits: limits) { server in
            let answer = try await RawClient.all(port: server.port, beginning)
            #expect(answer == "" || answer == "[reset]")
        }
    }
}
