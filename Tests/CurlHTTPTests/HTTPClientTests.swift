import AWSCore
import CurlHTTP
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("The HTTP client")
struct HTTPClientTests {
    private func send(
        to answer: FixtureServer.Answer,
        _ change: (inout HTTPRequest) -> Void = { _ in },
        settings: TransportSettings = TransportSettings()
    ) async throws -> (result: Result<HTTPResponse, TransportError>, requests: [FixtureServer.Request]) {
        let server = try FixtureServer { _ in answer }
        defer { server.stop() }
        let driver = CurlDriver()
        defer { driver.shutDown() }
        var request = HTTPRequest(method: "GET", url: server.url + "/path")
        change(&request)
        let client = HTTPClient(driver: driver, settings: settings)
        return (await result(of: request, over: client), server.requests)
    }

    @Test("gives status, header lines and body as they came")
    func answer() async throws {
        let headers = [("X-One", "1"), ("Set-Cookie", "a=b"), ("Set-Cookie", "c=d"), ("X-Empty", "")]
        let (result, _) = try await send(to: .response(418, headers, body: "short and stout"))
        let response = try result.get()
        #expect(response.status == 418)
        #expect(response.headers["x-one"] == "1")
        #expect(response.headers.values(of: "Set-Cookie") == ["a=b", "c=d"])
        #expect(response.headers["X-Empty"]?.isEmpty == true)
        #expect(response.body == Array("short and stout".utf8))
    }

