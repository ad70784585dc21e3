import AWSCore
import AWSProtocols
import Cryptography
import Determinism
import ECRService
import Foundation
import IAM
import OCI
import Storage
import Synchronization
import Testing
import World

/// Two accounts with registries in two regions, and callers who may do everything: what an operation itself does is
/// asked here, not who may use it. The clock stands at 2024-05-14T09:30:00Z.
struct TestRegistry {
    static let yaml = """
        accounts:
          "123456789012":
            root: {access_keys: [{id: ROOT, secret: root-secret}]}
            users:
              alice: {policies: [AdministratorAccess], access_keys: [{id: ALICE, secret: alice-secret}]}
              bob: {path: /team/}
            roles:
              deployer: {path: /ops/, trust: ["arn:aws:iam::123456789012:user/alice"]}
            regions:
              us-east-1: {repositories: {app: {}, team/web: {}}}
              eu-west-1:
          "999999999999":
            users: {mallory: {access_keys: [{id: MALLORY, secret: mallory-secret}]}}
            regions: {us-east-1: {repositories: {app: {}}}}
        """

    static let home = "123456789012"
    static let other = "999999999999"

    let clock: WorldClock
    let world: WorldStore
    /// How many changes the world has seen.
    let changes: ChangeCounter
    let store: RegistryStore
    let layerURLs: LayerURLs
    private let uploadIDs = UploadIDs()
    let region: Region
    let alice: Principal
    let root: Principal
    let mallory: Principal

    init() throws {
        let changes = ChangeCounter()
        clock = .standing(at: Date(timeIntervalSince1970: 1_715_679_000))
        world = WorldStore(
            world: try World.load(yaml: Self.yaml, fileName: "test.yaml"),
            clock: clock,
            randomness: .seeded("test"),
            tokenKey: [UInt8](repeating: 1, count: 32),
            record: { _ in changes.add() }
        )
        self.changes = changes
        store = try RegistryStore(.temporary(parent: FileManager.default.temporaryDirectory.path))
        layerURLs = LayerURLs(world: world)
        region = try #require(Region("us-east-1"))
        let home = try #require(AccountID(Self.home))
        alice = .user(home, name: "alice")
        root = .root(home)
        let other = try #require(AccountID(Self.other))
        mallory = .user(other, name: "mallory")
    }

    func call(
        as caller: Principal? = nil,
        region: String = "us-east-1",
        context: RequestContext = RequestContext(),
        origin: String = "https://api.ecr.us-east-1.amazonaws.com"
    ) throws -> ECRCall {
        let region = try #require(Region(region))
        return ECRCall(
            caller: caller ?? alice,
            session: nil,
            region: region,
            now: clock.now,
            context: context,
            world: world,
            store: store,
            layerURLs: layerURLs,
            origin: origin,
            newUploadID: { [uploadIDs] in uploadIDs.next() }
        )
    }

