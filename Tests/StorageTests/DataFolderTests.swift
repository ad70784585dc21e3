import AWSCore
import Foundation
import Glibc
import OCI
import Storage
import Testing

/// What can have happened to a file of a data folder.
enum FileTrouble: String, CaseIterable, Sendable {
    case missing, empty, truncated, garbage, folder, link, pipe

    func happen(to path: String) throws {
        let manager = FileManager.default
        let content = manager.contents(atPath: path) ?? Data()
        try manager.removeItem(atPath: path)
        switch self {
        case .missing: break
        case .empty: #expect(manager.createFile(atPath: path, contents: nil))
        case .truncated: #expect(manager.createFile(atPath: path, contents: content.prefix(content.count / 2)))
        case .garbage:
            // No byte of it is UTF-8, and no page a database's.
            let garbage = Data(repeating: 0xFE, count: max(1, content.count))
            #expect(manager.createFile(atPath: path, contents: garbage))
        case .folder: try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .link: #expect(symlink("/dev/zero", path) == 0)
        case .pipe: #expect(mkfifo(path, 0o600) == 0)
        }
    }
}

/// A start on a folder of which anything may be lost or damaged: it refuses and deletes nothing, or starts with all that
/// is there; and the doctor says the same.
@Suite("Every file of a data folder, lost or damaged", .timeLimit(.minutes(2)))
struct DataFolderTests {
    private static let world = "accounts:\n  \"123456789012\": {}\n  \"210987654321\": {}\n"
    private static let layer = RegistryFixture.bytes("the content of a layer", count: 65_537)
    private static let blob = "blobs/sha256/" + Digest.of(layer).hex

    private let folder: TemporaryFolder
    private var data: String { folder.path + "/data" }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What a start does with a file in that trouble: a part of its refusal, or nil where it starts.
    private static func refusal(_ name: String, _ trouble: FileTrouble) -> String? {
        switch (name, trouble) {
        case (_, .folder) where name == "blobs" || name == "uploads": nil
        case (_, .folder): "/\(name) is a folder, not a file; "
        case (_, .link) where name == "blobs" || name == "uploads": "/\(name) is a symbolic link, not a folder; "
        case (_, .link): "/\(name) is a symbolic link, not a file; "
        case (_, .pipe) where name == "blobs" || name == "uploads": "/\(name) is a named pipe, not a folder; "
        case (_, .pipe): "/\(name) is a named pipe, not a file; "
        case ("blobs", .missing), ("uploads", .missing): nil
        case ("blobs", _), ("uploads", _): "/\(name) is a file, not a folder; "
        case ("world.yaml", .missing): "data is damaged: world.yaml is missing; put it back, "
        case ("world.yaml", .empty): "/world.yaml is empty, and what it held is lost; "
        case ("world.yaml", .truncated): "/world.yaml is not as it was kept: it was changed or cut off; "
        case ("world.yaml", .garbage): "/world.yaml is damaged: it is not UTF-8 text; "
        case ("state.db", .missing), ("registry.db", .missing): "/\(name) is missing, and what it held is lost; "
        case ("state.db", .empty), ("registry.db", .empty): "/\(name) is empty, and what it held is lost; "
        case ("state.db", _), ("registry.db", _): "/\(name) is damaged; "
        case ("token.key", .empty): "/token.key is damaged: it has 0 bytes, not 32; "
        case ("token.key", .truncated): "/token.key is damaged: it has 16 bytes, not 32; "
        default: nil
        }
    }

    private static let names = ["world.yaml", "token.key", "state.db", "registry.db", "lock", "blobs", "uploads", blob]

    @Test(arguments: names.flatMap { name in FileTrouble.allCases.map { (name, $0) } })
    func aFile(_ name: String, _ trouble: FileTrouble) async throws {
        try await makeFolder()
        try trouble.happen(to: data + "/" + name)
        let expected = Self.refusal(name, trouble)
        let before = try Snapshot(data)
        let findings = try? inspect()
        #expect(try Snapshot(data) == before, "the doctor changed the folder")

        if let expected {
            let error = try #require(throws: StorageError.self) { try start() }
            #expect(error.description.contains(expected), "\(error)")
            #expect(!error.description.contains("\n"))
            #expect(try Snapshot(data).keeps(allOf: before), "the start deleted something")
            // A lock that cannot be taken is an error of the doctor's own.
            if name != "lock" {
                let about = name == "world.yaml" ? "world.yaml" : "/" + name
                #expect(findings?.contains { $0.contains(about) } == true, "\(findings ?? [])")
            }
        } else {
            try start()
            // What is missing of the blobs is said, and nothing else is wrong.
            let isBlobLost = name.hasPrefix("blobs") && trouble != .folder || name == "blobs"
            #expect(findings?.isEmpty == !isBlobLost, "\(findings ?? [])")
        }
    }