    @Test("sends what it is given and nothing of its own besides Host, User-Agent and Content-Length")
    func sentRequest() async throws {
        let (result, requests) = try await send(to: .ok) { request in
            request.method = "POST"
            request.url += "/../a%2Fb?x=1&y"
            request.headers = ["X-Amz-Target": "T", "Content-Type": "text/x", "X-Empty": ""]
            request.body = Array("a\0b".utf8)
        }
        _ = try result.get()
        let request = try #require(requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/path/../a%2Fb?x=1&y")
        #expect(request.body == Array("a\0b".utf8))
        #expect(request.header("X-Empty")?.isEmpty == true)
        #expect(
            Set(request.headers.map { $0.name.lowercased() }) == [
                "host", "user-agent", "content-length", "x-amz-target", "content-type", "x-empty",
            ]
        )
    }

    @Test("sends every method", arguments: ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"], ["", "body"])
    func methods(_ method: String, _ body: String) async throws {
        // A body with these two says nothing.
        guard body.isEmpty || (method != "HEAD" && method != "GET") else { return }
        let (result, requests) = try await send(to: .ok) { request in
            request.method = method
            request.body = Array(body.utf8)
        }
        #expect(try result.get().status == 200)
        #expect(requests.map(\.method) == [method])
        #expect(requests.map(\.text) == [body])
    }

    @Test(
        "Immunity 10, CVE-2020-15157: a redirect is an answer, and nothing is sent elsewhere",
        arguments: [301, 302, 303, 307, 308]
    )
    func redirects(_ status: Int) async throws {
        let elsewhere = try FixtureServer()
        defer { elsewhere.stop() }
        let (result, requests) = try await send(to: .response(status, [("Location", elsewhere.url)])) {
            $0.headers = ["Authorization": "Basic c2VjcmV0"]
        }
        #expect(try result.get().status == status)
        #expect(requests.count == 1)
        #expect(elsewhere.connectionCount == 0)
    }

    @Test(
        "says that the connection ended where an answer is cut off or is none",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf", "HTTP/1.1 200 OK\r\nContent-Le", "",
        ]
    )
    func truncated(_ text: String) async throws {
        let (result, _) = try await send(to: .raw(text))
        #expect(failure(result)?.kind == .closed)
    }

    @Test("refuses an answer that is not HTTP")
    func garbage() async throws {
        let (result, _) = try await send(to: .raw("220 mail ready\r\n"))
        #expect(failure(result) != nil)
    }

    @Test("takes an answer that ends with its connection")
    func endOfConnection() async throws {
        let (result, _) = try await send(to: .raw("HTTP/1.0 200 OK\r\n\r\nto the end"))
        #expect(try result.get().body == Array("to the end".utf8))
    }

    @Test("stops waiting when the time is up")
    func timeout() async throws {
        let (result, _) = try await send(to: .silence) { $0.timeoutSeconds = 0.2 }
        #expect(failure(result)?.kind == .timeout)
    }

    @Test("says that nothing listens")
    func refused() async throws {
        let server = try ClosedPort()
        let driver = CurlDriver()
        defer { driver.shutDown() }
        let client = HTTPClient(driver: driver, settings: TransportSettings())
        let error = failure(await result(of: HTTPRequest(method: "GET", url: server.url + "/?secret=1"), over: client))
        #expect(error?.kind == .connect)
        #expect(error?.description.contains(server.url) == true)
        #expect(error?.description.contains("secret") == false)
        #expect(error?.description.contains("\n") == false)
    }

    @Test(
        "takes a body up to the limit and no byte more",
        arguments: [(100_000, true), (99_999, true), (100_001, false), (5_000_000, false)],
        [true, false]
    )
    func bodyLimit(_ size: (bytes: Int, isTaken: Bool), _ isChunked: Bool) async throws {
        let body = String(repeating: "x", count: size.bytes)
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(String(size.bytes, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
        let (result, _) = try await send(to: isChunked ? .raw(chunked) : .response(200, body: body)) {
            $0.responseLimit = 100_000
        }
        if size.isTaken {
            #expect(try result.get().body.count == size.bytes)
        } else {
            #expect(failure(result)?.kind == .bodyTooLarge(limit: 100_000))
        }
    }

    @Test("bounds the header of an answer")
    func headerLimit() async throws {
        let lines = (0..<4_000).map { "X-\($0): \(String(repeating: "x", count: 80))\r\n" }.joined()
        let (result, _) = try await send(to: .raw("HTTP/1.1 200 OK\r\n\(lines)\r\n"))
        #expect(failure(result) != nil)
    }

    @Test(
        "refuses what would break out of its line, without sending anything",
        arguments: [
            ("GET", "/a b", "X-A", "1"), ("GET", "/a\r\nX: 1", "X-A", "1"), ("GET", "/a\0", "X-A", "1"),
            ("GET", "/", "X-A", "1\r\nX-B: 2"), ("GET", "/", "X-A", "1\0"), ("GET", "/", "X A", "1"),
            ("GET", "/", "X-A:", "1"), ("GET", "/", "", "1"), ("GET /", "/", "X-A", "1"), ("", "/", "X-A", "1"),
        ]
    )
    func injection(_ method: String, _ path: String, _ name: String, _ value: String) async throws {
        let (result, requests) = try await send(to: .ok) { request in
            request.method = method
            request.url += path
            request.headers = HeaderFields([.init(name: name, value: value)])
        }
        #expect(failure(result)?.kind == .other)
        #expect(requests.isEmpty)
    }

    @Test(
        "speaks no scheme but http and https, and takes no password from a URL",
        arguments: [
            "file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://u:p@127.0.0.1:1/", "", "x",
        ]
    )
    func schemes(_ url: String) async throws {
        let (result, requests) = try await send(to: .ok) { $0.url = url }
        #expect(failure(result) != nil)
        #expect(failure(result)?.description.contains("u:p@") == false)
        #expect(requests.isEmpty)
    }
}

/// What became of a request.
func result(of request: HTTPRequest, over client: HTTPClient) async -> Result<HTTPResponse, TransportError> {
    do throws(TransportError) {
        return .success(try await client.send(request))
    } catch {
        return .failure(error)
    }
}

/// The error of a result that is one.
func failure(_ result: Result<HTTPResponse, TransportError>) -> TransportError? {
    guard case .failure(let error) = result else { return nil }
    return error
}
