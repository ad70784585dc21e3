import AWSCore
import AWSProtocols
import Determinism
import Foundation
import Images
import OCI
import RegistryService
import Storage
import Synchronization
import TestSupport
import Testing
import World

/// A registry of one dialect, called by whoever may do everything: what a route itself does is asked here, not who may
/// use it. The clock stands at 2024-05-14T09:30:00Z.
struct TestRegistry {
    static let yaml = """
        accounts:
          "123456789012":
            regions:
              us-east-1:
                repositories:
                  app: {}
                  team/web: {}
                  sealed: {encryption: {type: KMS}}
        """

    static let home = "123456789012"
    static let origin = "https://123456789012.dkr.ecr.us-east-1.amazonaws.com"

    let dialect: RegistryDialect
    let clock: WorldClock
    let world: WorldStore
    let store: RegistryStore
    let links: LayerURLs
    /// Where the storage would make its files.
    let folder: TemporaryFolder
    private let account: AccountID
    private let region: Region
    private let uploadIDs = UploadIDs()

    init(_ dialect: RegistryDialect) throws {
        self.dialect = dialect
        clock = .standing(at: Date(timeIntervalSince1970: 1_715_679_000))
        world = WorldStore(
            world: try World.load(yaml: Self.yaml, fileName: "test.yaml"),
            clock: clock,
            randomness: .seeded("test"),
            tokenKey: [UInt8](repeating: 1, count: 32)
        )
        folder = try TemporaryFolder()
        store = try RegistryStore(.temporary(parent: folder.path))
        links = LayerURLs(world: world)
        account = try #require(AccountID(Self.home))
        region = try #require(Region("us-east-1"))
    }

    /// Sends a request, as the emulator hands it to the routes.
    ///
    /// - Parameters:
    ///   - target: path and query.
    ///   - mayMount: whether the caller may read the blob where it is.
    ///   - name: the user who calls; nil for the account's root user.
    func send(
        _ method: String,
        _ target: String,
        _ headers: HeaderFields = [:],
        _ body: SentBody = .bytes([]),
        mayMount: Bool = true,
        as name: String? = nil
    ) async throws -> TestAnswer {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let request = RegistryRequest(
            method: method,
            path: parts[0],
            query: parts.count > 1 ? parts[1] : "",
            announcedLength: body.announcedLength
        )
        let caller: Principal = name.map { .user(account, name: $0) } ?? .root(account)
        let call = RegistryCall(
            request: request,
            caller: caller,
            account: account,
            region: region,
            repository: request.repository.flatMap { world.repository(account, region, $0) },
            mayMount: mayMount,
            origin: Self.origin,
            headers: headers,
            body: body.whole,
            pieces: body.pieces,
            now: clock.now,
            services: RegistryServices(
                world: world,
                store: store,
                dialect: dialect,
                layerURLs: links,
                newUploadID: { [uploadIDs] in uploadIDs.next() }
            )
        )
        do throws(RegistryError) {
            guard let handler = request.route.handler(in: dialect) else { throw .unsupportedOperation }
            return TestAnswer(try await handler(call))
        } catch {
            return TestAnswer(RegistryAnswer(error, origin: Self.origin))
        }
    }

    // MARK: What tests begin with

    func id(_ name: String = "app") -> RepositoryID { RepositoryID(account: account, region: region, name: name) }

    /// Changes a repository's settings.
    func update(_ name: String = "app", _ change: (inout Repository) throws -> Void) throws {
        #expect(try world.updateRepository(account, region, name, change) != nil)
    }

    /// Takes a repository out of the world and of nothing else, as in the moment before the storage hears of it.
    func forget(_ name: String = "app") throws { #expect(try world.deleteRepository(account, region, name) != nil) }

    /// Switches mounting on or off.
    func setBlobMounting(_ isEnabled: Bool) throws {
        try world.updateRegistry(account, region) { $0.isBlobMountingEnabled = isEnabled }
    }

    /// Begins an upload.
    ///
    /// - Returns: the path of its location.
    func begin(in name: String = "app") async throws -> String {
        let answer = try await send("POST", "/v2/\(name)/blobs/uploads/")
        #expect(answer.status == 202)
        return try #require(answer.path)
    }

    /// Brings a blob into a repository.
    ///
    /// - Returns: its digest.
    @discardableResult
    func upload(_ blob: [UInt8], in name: String = "app") async throws -> String {
        let digest = Digest.of(blob).description
        let answer = try await send("PUT", try await begin(in: name) + "?digest=\(digest)", [:], .bytes(blob))
        #expect(answer.status == 201)
        return digest
    }

    @discardableResult
    func upload(_ blob: String, in name: String = "app") async throws -> String {
        try await upload(Array(blob.utf8), in: name)
    }

    /// Puts a manifest.
    ///
    /// - Parameter reference: its tag; nil puts it by its digest.
    /// - Returns: its digest.
    @discardableResult
    func put(_ manifest: String, as reference: String? = nil, in name: String = "app") async throws -> String {
        let digest = TestManifest.digest(manifest)
        let answer = try await send(
            "PUT",
            "/v2/\(name)/manifests/\(reference ?? digest)",
            ["Content-Type": TestManifest.mediaType(manifest)],
            .bytes(Array(manifest.utf8))
        )
        #expect(answer.status == 201)
        return digest
    }

    /// Brings a layer and an image that has it.
    ///
    /// - Returns: the image's digest.
    @discardableResult
    func push(_ layer: String, as tag: String? = nil, in name: String = "app") async throws -> String {
        try await upload(layer, in: name)
        try await upload("{}", in: name)
        return try await put(TestManifest.image([layer]), as: tag, in: name)
    }
}

/// An answer with its body read.
struct TestAnswer {
    let status: Int
    let headers: HeaderFields
    let body: [UInt8]

    init(_ answer: RegistryAnswer) {
        status = answer.status
        headers = answer.headers
        switch answer.body {
        case .bytes(let bytes): body = bytes
        case .blob(let blob, let range):
            var bytes = [UInt8](repeating: 0, count: range.count)
            let count = (try? bytes.withUnsafeMutableBytes { try blob.read(at: range.lowerBound, into: $0) }) ?? 0
            body = Array(bytes.prefix(count))
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body's JSON; null where it is not JSON.
    var json: JSONValue { (try? JSONValue.parse(body)) ?? .null }

    /// The path and query of the location.
    var path: String? {
        headers["Location"].flatMap { location in
            location.hasPrefix(TestRegistry.origin) ? String(location.dropFirst(TestRegistry.origin.count)) : nil
        }
    }

    /// The path and query of the next page.
    var next: String? {
        headers["Link"].flatMap { link in
            let start = "<" + TestRegistry.origin
            let end = ">; rel=\"next\""
            return link.hasPrefix(start) && link.hasSuffix(end)
                ? String(link.dropFirst(start.count).dropLast(end.count)) : nil
        }
    }

    /// The error, as the body has it.
    var error: RegistryError? {
        guard let first = json["errors"]?.array?.first, let code = first["code"]?.string,
            let message = first["message"]?.string
        else { return nil }
        return RegistryError(code, message, status: status)
    }
}

/// Makes the IDs of uploads: one after the other.
final class UploadIDs: Sendable {
    private let count = Mutex(0)

    func next() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let digits = String(number, radix: 16)
        return "0b000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.utf8.count) + digits
    }
}