    @Test(
        arguments: [
            ["registry.db", "registry.db-wal", "registry.db-shm"], ["state.db", "state.db-wal", "state.db-shm"],
            ["state.db", "registry.db"], ["state.db", "registry.db", "token.key", "lock"],
            ["world.yaml", "state.db"], ["world.yaml", "registry.db"], ["world.yaml", "registry.db", "state.db"],
            ["world.yaml", "registry.db", "blobs"],
        ]
    )
    func severalFilesAtOnce(_ names: [String]) async throws {
        try await makeFolder()
        for name in names { try? FileManager.default.removeItem(atPath: data + "/" + name) }
        let before = try Snapshot(data)
        #expect(throws: StorageError.self) { try start() }
        #expect(try Snapshot(data).keeps(allOf: before))
        #expect(try !inspect().isEmpty)
    }

    @Test func aDatabaseWhoseLogIsLostThatHeldAllOfIt() async throws {
        let copy = try TemporaryFolder()
        try await makeFolder { live in
            for name in try FileManager.default.contentsOfDirectory(atPath: live) where !name.hasSuffix("-shm") {
                try FileManager.default.copyItem(atPath: live + "/" + name, toPath: copy.path + "/" + name)
            }
        }
        try FileManager.default.removeItem(atPath: copy.path + "/state.db-wal")
        let before = try Snapshot(copy.path)
        let error = try #require(throws: StorageError.self) { try start(copy.path) }
        #expect(error.description.contains("is empty, and what it held is lost; "), "\(error)")
        #expect(try Snapshot(copy.path).keeps(allOf: before))
    }

