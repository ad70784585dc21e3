import Foundation
import OCI
import Scenarios
import Testing

/// Clients that break off or lie, and many at once, at a `drydock serve`.
@Suite("The registry and difficult clients", .timeLimit(.minutes(2)))
struct RegistryTroubleTests {
    /// How a client breaks off.
    enum BreakOff: CaseIterable {
        /// It sends nothing more, and listens.
        case halfClosed
        /// It is gone.
        case closed
    }

    private static func serving(_ body: (ServedRegistry, ServedProcess, String) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let registry = try ServedRegistry(folder: folder, repositories: "app: {}\nother: {}")
            try await registry.serving { served in
                try await body(registry, served, registry.token(of: served))
            }
        }
    }

    @Test(
        "what came of a chunk that broke off is kept, and the client goes on from there",
        arguments: BreakOff.allCases
    )
    func brokenOff(_ way: BreakOff) async throws {
        try await Self.serving { _, served, token in
            try await blocking {
                let content = (0..<(8 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 8) }
                let came = 6 << 20
                var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                let id = try pusher.startUpload()
                do {
                    var leaving = try RegistryPusher(port: served.port, token: token, repository: "app")
                    let length = content.count
                    try leaving.send(leaving.request("PATCH", "blobs/uploads/\(id)", announcing: length))
                    try leaving.send(content[..<came])
                    if way == .halfClosed {
                        leaving.endOutput()
                        let answer = try leaving.answer()
                        #expect(answer.status == 400)
                        #expect(answer.text.contains("The request's body did not come in full"))
                    }
                }
                // The server learns in its own time what has come, and that nothing more will.
                let isIn = "0-\(came - 1)"
                while try pusher.send("GET", "blobs/uploads/\(id)").headers["range"] != isIn {}
                var status = 409
                while status == 409 {
                    var resuming = try RegistryPusher(port: served.port, token: token, repository: "app")
                    let range = ("Content-Range", "\(came)-\(content.count - 1)")
                    let rest = Array(content[came...])
                    do {
                        status = try resuming.send("PATCH", "blobs/uploads/\(id)", headers: [range], body: rest).status
                    } catch is RegistryConnection.Gone {
                        // Refused before all was sent.
                        continue
                    }
                }
                #expect(status == 201)
                let digest = Digest.of(content)
                let finished = try pusher.send("PUT", "blobs/uploads/\(id)?digest=\(digest)")
                #expect(finished.status == 201, "\(finished.text)")
                #expect(try pusher.pull(digest).body == content)
            }
        }
    }

    @Test("an upload says how much of it came")
    func progress() async throws {
        try await Self.serving { _, served, token in
            try await blocking {
                var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                let id = try pusher.startUpload()
                var leaving = try RegistryPusher(port: served.port, token: token, repository: "app")
                try leaving.send(leaving.request("PATCH", "blobs/uploads/\(id)", announcing: 1_000))
                try leaving.send([UInt8](repeating: 1, count: 300))
                leaving.endOutput()
                _ = try leaving.answer()
                #expect(try pusher.send("GET", "blobs/uploads/\(id)").headers["range"] == "0-299")
            }
        }
    }

    @Test("content that is not what its digest says, or not all of it, becomes no blob")
    func wrongDigest() async throws {
        try await Self.serving { registry, served, token in
            try await blocking {
                let content = Array("all of the content".utf8)
                let digest = Digest.of(content)
                var pusher = try RegistryPusher(port: served.port, token: token, repository: "app")
                let truncated = try pusher.push(Array(content.dropLast()), as: digest)
                #expect(truncated.status == 400, "\(truncated.text)")
                #expect(truncated.text.contains("BLOB_UPLOAD_INVALID") || truncated.text.contains("DIGEST_INVALID"))

                let id = try pusher.startUpload()
                var leaving = try RegistryPusher(port: served.port, token: token, repository: "app")
                let path = "blobs/uploads/\(id)?digest=\(digest)"
                try leaving.send(leaving.request("PUT", path, body: content.dropLast(), announcing: content.count))
                leaving.endOutput()
                #expect(try leaving.answer().status == 400)

                #expect(try pusher.send("HEAD", "blobs/\(digest)").status == 404)
                #expect(try registry.blobFiles.isEmpty)
                #expect(try pusher.push(content).status == 201)
                #expect(try pusher.pull(digest).body == content)
            }
        }
    }

    @Test("a blob's file that is cut off while it is sent ends the connection", arguments: CurlWay.allCases)
    func cutOff(_ way: CurlWay) async throws {
        try await Self.serving { registry, served, token in
            let result = try await registry.shell(
                """
                TOKEN=\(token)
                \(way.setUp)
                set -e
                truncate --size 64M layer
                hex=$(sha256sum layer | cut -d ' ' -f 1)
                location=$(fetch --fail --dump-header - --request POST $base/v2/app/blobs/uploads/ \\
                  | tr -d '\\r' | sed -n 's/^[Ll]ocation: //p')
                fetch --fail --upload-file layer "$location?digest=sha256:$hex"
                mkfifo pipe
                fetch --fail --location --output pipe $base/v2/app/blobs/sha256:$hex & curl=$!
                exec 3< pipe
                head -c 1 <&3 > /dev/null
                truncate --size 32M data/blobs/sha256/$hex
                cat <&3 > /dev/null
                wait $curl || echo "status $?"
                """,
                served
            )
            #expect(result.output.hasSuffix("status 18\n"), "\(result.output)")
        }
    }

    @Test("64 pushes of one layer at once, into two repositories, are one file")
    func sameLayer() async throws {
        try await Self.serving { registry, served, token in
            try await blocking {
                let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }
                let digest = Digest.of(content)
                let connections = try (0..<64).map { number in
                    let name = number.isMultiple(of: 2) ? "app" : "other"
                    return try HeldPush(RegistryPusher(port: served.port, token: token, repository: name), content)
                }
                for connection in connections { try connection.sendFirstHalf() }
                for connection in connections { try connection.sendSecondHalf() }
                for connection in connections { #expect(try connection.answer().status == 201) }
                for name in ["app", "other"] {
                    var pusher = try RegistryPusher(port: served.port, token: token, repository: name)
                    #expect(try pusher.pull(digest).body == content)
                }
                #expect(try registry.blobFiles == [digest.hex])
                #expect(try registry.uploadFiles.isEmpty)
            }
        }
    }
}

/// A push that is stopped half-way, so that many are under way at the same time.
private final class HeldPush {
    private var pusher: RegistryPusher
    private let request: [UInt8]
    private var half: Int { request.count / 2 }

    init(_ pusher: consuming RegistryPusher, _ content: [UInt8]) throws {
        self.pusher = pusher
        let id = try self.pusher.startUpload()
        request = self.pusher.request("PUT", "blobs/uploads/\(id)?digest=\(Digest.of(content))", body: content)
    }

    func sendFirstHalf() throws { try pusher.send(request[..<half]) }
    func sendSecondHalf() throws { try pusher.send(request[half...]) }
    func answer() throws -> RegistryPusher.Answer { try pusher.answer() }
}
