import Determinism
import Emulator
import EmulatorServer
import Foundation
import NIOCore
import TestSupport
import Testing

@Suite("Requests and answers", .timeLimit(.minutes(2)))
struct ServingTests {
    @Test("one connection carries several requests, by curl")
    func keepAlive() async throws {
        try await TestServer.with { server in
            let format = "%{http_code} %{num_connects}\n"
            let result = try await server.curl(
                "--write-out",
                format,
                "\(server.url)/a",
                "\(server.url)/b?c=d",
                "\(server.url)/e"
            )
            #expect(
                result.output == """
                    GET \(server.url)/a 0 true
                    200 1
                    GET \(server.url)/b?c=d 0 true
                    200 0
                    GET \(server.url)/e 0 true
                    200 0

                    """
            )
        }
    }

    @Test("an answer is exactly these bytes")
    func bytes() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            #expect(
                answer == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 30\r\n"
                    + "Date: Tue, 14 May 2024 09:30:00 GMT\r\nConnection: close\r\n\r\nGET http://localhost/x 0 true\n"
            )
        }
    }

    @Test("requests sent ahead are answered in order, slow ones too")
    func pipelining() async throws {
        try await TestServer.with { server in
            let many = (0..<500).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
            let answer = try await RawClient.with(port: server.port) { client in
                try await client.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n" + many)
                await server.responder.firstRequest()
                #expect(server.responder.targets == ["/gate"])
                server.responder.openGate()
                try await client.send("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                return try await client.readToEnd()
            }
            let order = answer.split(separator: " ").filter { $0.hasPrefix("http://a/") }.map(String.init)
            #expect(order == ["http://a/gate"] + (0..<500).map { "http://a/\($0)" } + ["http://a/last"])
        }
    }

    @Test("a body comes whole, whether its length is said before or it comes in chunks")
    func bodies() async throws {
        try await TestServer.with { server in
            let body = String(repeating: "0123456789", count: 100_000)
            let file = try server.folder.write(body, to: "body")
            for framing in ["Content-Length", "Transfer-Encoding: chunked"] {
                let header = framing == "Content-Length" ? "X-Framing: length" : framing
                let result = try await server.curl("-H", header, "--data-binary", "@" + file, server.url + "/upload")
                #expect(result.output == "POST \(server.url)/upload 1000000 true\n")
            }
            for request in server.responder.requests { #expect(String(buffer: request.body) == body) }
        }
    }

    @Test("a client that waits for 100 Continue gets it")
    func continues() async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                let head = "PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
                try await client.send(head)
                #expect(try await client.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                try await client.send("hello")
                #expect(try await client.read(through: "true\n").hasSuffix("PUT http://a/x 5 true\n"))
            }
        }
    }

    @Test(
        "a body over the limit is refused with 413, and what was asked is not done",
        arguments: [
            "Content-Length: 1001\r\n\r\n" + String(repeating: "x", count: 1_001),
            "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Content-Length: 9223372036854775807\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + String(repeating: "x", count: 1_001) + "\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "64\r\n" + String(repeating: "x", count: 100) + "\r\n", count: 20) + "0\r\n\r\n",
        ]
    )
    func tooLarge(_ rest: String) async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "POST / HTTP/1.1\r\nHost: a\r\n" + rest,
                halfClosing: true
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 ") || answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(!answer.contains("100 Continue"))
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test("answers are dated by the clients' clock, however far the world is ahead")
    func date() async throws {
        let clock = WorldClock.running { Date(timeIntervalSince1970: 1_715_679_000) }
        clock.advance(by: 13 * 3_600)
        try await TestServer.with(clock: clock) { server in
            let answer = try await RawClient.all(
                port: server.port,
                "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            )
            #expect(answer.contains("\r\nDate: Tue, 14 May 2024 09:30:00 GMT\r\n"))
        }
    }

    @Test("a client that sends much more than the limit still gets to read the refusal")
    func tooLargeByCurl() async throws {
        try await TestServer.with { server in
            let file = try server.folder.write(String(repeating: "x", count: 5_000_000), to: "body")
            for header in ["Expect:", "Expect: 100-continue", "Transfer-Encoding: chunked"] {
                let result = try await server.curl(
                    "-H",
                    header,
                    "-w",
                    "%{http_code}",
                    "--data-binary",
                    "@" + file,
                    server.url
                )
                #expect(result.output.hasSuffix("The request's body is larger than this operation takes.\n413"))
            }
        }
    }

    @Test("a body over the limit is refused in the registry's form on its paths")
    func tooLargeForTheRegistry() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "PUT /v2/app/manifests/v1?x HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n",
                halfClosing: true
            )
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("\r\nDocker-Distribution-Api-Version: registry/2.0\r\n"))
            let error =
                #"{"code":"SIZE_INVALID","message":"The request's body is larger than this operation takes."}"#
            #expect(answer.hasSuffix("\r\n\r\n{\"errors\":[\(error)]}\n"))
        }
    }

    @Test("HEAD is answered without a body, but with its length")
    func head() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(
                port: server.port,
                "HEAD /length HTTP/1.1\r\nHost: a\r\n\r\nHEAD /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            )
            let lengths = answer.split(separator: "\r\n").filter { $0.hasPrefix("Content-Length") }
            #expect(lengths == ["Content-Length: 12345", "Content-Length: 3000000"])
            #expect(answer.hasSuffix("Connection: close\r\n\r\n"))
        }
    }

    @Test("a large answer comes whole, and one without a body has no length")
    func sizes() async throws {
        try await TestServer.with { server in
            let result = try await server.curl("-w", "%{size_download}", "-o", "/dev/null", server.url + "/big")
            #expect(result.output == "3000000")
            let empty = try await server.curl("--include", server.url + "/empty")
            #expect(empty.output.hasPrefix("HTTP/1.1 204 No Content\r\n") && !empty.output.contains("Content-Length"))
        }
    }

    @Test(
        "Immunity 11, CVE-2022-3215: nothing in an answer's header can end its line",
        arguments: ["/injected", "/injected-name", "/status"]
    )
    func injection(_ path: String) async throws {
        try await TestServer.with { server in
            let answer = try await server.curl("--include", server.url + path).output
            #expect(answer.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
            #expect(!answer.contains("Cookie: stolen") && answer.components(separatedBy: "HTTP/1.1").count == 2)
        }
    }

    @Test("the framing of an answer is the server's alone; its date may be the responder's")
    func ownHeaders() async throws {
        try await TestServer.with { server in
            let answer = try await server.curl("--include", server.url + "/own").output
            #expect(
                answer == "HTTP/1.1 202 Accepted\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Own: yes\r\n"
                    + "Content-Length: 3\r\n\r\nown"
            )
        }
    }

    @Test("HTTP/1.0 keeps its connection only when it asks for that")
    func oldVersion() async throws {
        try await TestServer.with { server in
            let request = "GET /x HTTP/1.0\r\nHost: a\r\n"
            let answer = try await RawClient.all(
                port: server.port,
                request + "Connection: keep-alive\r\n\r\n" + request + "\r\n"
            )
            let lines = answer.split(separator: "\r\n").filter { $0.hasPrefix("Connection") }
            #expect(lines == ["Connection: keep-alive", "Connection: close"])
        }
    }

    @Test("Immunity 12, CVE-2023-44487: an upgrade to HTTP/2 is not taken, and the request answered in HTTP/1.1")
    func upgrade() async throws {
        try await TestServer.with { server in
            let result = try await server.curl("--http2", server.url + "/a", server.url + "/b")
            #expect(result.output == "GET \(server.url)/a 0 true\nGET \(server.url)/b 0 true\n")
        }
    }
}