    /// What a first start that is cut off can have made.
    @Test(
        arguments: [
            ["lock"], ["ca.key"], ["lock", "state.db"], ["lock", "state.db", "registry.db"],
            ["lock", "state.db", "registry.db", "token.key.new"],
            ["lock", "state.db", "registry.db", "world.yaml.new"],
        ]
    )
    func aFirstStartThatWasCutOff(_ empty: [String]) throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        for name in empty { try folder.write([], to: "data/" + name) }
        try start()
        #expect(try DataDirectory.keptWorld(at: data) == Self.world)
    }

    @Test func aFirstStartThatWasCutOffBeforeItsWorldIsTakenUpByAnother() throws {
        try start()
        try FileManager.default.removeItem(atPath: data + "/world.yaml")
        #expect(try inspect() == [])
        let other = "accounts:\n  \"123456789012\": {}\n"
        try start(world: other)
        try start(world: other)
        #expect(try DataDirectory.keptWorld(at: data) == other)
    }

    @Test func aDamagedDatabaseIsNoReasonToRemoveBlobs() async throws {
        try await makeFolder()
        // The last page, which nothing that a start reads stands on.
        let path = data + "/registry.db"
        var bytes = try #require(FileManager.default.contents(atPath: path))
        bytes.replaceSubrange(bytes.count - 4_096..<bytes.count, with: Data(repeating: 0xFE, count: 4_096))
        try bytes.write(to: URL(filePath: path))
        let unneeded = "data/blobs/sha256/" + Digest.of([1]).hex
        try folder.write([1], to: unneeded)
        _ = try? start()
        #expect(FileManager.default.fileExists(atPath: folder.path + "/" + unneeded))
    }

    @Test func whatIsLostAndWhatIsLeftIsSaid() async throws {
        try await makeFolder()
        #expect(try inspect() == [])
        try FileManager.default.removeItem(atPath: data + "/registry.db")
        try FileManager.default.removeItem(atPath: data + "/state.db")
        #expect(
            try inspect() == [
                "\(data)/state.db is missing, and with it every change since the world was loaded is lost; put a good copy "
                    + "in its place, or start anew in another folder with --world \(data)/world.yaml, and push the "
                    + "images again",
                "\(data)/registry.db is missing, and with it every name, tag, manifest and small layer is lost; "
                    + "1 blobs of 65537 bytes are there, 1 of them whole; put a good copy in its place, which brings them back, or push the "
                    + "images again, into another folder",
            ]
        )
    }

    @Test func aFolderOfSomethingElseOrInUseOrAbsentIsNotLookedInto() throws {
        try folder.write([1], to: "letter.txt")
        var error = try #require(throws: StorageError.self) { try inspect(folder.path) }
        #expect(
            error.description == "\(folder.path) holds no emulator's data; name the folder that --data named"
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["letter.txt"])
        error = try #require(throws: StorageError.self) { try inspect(folder.path + "/letter.txt") }
        #expect(error.description == "\(folder.path)/letter.txt is a file; name a folder")
        error = try #require(throws: StorageError.self) { try inspect(folder.path + "/absent") }
        #expect(error.description == "\(folder.path)/absent is not there; name the folder of an emulator's data")
        let directory = try DataDirectory(
            path: data,
            worldYAML: Self.world,
            newTokenKey: [UInt8](repeating: 1, count: 32)
        )
        error = try #require(throws: StorageError.self) { try inspect(directory.path) }
        #expect(error.description == "\(data) is in use by another emulator; stop that one or use another folder")
    }

    // MARK: A folder and its starts

    /// A folder with a change and an image in it.
    ///
    /// - Parameter live: looks at it while it is in use.
    private func makeFolder(_ live: (String) throws -> Void = { _ in }) async throws {
        let directory = try DataDirectory(
            path: data,
            worldYAML: Self.world,
            newTokenKey: [UInt8](repeating: 1, count: 32)
        )
        try directory.changes.append([Data([1, 2, 3])])
        let store = try RegistryStore(.kept(folder: data))
        let account = try #require(AccountID("123456789012"))
        let region = try #require(Region("us-east-1"))
        let repository = RepositoryID(account: account, region: region, name: "team/app")
        let id = "00000000-0000-4000-8000-000000000001"
        let upload = try store.startUpload(in: repository, id: id, at: Date(timeIntervalSince1970: 0))
        try await upload.send(Self.layer)
        _ = try await upload.finish(as: Digest.of(Self.layer))
        try live(data)
        store.close()
        try directory.changes.close()
    }

    /// Does what a start without `--world` does, and stops.
    private func start(_ path: String? = nil, world: String? = nil) throws {
        let path = path ?? data
        let directory = try DataDirectory(
            path: path,
            worldYAML: world ?? DataDirectory.keptWorld(at: path) ?? Self.world,
            newTokenKey: [UInt8](repeating: 2, count: 32)
        )
        defer { try? directory.changes.close() }
        try RegistryStore(.kept(folder: path)).close()
    }

    private func inspect(_ path: String? = nil) throws -> [String] {
        try DataInspection(of: path ?? data, temporaryFolder: folder.path).findings.map(\.description)
    }
}

/// All that is in a folder, with when it was changed.
private struct Snapshot: Equatable {
    private struct Entry: Equatable {
        let mode: UInt32
        let size: Int
        let changed: Int
        let changedNanoseconds: Int
    }

    private var entries: [String: Entry] = [:]

    init(_ folder: String) throws {
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) + [""] {
            var facts = stat()
            guard lstat(folder + "/" + name, &facts) == 0 else { continue }
            entries[name] = Entry(
                mode: facts.st_mode,
                size: facts.st_size,
                changed: facts.st_mtim.tv_sec,
                changedNanoseconds: facts.st_mtim.tv_nsec
            )
        }
    }

    /// Whether every file that another has is here, and no shorter; what a lock or a log is made of does not count.
    func keeps(allOf other: Snapshot) -> Bool {
        other.entries.allSatisfy { name, entry in
            guard !name.hasSuffix("-shm"), !name.hasSuffix("-wal") else { return true }
            guard let own = entries[name], own.mode & S_IFMT == entry.mode & S_IFMT else { return false }
            return own.mode & S_IFMT != S_IFREG || own.size >= entry.size
        }
    }
}
