import AWSCore
import Emulator
import TestSupport
import Testing

@Suite("The proxy", .timeLimit(.minutes(2)))
struct ProxyTests {
    private static let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

    @Test(
        "curl reaches AWS's own names by https, with our authority alone",
        arguments: [
            "sts.us-east-1.amazonaws.com", "sts.amazonaws.com", "api.ecr.eu-west-1.amazonaws.com", registry,
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "STS.US-EAST-1.amazonaws.com",
            "s3.us-east-1.amazonaws.com", "my.bucket.s3.amazonaws.com", "iam.amazonaws.com", "public.ecr.aws",
            "eks.us-east-1.api.aws", "ec2.us-gov-west-1.amazonaws.com",
        ]
    )
    func https(_ host: String) async throws {
        try await TestServer.with { server in
            let result = try await server.curl(
                "--proxy",
                server.url,
                "--cacert",
                server.authority,
                "--capath",
                "/nonexistent",
                "--write-out",
                "%{num_connects} %{http_version}\n",
                "https://\(host)/a",
                "https://\(host)/b"
            )
            #expect(
                result.output
                    == "GET https://\(host)/a 0 true\n1 1.1\nGET https://\(host)/b 0 true\n0 1.1\n",
                "\(result.all)"
            )
            #expect(server.responder.refused.isEmpty)
        }
    }

    @Test("curl reaches them by http, in absolute form and through a tunnel")
    func http() async throws {
        try await TestServer.with { server in
            let url = "http://\(Self.registry)/v2/?n=1"
            for arguments in [["--proxytunnel"], []] {
                let program = try InstalledProgram("curl")
                let result = try await program.run(
                    ["--disable", "--silent", "--proxy", server.url, "--noproxy", "", url, url] + arguments
                )
                #expect(result.output == "GET \(url) 0 true\nGET \(url) 0 true\n")
            }
            #expect(server.responder.requests.allSatisfy { $0.target == "/v2/?n=1" && $0.authority == Self.registry })
            #expect(server.responder.requests.allSatisfy { $0.headers["Proxy-Connection"] == nil })
        }
    }

    @Test("python's urllib reaches them by both, with its own strict view of certificates")
    func python() async throws {
        try await TestServer.with { server in
            let result = try await server.python(
                """
                import ssl, urllib.request
                context = ssl.create_default_context()
                context.verify_flags |= ssl.VERIFY_X509_STRICT
                opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))
                for url in ("https://sts.us-east-1.amazonaws.com/x", "http://sts.us-east-1.amazonaws.com/y"):
                    print(opener.open(url, data=b"a=b").read().decode(), end="")
                """
            )
            #expect(
                result.output == """
                    POST https://sts.us-east-1.amazonaws.com/x 3 true
                    POST http://sts.us-east-1.amazonaws.com/y 3 true

                    """,
                "\(result.all)"
            )
        }
    }

    @Test(
        "Immunity 19, proxy as open relay: a host that is not emulated is refused, recorded, and told why",
        arguments: [
            ("https://example.com/", "example.com", 443, "'example.com' is not a host of AWS's"),
            ("http://example.com:8080/", "example.com", 8_080, "'example.com' is not a host of AWS's"),
            ("https://registry-1.docker.io/v2/", "registry-1.docker.io", 443, "not a host of AWS's"),
            ("https://169.254.169.254/latest/", "169.254.169.254", 443, "not a host of AWS's"),
            ("http://169.254.169.254/latest/", "169.254.169.254", 80, "not a host of AWS's"),
            ("https://localhost:1/", "localhost", 1, "not a host of AWS's"),
            ("http://localhost:1/", "localhost", 1, "not a host of AWS's"),
            ("https://[::1]:1/", "::1", 1, "not a host of AWS's"),
            ("https://amazonaws.com.example.com/", "amazonaws.com.example.com", 443, "not a host of AWS's"),
            ("https://a_b.s3.amazonaws.com/", "a_b.s3.amazonaws.com", 443, "No certificate can be made"),
            ("https://sts.us-east-1.amazonaws.com:22/", "sts.us-east-1.amazonaws.com", 22, "only its ports 443 and 80"),
            ("http://sts.us-east-1.amazonaws.com:25/", "sts.us-east-1.amazonaws.com", 25, "only its ports 443 and 80"),
        ]
    )
    func refused(_ url: String, _ host: String, _ port: Int, _ words: String) async throws {
        try await TestServer.with { server in
            let result = try await server.curl(
                "--proxy",
                server.url,
                "--insecure",
                "--verbose",
                "--write-out",
                "%{http_connect} %{http_code}",
                url
            )
            #expect(result.output.hasSuffix(url.hasPrefix("https") ? "403 000" : "000 403"), "\(result.all)")
            #expect(server.responder.refused == [.init(host: host, port: port)])
            #expect(server.responder.requests.isEmpty)
            let line =
                url.hasPrefix("https")
                ? "CONNECT \(host.contains(":") ? "[\(host)]" : host):\(port) HTTP/1.1" : "GET \(url) HTTP/1.1"
            let answer = try await RawClient.all(
                port: server.port,
                line + "\r\nHost: \(host == "::1" ? "[::1]" : host)\r\n\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n") && answer.contains(words), "\(answer)")
        }
    }

    @Test(
        "a host in a region that does not exist does not resolve, which is recorded, and clients show it",
        arguments: [
            ("https://api.ecr.us-easst-1.amazonaws.com/", "api.ecr.us-easst-1.amazonaws.com", 443),
            ("http://s3.us-easst-1.amazonaws.com/", "s3.us-easst-1.amazonaws.com", 80),
        ]
    )
    func unresolved(_ url: String, _ host: String, _ port: Int) async throws {
        try await TestServer.with { server in
            let isTunnel = url.hasPrefix("https")
            let line = isTunnel ? "CONNECT \(host):\(port) HTTP/1.1" : "GET \(url) HTTP/1.1"
            let answer = try await RawClient.all(port: server.port, line + "\r\nHost: \(host)\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 502 Could not resolve host: \(host)\r\n"), "\(answer)")
            #expect(answer.contains("\r\nProxy-Status: Drydock; error=dns_error; rcode=\"NXDOMAIN\"\r\n"))
            #expect(answer.contains("AWS has no region us-easst-1"))
            #expect(server.responder.refused == [.init(host: host, port: port)])
            let result = try await server.curl(
                "--proxy",
                server.url,
                "--write-out",
                "%{http_connect} %{http_code}",
                url
            )
            #expect(result.output.hasSuffix(isTunnel ? "502 000" : "000 502"), "\(result.all)")
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test(
        "a target that is not a host and port is malformed",
        arguments: [
            "sts.amazonaws.com", "sts.amazonaws.com:", "sts.amazonaws.com:x", "sts.amazonaws.com:99999", ":443",
        ]
    )
    func malformed(_ target: String) async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.all(port: server.port, "CONNECT \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(server.responder.refused.isEmpty)
        }
    }

    @Test("what a client sends right behind CONNECT, without waiting, is not lost")
    func eager() async throws {
        try await TestServer.with { server in
            let request = "GET /x HTTP/1.1\r\nHost: sts.amazonaws.com\r\nConnection: close\r\n\r\n"
            let answer = try await RawClient.all(
                port: server.port,
                "CONNECT sts.amazonaws.com:80 HTTP/1.0\r\n\r\n" + request
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix("GET http://sts.amazonaws.com/x 0 true\n"))
        }
    }

    @Test("a CONNECT waits for the requests before it")
    func connectBehindRequest() async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.with(port: server.port) { client in
                try await client.send(
                    "GET /gate HTTP/1.1\r\nHost: a\r\n\r\nCONNECT sts.amazonaws.com:80 HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "GET /x HTTP/1.1\r\nHost: sts.amazonaws.com\r\nConnection: close\r\n\r\n"
                )
                await server.responder.firstRequest()
                server.responder.openGate()
                return try await client.readToEnd()
            }
            let parts = ["http://a/gate", "200 Connection established", "http://sts.amazonaws.com/x"]
            let places = parts.map { answer.firstRange(of: $0)?.lowerBound ?? answer.endIndex }
            #expect(places == places.sorted() && !places.contains(answer.endIndex), "\(answer)")
        }
    }

    @Test("a tunnel leads into no further tunnel")
    func nested() async throws {
        try await TestServer.with { server in
            let connect = "CONNECT sts.amazonaws.com:443 HTTP/1.1\r\nHost: a\r\n\r\n"
            let answer = try await RawClient.all(port: server.port, connect + connect)
            #expect(answer.contains("HTTP/1.1 400 Bad Request") && answer.contains("takes no further CONNECT"))
        }
    }

    @Test("a URL of the server's own, asked for through itself, is answered")
    func own() async throws {
        try await TestServer.with { server in
            let url = "http://localhost:\(server.port)/_drydock/health"
            let result = try await server.curl("--proxy", server.url, url)
            #expect(result.output == "GET \(url) 0 true\n")
        }
    }

    @Test("the host in the target counts, not the one in the Host header")
    func targetCounts() async throws {
        try await TestServer.with { server in
            let request = "GET http://sts.amazonaws.com/x HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
            let answer = try await RawClient.all(port: server.port, request)
            #expect(answer.hasSuffix("GET http://sts.amazonaws.com/x 0 true\n"), "\(answer)")
        }
    }

    @Test("an https URL is not taken in clear")
    func downgrade() async throws {
        try await TestServer.with { server in
            let request = "GET https://sts.amazonaws.com/x HTTP/1.1\r\nHost: sts.amazonaws.com\r\n\r\n"
            let answer = try await RawClient.all(port: server.port, request)
            #expect(answer.hasPrefix("HTTP/1.1 400 "))
            #expect(server.responder.requests.isEmpty)
        }
    }
}