    /// Reads an input and performs the operation, without asking IAM.
    @discardableResult
    func perform<Operation: ECROperation>(
        _: Operation.Type,
        _ body: String,
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> JSONValue {
        let operation = try Operation(try InputMembers(body: Array(body.utf8)))
        return try await operation.perform(try call(as: caller, region: region))
    }

    @discardableResult
    func perform<Operation: ECROperation>(
        _ operation: Operation.Type,
        _ members: [String: JSONValue],
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> JSONValue {
        let body = String(decoding: JSONValue.object(members).serialized(), as: UTF8.self)
        return try await perform(operation, body, as: caller, region: region)
    }

    /// The error with which an operation refuses an input; world and images are as they were.
    func refusal<Operation: ECROperation>(
        of operation: Operation.Type,
        _ members: [String: JSONValue],
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) async throws -> ECRError? {
        let before = (changes.count, try images())
        let error = await #expect(throws: ECRError.self) {
            try await perform(operation, members, as: caller, region: region)
        }
        #expect(changes.count == before.0)
        #expect(try images() == before.1)
        return error
    }

    /// The error with which an operation refuses a body; world and images are as they were.
    func refusal<Operation: ECROperation>(of operation: Operation.Type, _ body: String) async throws -> ECRError? {
        let before = (changes.count, try images())
        let error = await #expect(throws: ECRError.self) { try await perform(operation, body) }
        #expect(changes.count == before.0)
        #expect(try images() == before.1)
        return error
    }

    /// What IAM is asked before an operation.
    func questions<Operation: ECROperation>(
        _: Operation.Type,
        _ body: String,
        as caller: Principal? = nil,
        region: String = "us-east-1"
    ) throws -> [ECRQuestion] {
        try Operation(try InputMembers(body: Array(body.utf8))).questions(try call(as: caller, region: region))
    }

    func repository(_ name: String = "app") throws -> Repository {
        let account = try #require(AccountID(Self.home))
        return try #require(world.repository(account, region, name))
    }

    func id(_ name: String = "app") throws -> RepositoryID { try repository(name).id }

    /// What `app` holds, by tag and digest.
    func images(in name: String = "app") throws -> [ImageEntry] {
        guard let account = AccountID(Self.home) else { return [] }
        let id = RepositoryID(account: account, region: region, name: name)
        return try store.imageEntries(in: id, limit: 10_000)
    }

    func image(tag: String, in name: String = "app") throws -> StoredImage? {
        try store.image(.tag(tag), in: try id(name))
    }

    func image(digest: String, in name: String = "app") throws -> StoredImage? {
        try store.image(.digest(try #require(Digest(digest))), in: try id(name))
    }

    /// Brings layers into a repository as a client does: those that are there already are no mistake.
    ///
    /// - Parameter layers: their content.
    func upload(_ layers: [String], in name: String = "app") async throws {
        for layer in layers {
            let upload = try await begin(in: name)
            try await send(Array(layer.utf8), from: 0, to: upload, in: name)
            do {
                try await perform(CompleteLayerUpload.self, completion(upload, [TestManifest.digest(layer)], in: name))
            } catch let error as ECRError where error.code == "LayerAlreadyExistsException" {}
        }
    }

    /// Takes a layer away, as only the storage can.
    func removeLayer(_ layer: String, in name: String = "app") async throws {
        let digest = try #require(Digest(TestManifest.digest(layer)))
        #expect(try await store.deleteLayer(digest, in: try id(name)))
    }

    /// Begins an upload.
    ///
    /// - Returns: its ID.
    func begin(in name: String = "app") async throws -> String {
        let answer = try await perform(InitiateLayerUpload.self, ["repositoryName": .string(name)])
        return try #require(answer["uploadId"]?.string)
    }

    /// Sends a part of an upload.
    @discardableResult
    func send(
        _ part: [UInt8],
        from first: Int,
        to upload: String,
        in name: String = "app"
    ) async throws -> JSONValue {
        try await perform(UploadLayerPart.self, self.part(part, from: first, to: upload, in: name))
    }

    /// What UploadLayerPart takes.
    func part(
        _ part: [UInt8],
        from first: Int,
        to upload: String,
        in name: String = "app"
    ) -> [String: JSONValue] {
        [
            "repositoryName": .string(name), "uploadId": .string(upload), "partFirstByte": .integer(first),
            "partLastByte": .integer(first + part.count - 1),
            "layerPartBlob": .string(Data(part).base64EncodedString()),
        ]
    }

    /// What CompleteLayerUpload takes.
    func completion(_ upload: String, _ digests: [String], in name: String = "app") -> [String: JSONValue] {
        [
            "repositoryName": .string(name), "uploadId": .string(upload),
            "layerDigests": .array(digests.map { .string($0) }),
        ]
    }

    /// Brings an image with its layers and its configuration into a repository.
    ///
    /// - Parameter layers: see ``TestManifest/image(_:config:type:)``.
    /// - Returns: the manifest.
    @discardableResult
    func pushImage(
        _ layers: [String],
        config: String = "config",
        tags: [String] = [],
        in name: String = "app"
    ) async throws -> String {
        try await upload(layers + [config], in: name)
        let manifest = TestManifest.image(layers, config: config)
        let members: [String: JSONValue] = ["repositoryName": .string(name), "imageManifest": .string(manifest)]
        if tags.isEmpty { try await perform(PutImage.self, members) }
        for tag in tags { try await perform(PutImage.self, members.merging(["imageTag": .string(tag)]) { $1 }) }
        return manifest
    }

    /// Puts an empty index into `app`, which needs nothing to be there.
    ///
    /// - Returns: its digest.
    @discardableResult
    func putIndex(_ note: String, tag: String? = nil, in name: String = "app") async throws -> String {
        let manifest = TestManifest.index([], note: note)
        var members: [String: JSONValue] = ["repositoryName": .string(name), "imageManifest": .string(manifest)]
        if let tag { members["imageTag"] = .string(tag) }
        try await perform(PutImage.self, members)
        return TestManifest.digest(manifest)
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

/// Counts changes.
final class ChangeCounter: Sendable {
    private let changes = Mutex(0)

    var count: Int { changes.withLock { $0 } }

    func add() { changes.withLock { $0 += 1 } }
}

/// Manifests to put.
enum TestManifest {
    /// The digest of nothing that a test stores.
    static let absent = "sha256:" + String(repeating: "0", count: 64)
    static let ociImage = "application/vnd.oci.image.manifest.v1+json"
    static let ociIndex = "application/vnd.oci.image.index.v1+json"
    static let dockerImage = "application/vnd.docker.distribution.manifest.v2+json"
    static let dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"

    static func digest(_ text: String) -> String { "sha256:" + Hex.encode(SHA256.hash(text)) }

    static func descriptor(_ digest: String, size: Int = 100, type: String = "application/octet-stream") -> String {
        #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)}"#
    }

    /// - Parameter layers: texts whose digests are the layers'; that of the configuration is the digest of `config`.
    static func image(_ layers: [String], config: String = "config", type: String? = ociImage) -> String {
        let layers = layers.map { descriptor(digest($0), type: "application/vnd.oci.image.layer.v1.tar+gzip") }
        let config = descriptor(digest(config), type: "application/vnd.oci.image.config.v1+json")
        let mediaType = type.map { #""mediaType":"\#($0)","# } ?? ""
        return #"{"schemaVersion":2,\#(mediaType)"config":\#(config),"layers":[\#(layers.joined(separator: ","))]}"#
    }

    static func index(_ children: [String], note: String = "", type: String = ociIndex) -> String {
        let manifests = children.map { descriptor($0, type: ociImage) }.joined(separator: ",")
        return #"{"schemaVersion":2,"mediaType":"\#(type)","manifests":[\#(manifests)],"annotations":{"n":"\#(note)"}}"#
    }
}

/// The error that names a parameter.
func invalid(_ member: String, _ rule: String) -> ECRError {
    ECRError(
        "InvalidParameterException",
        "Invalid parameter at '\(member)' failed to satisfy constraint: '\(rule)'"
    )
}
