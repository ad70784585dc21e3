import TestSupport
import Testing

/// HTTP/2 is not spoken, so none of its frames is one here.
@Suite("Immunity: HTTP/2", .timeLimit(.minutes(2)))
struct FrameImmunityTests {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private static func frame(_ type: UInt8, flags: UInt8 = 0, stream: UInt8 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
    }

    /// Requests that are reset at once, a header with a line end in a pseudo-header, and an ALTSVC frame.
    private static let floods: [[UInt8]] = [
        preface + frame(4),
        preface + frame(4)
            + (0..<120).flatMap { number in
                let stream = UInt8(number * 2 + 1)
                return frame(1, flags: 5, stream: stream, [0x82, 0x86, 0x84]) + frame(3, stream: stream, [0, 0, 0, 8])
            },
        preface + frame(4)
            + frame(1, flags: 5, stream: 1, [0x82, 0x86, 0x04, 0x0A] + Array("/\r\nX: yes ".utf8.prefix(10))),
        preface + frame(4) + frame(10, [0, 0] + Array("h2=\":443\"".utf8)),
        frame(4) + frame(10),
    ]

    @Test(
        "Immunity 12, CVE-2023-44487, CVE-2022-24668, GHSA-4px2-pw77-vc85: frames are no request, and end the connection",
        arguments: floods
    )
    func frames(_ bytes: [UInt8]) async throws {
        try await TestServer.with { server in
            let answer = try await RawClient.with(port: server.port) { client in
                try await client.send(bytes: bytes)
                return try await client.readToEnd()
            }
            #expect(!answer.contains("HTTP/2"))
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 505 "), "\(answer)")
            #expect(server.responder.requests.isEmpty)
        }
    }

    @Test("Immunity 12, CVE-2023-44487: a client that wants HTTP/2 alone gets no agreement in TLS")
    func negotiation() async throws {
        try await TestServer.with { server in
            let result = try await server.python(
                """
                import socket, ssl, sys
                context = ssl.create_default_context()
                context.set_alpn_protocols(["h2"])
                raw = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
                try:
                    with context.wrap_socket(raw, server_hostname="localhost") as tls:
                        print(tls.selected_alpn_protocol())
                except ssl.SSLError as error:
                    print("None")
                """
            )
            #expect(result.output == "None\n", "\(result.all)")
        }
    }
}
