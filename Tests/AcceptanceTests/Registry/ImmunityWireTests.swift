import AWSCore
import AWSProtocols
import Foundation
import RegistryService
import Testing
import World

@testable import Emulator

/// What only the bytes on a connection show.
@Suite("Immunity: on the wire", .timeLimit(.minutes(2)))
struct ImmunityWireTests {
    private static let yaml = """
        accounts:
          "123456789012":
            users:
              pusher: {policies: [AdministratorAccess]}
            regions:
              us-east-1:
                repositories:
                  app: {}
        """

    /// What ends a line somewhere, in the ways in which it can stand in a target.
    private static let breaks = [
        "%0d%0a", "%0D%0A", "%0a", "%0d", "%00", "%0d%0a%20", "%c2%85", "%e2%80%a8", "%e5%98%8d%e5%98%8a", "%250d%250a",
        "%0b", "%0c", "%0d%0a%0d%0a",
    ]

    private func with(
        _ dialect: RegistryDialect = .ecr,
        _ body: (RunningEmulator, _ authorization: String) async throws -> Void
    ) async throws {
        let world = try World.load(yaml: Self.yaml, fileName: "wire.yaml")
        try await RunningEmulator.with(world: world, dialect: dialect) { running in
            let password = running.emulator.world.registryToken(
                for: .user(try #require(AccountID("123456789012")), name: "pusher"),
                in: try #require(Region("us-east-1")),
                issuedAt: Date(),
                expiresAt: Date() + 3_600
            )
            try await body(running, "Basic " + Data("AWS:\(password)".utf8).base64EncodedString())
        }
    }

    /// Nothing in the answer stands where only the server writes.
    private func expectWhole(_ answer: String, _ request: String) throws {
        let end = try #require(answer.firstRange(of: "\r\n\r\n"), "\(request)")
        let head = answer[..<end.lowerBound]
        let lines = head.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 0x20 } }, "\(request): \(head)")
        #expect(lines.count { $0.hasPrefix("HTTP/1.1 ") } == 1)
        for line in lines.dropFirst() {
            #expect(!line.lowercased().hasPrefix("x-injected"), "\(request): \(head)")
            #expect(line.contains(": "), "\(request): \(line)")
        }
        let body = answer[end.upperBound...]
        // A second answer, or a header that slipped into the body, would have one.
        #expect(!body.contains("\r\n"), "\(request): \(body)")
    }

    @Test(
        "Immunity 11, CVE-2022-3215, GHSA-7fj7-39wj-c64f: encoded line ends in names come back in no header of their own",
        arguments: RegistryDialect.allCases
    )
    func reflection(dialect: RegistryDialect) async throws {
        try await with(dialect) { running, authorization in
            for mark in Self.breaks {
                let text = "x\(mark)X-Injected:%20yes\(mark)y"
                for (method, target) in [
                    ("POST", "/v2/\(text)/blobs/uploads/"), ("GET", "/v2/\(text)/tags/list"), ("GET", "/\(text)"),
                    ("GET", "/v2/app/manifests/\(text)"), ("PUT", "/v2/app/manifests/\(text)"),
                    ("DELETE", "/v2/app/manifests/\(text)"), ("GET", "/v2/app/manifests/sha256:\(text)"),
                    ("HEAD", "/v2/app/blobs/sha256:\(text)"), ("GET", "/v2/app/blobs/sha256:\(text)"),
                    ("GET", "/v2/app/referrers/sha256:\(text)"), ("GET", "/v2/app/blobs/uploads/\(text)"),
                    ("PATCH", "/v2/app/blobs/uploads/\(text)"), ("DELETE", "/v2/app/blobs/uploads/\(text)"),
                    ("PUT", "/v2/app/blobs/uploads/\(text)?digest=sha256:\(text)"),
                    ("POST", "/v2/app/blobs/uploads/?mount=\(text)&from=\(text)"),
                    ("POST", "/v2/app/blobs/uploads/?digest=\(text)&digest-algorithm=\(text)"),
                    ("GET", "/v2/_catalog?n=1&last=\(text)"), ("GET", "/v2/app/tags/list?n=\(text)&last=\(text)"),
                    ("GET", "/?Action=\(text)&Version=\(text)"), ("GET", "/_drydock/\(text)"),
                ] {
                    let request =
                        "\(method) \(target) HTTP/1.1\r\nHost: localhost:\(running.port)\r\nConnection: close\r\n"
                        + "Authorization: \(authorization)\r\nContent-Length: 0\r\n\r\n"
                    try expectWhole(try await RawExchange.answer(port: running.port, request), "\(method) \(target)")
                }
            }
        }
    }

    @Test(
        "Immunity 11, GHSA-cq87-8r7h-962v: line ends that are not encoded end the request, and nothing of them comes back",
        arguments: ["\r", "\n", "\0", "\r\n ", "\u{b}", "\u{85}"]
    )
    func rawLineEnds(mark: String) async throws {
        try await with { running, authorization in
            let text = "x\(mark)X-Injected: yes"
            for request in [
                "GET /v2/app/manifests/\(text) HTTP/1.1\r\nHost: localhost\r\n",
                "GET /v2/ HTTP/1.1\r\nHost: localhost\(mark)X-Injected: yes\r\n",
                "GE\(mark)T /v2/ HTTP/1.1\r\nHost: localhost\r\n",
                "POST /v2/app/blobs/uploads/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \(text)\r\n",
                "GET /v2/ HTTP/1.1\(mark)X-Injected: yes\r\nHost: localhost\r\n",
            ] {
                let whole = request + "Connection: close\r\nAuthorization: \(authorization)\r\n\r\n"
                let answer = try await RawExchange.answer(port: running.port, whole)
                // Where the connection just ends there is nothing that could be wrong with an answer.
                if !answer.isEmpty { try expectWhole(answer, request) }
            }
        }
    }

    @Test(
        "Immunity 19, proxy as open relay: CONNECT to what is not emulated is 403 and an event",
        arguments: RegistryDialect.allCases
    )
    func relay(dialect: RegistryDialect) async throws {
        try await with(dialect) { running, _ in
            for (host, port) in [
                ("example.com", 443), ("169.254.169.254", 80), ("localhost", running.port), ("127.0.0.1", 22),
                ("s3.us-east-1.amazonaws.com", 22), ("sts.us-east-1.amazonaws.com", 22), ("amazonaws.com.evil", 443),
            ] {
                let request = "CONNECT \(host):\(port) HTTP/1.1\r\nHost: \(host):\(port)\r\n\r\n"
                let answer = try await RawExchange.answer(port: running.port, request)
                #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n"), "\(answer)")
                let event = try #require(running.emulator.events().last)
                #expect(event.eventName == "Connect" && event.errorCode == "HostNotEmulated")
                #expect(event.requestParameters == ["host": .string(host), "port": .integer(port)])
            }
        }
    }
}
