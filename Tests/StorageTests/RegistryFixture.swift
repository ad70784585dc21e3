import AWSCore
import Foundation
import GRDB
import OCI
import Storage
import Testing

/// A registry's storage in a folder of its own, which can be opened again and again.
final class RegistryFixture {
    let folder: TemporaryFolder
    private(set) var store: RegistryStore
    let app: RepositoryID
    let other: RepositoryID
    let now = Date(timeIntervalSinceReferenceDate: 737_373_373.123_456_7)
    /// For the next time that it is opened.
    var largestWithoutFile: Int

    /// Where small content may stand: all of it in files, or in the database.
    static let places = [0, 64 << 10]

    /// - Parameter largestWithoutFile: 0 for a storage that has all content in files.
    init(files: any FileLayer = SystemFiles(), largestWithoutFile: Int = 64 << 10) throws {
        self.largestWithoutFile = largestWithoutFile
        folder = try TemporaryFolder()
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        app = RepositoryID(account: account, region: region, name: "team/app")
        other = RepositoryID(account: account, region: region, name: "team/other")
        store = try Self.open(folder, files, largestWithoutFile)
    }

    private static func open(_ folder: TemporaryFolder, _ files: any FileLayer, _ limit: Int) throws -> RegistryStore {
        try RegistryStore(.kept(folder: folder.path), files: files, largestWithoutFile: limit)
    }

    deinit { store.close() }

    /// Closes the storage and opens what is there, as a next process would.
    func reopen(files: any FileLayer = SystemFiles()) throws {
        store.close()
        store = try Self.open(folder, files, largestWithoutFile)
    }

    /// Closes the storage, changes its files, and opens it.
    func reopen(after change: () throws -> Void) throws {
        store.close()
        try change()
        store = try Self.open(folder, SystemFiles(), largestWithoutFile)
    }

    func path(of digest: Digest) -> String { folder.path + "/blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    /// The names of all blobs' files.
    func blobFiles() throws -> Set<String> {
        try Set(["sha256", "sha512"].flatMap { try SystemFiles().names(in: folder.path + "/blobs/" + $0) })
    }

    /// What there is content of, in files and in the database.
    func contents() throws -> Set<String> {
        let database = try DatabaseQueue(path: folder.path + "/registry.db")
        let rows = try database.read { try String.fetchAll($0, sql: "SELECT digest FROM blob") }
        return try blobFiles().union(rows.compactMap { Digest($0)?.hex })
    }

    /// Changes what the database of a storage holds that is closed.
    func changeDatabase(_ sql: String, _ arguments: StatementArguments = []) throws {
        let queue = try DatabaseQueue(path: folder.path + "/registry.db")
        try queue.write { try $0.execute(sql: sql, arguments: arguments) }
        try queue.close()
    }

    func uploadFiles() throws -> [String] { try SystemFiles().names(in: folder.path + "/uploads") }

    /// The text's bytes; over and over, and never the same for long, where a length is given.
    static func bytes(_ text: String, count: Int? = nil) -> [UInt8] {
        guard let count else { return Array(text.utf8) }
        let block = Array(String(repeating: text, count: 5_000 / text.utf8.count + 1).utf8)
        var bytes: [UInt8] = []
        while bytes.count < count {
            bytes.append(UInt8(truncatingIfNeeded: bytes.count / block.count))
            bytes += block
        }
        return Array(bytes[..<count])
    }

    func start(_ repository: RepositoryID? = nil, algorithm: Digest.Algorithm = .sha256) throws -> Upload {
        try store.startUpload(in: repository ?? app, id: UUID().uuidString, algorithm: algorithm, at: now)
    }

    @discardableResult
    func push(_ bytes: [UInt8], to repository: RepositoryID? = nil) async throws -> Digest {
        let upload = try start(repository)
        try await upload.send(bytes)
        let digest = Digest.of(bytes)
        _ = try await upload.finish(as: digest)
        return digest
    }

    /// An image of one layer, which is pushed along.
    @discardableResult
    func pushImage(
        _ text: String,
        layer: String? = nil,
        tags: [String] = [],
        to repository: RepositoryID? = nil,
        at seconds: TimeInterval = 0
    ) async throws -> StoredImage {
        let layer = try await push(Self.bytes(layer ?? "layer of \(text)"), to: repository)
        return try await put(Self.manifest(text, layers: [layer]), tags: tags, to: repository, at: seconds).image
    }

    func put(
        _ new: NewImage,
        tags: [String] = [],
        to repository: RepositoryID? = nil,
        at seconds: TimeInterval = 0,
        rules: PutRules = PutRules()
    ) async throws -> PutOutcome {
        try await store.putImage(
            new,
            tags: tags,
            in: repository ?? app,
            at: now.addingTimeInterval(seconds),
            rules: rules
        )
    }

    static func manifest(
        _ text: String,
        layers: [Digest] = [],
        children: [Digest] = [],
        subject: Digest? = nil,
        size: Int? = 10,
        artifactType: String? = nil,
        annotations: [String: String] = [:]
    ) -> NewImage {
        let bytes = bytes(text)
        return NewImage(
            digest: Digest.of(bytes),
            manifest: bytes,
            mediaType: "application/vnd.oci.image.manifest.v1+json",
            artifactMediaType: "application/vnd.oci.image.config.v1+json",
            artifactType: artifactType,
            annotations: annotations,
            subject: subject,
            layers: layers,
            children: children,
            declaredSize: size
        )
    }

    /// All bytes of a layer.
    func content(_ digest: Digest, in repository: RepositoryID? = nil) async throws -> [UInt8]? {
        try await store.openLayer(digest, in: repository ?? app)?.allBytes()
    }
}

extension Upload {
    /// Sends bytes as one part, in pieces.
    @discardableResult
    func send(_ bytes: [UInt8], at first: Int? = nil, piece: Int = 60_000) async throws -> Int {
        let part = try beginPart(at: first)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try await part.write(Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        return try await part.end()
    }
}

extension OpenBlob {
    func allBytes() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        let count = try bytes.withUnsafeMutableBytes { try read(at: 0, into: $0) }
        return Array(bytes.prefix(count))
    }
}
