import Emulator
import NIOCore
import TestSupport
import Testing

@Suite("TLS on the port", .timeLimit(.minutes(2)))
struct TLSTests {
    private static let registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com"

    @Test(
        "a ClientHello on the port is answered with a certificate for the name it asks for",
        arguments: ["localhost", "127.0.0.1", registry, "sts.eu-west-1.amazonaws.com", "ecr.us-east-1.api.aws"]
    )
    func direct(_ host: String) async throws {
        try await TestServer.with { server in
            let result = try await server.curl(
                "--cacert",
                server.authority,
                "--capath",
                "/nonexistent",
                "--connect-to",
                "::127.0.0.1:\(server.port)",
                "--write-out",
                "%{ssl_verify_result} %{http_version}\n",
                "https://\(host)/x"
            )
            #expect(result.output == "GET https://\(host)/x 0 true\n0 1.1\n", "\(result.all)")
        }
    }

    @Test("one TLS connection carries three requests, and large bodies both ways")
    func keepAlive() async throws {
        try await TestServer.with { server in
            let url = "https://localhost:\(server.port)"
            let file = try server.folder.write(String(repeating: "x", count: 2_000_000), to: "body")
            let result = try await server.curl(
                "--cacert",
                server.authority,
                "--write-out",
                "%{num_connects} %{size_download}\n",
                "--output",
                "/dev/null",
                "--output",
                "/dev/null",
                "--output",
                "/dev/null",
                "--data-binary",
                "@" + file,
                "\(url)/upload",
                "\(url)/upload/big",
                "\(url)/upload"
            )
            #expect(result.output.split(separator: "\n").map { $0.prefix(2) } == ["1 ", "0 ", "0 "], "\(result.all)")
            #expect(server.responder.requests.map(\.body.readableBytes) == [2_000_000, 2_000_000, 2_000_000])
        }
    }

    @Test("a name that is neither AWS's nor localhost is refused in TLS, and recorded")
    func foreignName() async throws {
        try await TestServer.with { server in
            let result = try await server.curl(
                "--insecure",
                "--connect-to",
                "::127.0.0.1:\(server.port)",
                "https://example.com/x"
            )
            #expect(result.status == 35 && result.errors.contains("unrecognized name"), "\(result.all)")
            #expect(server.responder.refused == [.init(host: "example.com", port: server.port)])
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test("in a tunnel the name must be the tunnel's, or be left out")
    func tunnelName() async throws {
        try await TestServer.with { server in
            let result = try await server.python(
                """
                import socket, ssl, sys
                def attempt(name, check):
                    raw = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                    raw.sendall(b"CONNECT sts.us-east-1.amazonaws.com:443 HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n")
                    answer = b""
                    while not answer.endswith(b"\\r\\n\\r\\n"):
                        answer += raw.recv(1)
                    context = ssl.create_default_context()
                    context.check_hostname = check
                    try:
                        with context.wrap_socket(raw, server_hostname=name) as tls:
                            print([value for _, value in tls.getpeercert()["subjectAltName"]])
                    except ssl.SSLError as error:
                        print("unrecognized name" in str(error))
                attempt("sts.us-east-1.amazonaws.com", True)
                attempt(None, False)
                attempt("api.ecr.us-east-1.amazonaws.com", True)
                """
            )
            #expect(
                result.output == "['sts.us-east-1.amazonaws.com']\n['sts.us-east-1.amazonaws.com']\nTrue\n",
                "\(result.all)"
            )
            #expect(server.responder.refused == [.init(host: "api.ecr.us-east-1.amazonaws.com", port: 443)])
        }
    }

    @Test(
        "Immunity 12, CVE-2023-44487: TLS 1.2 and 1.3 are spoken, and only HTTP/1.1 in them",
        arguments: ["--tlsv1.2", "--tlsv1.3"]
    )
    func versions(_ version: String) async throws {
        try await TestServer.with { server in
            let limit = version == "--tlsv1.2" ? ["--tls-max", "1.2"] : []
            let result = try await InstalledProgram("curl").run(
                ["--disable", "-sSv", "--noproxy", "*", "--cacert", server.authority, version] + limit
                    + ["https://localhost:\(server.port)/"]
            )
            #expect(result.errors.contains("ALPN: server accepted http/1.1"), "\(result.all)")
            #expect(result.errors.contains(version == "--tlsv1.2" ? "using TLSv1.2" : "using TLSv1.3"))
        }
    }

    @Test("the proxy may itself be reached by TLS")
    func secureProxy() async throws {
        try await TestServer.with { server in
            let result = try await server.curl(
                "--proxy",
                "https://localhost:\(server.port)",
                "--proxy-cacert",
                server.authority,
                "--cacert",
                server.authority,
                "https://sts.us-east-1.amazonaws.com/x"
            )
            #expect(result.output == "GET https://sts.us-east-1.amazonaws.com/x 0 true\n", "\(result.all)")
        }
    }

    @Test("a client that trusts others does not trust us")
    func untrusted() async throws {
        try await TestServer.with { server in
            let result = try await server.curl("https://localhost:\(server.port)/")
            #expect(result.status == 60, "\(result.all)")
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test(
        "what begins like TLS and is not is dropped",
        arguments: [[0x16], [0x16, 3, 1, 0, 2, 9, 9], [0x16, 9, 9, 9, 9, 9, 9]]
    )
    func garbage(_ bytes: [UInt8]) async throws {
        try await TestServer.with { server in
            try await RawClient.with(port: server.port) { client in
                try await client.send(bytes: bytes)
                client.endOutput()
                let answer = try await client.readToEnd()
                #expect(!answer.contains("HTTP"))
            }
            #expect(server.responder.requests.isEmpty)
        }
    }
}
