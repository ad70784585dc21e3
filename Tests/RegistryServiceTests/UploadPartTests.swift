import AWSCore
import AWSProtocols
import OCI
import RegistryService
import Storage
import Testing

@Suite("A part of an upload")
struct UploadPartTests {
    private let layer = Array("the bytes of a layer".utf8)
    private let digest = TestManifest.digest("the bytes of a layer")

    @Test(
        "that does not begin where the last has ended is refused",
        arguments: RegistryDialect.allCases,
        ["0-4", "4-8", "6-10", "100-104"]
    )
    func outOfOrder(dialect: RegistryDialect, range: String) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        _ = try await registry.send("PATCH", location, ["Content-Range": "0-4"], .bytes(Array(layer[..<5])))
        let start = range.split(separator: "-")[0]
        let refused = RegistryError(
            "BLOB_UPLOAD_INVALID",
            "First byte of the layer part is \(start) instead of 5",
            status: 416
        )
        for (method, target) in [("PATCH", location), ("PUT", location + "?digest=\(digest)")] {
            let body = SentBody.bytes(Array(layer[..<5]))
            #expect(try await registry.send(method, target, ["Content-Range": range], body).error == refused)
        }
        #expect(try await registry.send("GET", location).headers["Range"] == "0-4")
        let rest = SentBody.bytes(Array(layer[5...]))
        #expect(try await registry.send("PATCH", location, ["Content-Range": "5-19"], rest).status < 300)
    }

    @Test(
        "says where it is in a form that fits its length",
        arguments: RegistryDialect.allCases,
        [
            "", "0", "-", "0-", "-4", "4-0", "0-3", "0-5", "a-b", "0-4-5", "0 - 4", "+0-4", "0-+4", "٠-٤", "bytes=0-4",
            "0-9223372036854775807", "0-99999999999999999999", "18446744073709551616-4", "bytes ", "0-4/5",
        ]
    )
    func malformedRange(dialect: RegistryDialect, range: String) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        for (method, target) in [("PATCH", location), ("PUT", location + "?digest=\(digest)")] {
            let answer = try await registry.send(
                method,
                target,
                ["Content-Range": range],
                .bytes(Array(layer[..<5]))
            )
            #expect(answer.error == .invalidRange)
        }
        #expect(try await registry.send("GET", location).headers["Range"] == "0-0")
    }

    @Test("that breaks off is kept as far as it came, and the upload goes on", arguments: RegistryDialect.allCases)
    func interrupted(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let body = SentBody.brokenOff([Array(layer[..<3]), Array(layer[3..<7])], announced: layer.count)
        #expect(try await registry.send("PATCH", location, [:], body).error == .interrupted)
        #expect(try await registry.send("GET", location).headers["Range"] == "0-6")
        let unannounced = SentBody.brokenOff([Array(layer[7..<9])], announced: nil)
        #expect(try await registry.send("PATCH", location, [:], unannounced).error == .interrupted)
        #expect(try await registry.send("GET", location).headers["Range"] == "0-8")
        // However small, what broke off is a part with what comes next, and no part that is too small.
        let rest = SentBody.bytes(Array(layer[9...]))
        let range: HeaderFields = ["Content-Range": "9-19"]
        #expect(try await registry.send("PUT", location + "?digest=\(digest)", range, rest).status == 201)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").headers["Content-Length"] == "20")
    }

    @Test("that ends the upload and breaks off does not end it", arguments: RegistryDialect.allCases)
    func interruptedEnd(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        // Although what came is all there is.
        let body = SentBody.brokenOff([layer], announced: layer.count + 1)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)", [:], body).error == .interrupted)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").status == 404)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)").status == 201)
    }

    @Test("of fewer bytes than it says is not taken for whole", arguments: RegistryDialect.allCases)
    func shorter(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let range: HeaderFields = ["Content-Range": "0-19"]
        let body = SentBody.streamed([Array(layer[..<5])])
        #expect(try await registry.send("PATCH", location, range, body).error == .interrupted)
        #expect(try await registry.send("GET", location).headers["Range"] == "0-4")
    }

    @Test("comes alone: another, or the end, has to wait", arguments: RegistryDialect.allCases)
    func busy(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let body = HeldBody(layer)
        async let sent = registry.send("PATCH", location, [:], .held(body))
        await body.taken()
        let busy = RegistryError(
            "BLOB_UPLOAD_INVALID",
            "Another request is sending a part of this upload",
            status: 409
        )
        #expect(try await registry.send("PATCH", location, [:], .bytes(layer)).error == busy)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)", [:], .bytes(layer)).error == busy)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)").error == busy)
        #expect(try await registry.send("GET", location).status == 204)
        body.end()
        #expect(try await sent.status < 300)
        #expect(try await registry.send("PUT", location + "?digest=\(digest)").status == 201)
    }

    @Test("that comes in while the upload is cancelled goes with it", arguments: RegistryDialect.allCases)
    func cancelled(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let body = HeldBody(Array(layer[..<5]), then: Array(layer[5...]))
        async let sent = registry.send("PATCH", location, [:], .held(body))
        await body.taken()
        #expect(try await registry.send("DELETE", location).status == 204)
        body.end()
        let answer = try await sent
        #expect(answer.error?.code == "BLOB_UPLOAD_UNKNOWN")
        #expect(answer.status == 404)
        #expect(try await registry.send("GET", location).status == 404)
        #expect(try await registry.send("HEAD", "/v2/app/blobs/\(digest)").status == 404)
    }

    @Test("does not come into a repository that is deleted meanwhile", arguments: RegistryDialect.allCases)
    func deletedRepository(dialect: RegistryDialect) async throws {
        let registry = try TestRegistry(dialect)
        let location = try await registry.begin()
        let body = HeldBody(layer)
        async let sent = registry.send("PUT", location + "?digest=\(digest)", [:], .held(body))
        await body.taken()
        try registry.forget()
        body.end()
        let unknown = RegistryError(
            "NAME_UNKNOWN",
            "The repository with name 'app' does not exist in the registry with id '123456789012'",
            status: 404
        )
        #expect(try await sent.error == unknown)
        #expect(try registry.store.layer(try #require(Digest(digest)), in: registry.id()) == nil)
    }
}
