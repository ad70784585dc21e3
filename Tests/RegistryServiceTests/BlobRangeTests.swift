import AWSCore
import RegistryService
import Testing

/// What a request's `Range` makes of ten bytes.
struct RangeCase: Sendable, CustomTestStringConvertible {
    let header: String
    let status: Int
    let body: String
    let contentRange: String?

    var testDescription: String { header }

    static let all =
        [
            ("bytes=0-3", "0123"), ("bytes=4-4", "4"), ("bytes=8-9", "89"), ("bytes=8-10", "89"),
            ("bytes=3-", "3456789"),
            ("bytes=0-", "0123456789"), ("bytes=-3", "789"), ("bytes=-10", "0123456789"), ("bytes=-11", "0123456789"),
            ("bytes=9-9223372036854775807", "9"), ("BYTES=1-2", "12"),
        ].map { header, body in
            let first = Int(body.prefix(1)) ?? 0
            return RangeCase(
                header: header,
                status: 206,
                body: body,
                contentRange: "bytes \(first)-\(first + body.count - 1)/10"
            )
        }
        + ["bytes=10-", "bytes=10-11", "bytes=9223372036854775807-", "bytes=-0"].map {
            RangeCase(header: $0, status: 416, body: "", contentRange: "bytes */10")
        }
        // What is not a range, or several, is passed over.
        + [
            "", "bytes", "bytes=", "bytes=-", "bytes=4-3", "bytes=0-1,3-4", "bytes=a-b", "bytes=0x0-1", "bytes=--1",
            "bytes=+0-1", "bytes= 0-1", "bytes=٠-٣", "bytes=99999999999999999999-", "items=0-3", "bytes=1.0-2",
            "bytes=0-3" + String(repeating: "0", count: 1_000),
        ].map { RangeCase(header: $0, status: 200, body: "0123456789", contentRange: nil) }
}

@Suite("A part of a blob")
struct BlobRangeTests {
    private let layer = "0123456789"

    @Test("is answered by the registry in the specification", arguments: RangeCase.all)
    func registry(range: RangeCase) async throws {
        let registry = try TestRegistry(.oci)
        let digest = try await registry.upload(layer)
        let answer = try await registry.send("GET", "/v2/app/blobs/\(digest)", ["Range": range.header])
        #expect(answer.status == range.status)
        #expect(answer.text == range.body)
        #expect(answer.headers["Content-Range"] == range.contentRange)
    }

    @Test("is answered behind a link of ECR's", arguments: RangeCase.all)
    func link(range: RangeCase) async throws {
        let registry = try TestRegistry(.ecr)
        let download = try LayerLink(
            try await registry.send("GET", "/v2/app/blobs/\(try await registry.upload(layer))")
        )
        let answer = try await download.follow(registry, range: range.header)
        #expect(answer.status == range.status)
        #expect(answer.text == range.body)
        #expect(answer.headers["Content-Range"] == range.contentRange)
    }

    @Test("of nothing is nothing", arguments: [("bytes=0-", 416), ("bytes=-1", 416), ("bytes=0-0", 416), ("x", 200)])
    func empty(range: String, status: Int) async throws {
        let registry = try TestRegistry(.oci)
        let digest = try await registry.upload("")
        let answer = try await registry.send("GET", "/v2/app/blobs/\(digest)", ["Range": range])
        #expect(answer.status == status)
        #expect(answer.body.isEmpty)
    }
}
