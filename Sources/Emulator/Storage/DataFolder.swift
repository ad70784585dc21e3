import Foundation
import Glibc
import OCI

/// The folder of a ``DataDirectory``, as a start and the doctor read it: the same rules for both. Nothing here changes
/// it, and whatever lies in it, nothing waits.
struct DataFolder {
    static let keyLength = 32

    let path: String
    private let files = SystemFiles()

    var world: String { path + "/world.yaml" }
    var tokenKey: String { path + "/token.key" }
    var state: String { path + "/state.db" }
    var registry: String { path + "/registry.db" }
    var lock: String { path + "/lock" }

    private static let folders: Set<String> = ["blobs", "uploads"]
    private static let fileNames: Set<String> = [
        "lock", "world.yaml", "world.yaml.new", "token.key", "token.key.new", "state.db", "state.db-wal",
        "state.db-shm", "state.db-journal", "registry.db", "registry.db-wal", "registry.db-shm", "registry.db-journal",
        // The certificate authority's, which is kept beside the state.
        "ca.key", "ca.pem", ".ca.key.new", ".ca.pem.new",
        // What a server that listens beyond loopback asks control requests for.
        "control.token", "control.token.new",
    ]

    init(_ path: String) {
        self.path = path
    }

    /// Whether anything is there that only an emulator leaves.
    func isUsed() throws(StorageError) -> Bool {
        for path in [world, state, registry, path + "/blobs"] where try files.facts(of: path) != nil { return true }
        return false
    }

    /// What stands in the folder and must not: what is not an emulator's, and what is of another kind than it should be.
    func strangers() throws(StorageError) -> [StorageError] {
        let found: [String]
        do throws(StorageError) {
            found = try files.names(in: path).sorted()
        } catch {
            throw StorageError("\(path) cannot be read; mind its permissions or use another folder")
        }
        if let foreign = found.first(where: { !Self.folders.contains($0) && !Self.fileNames.contains($0) }) {
            return [
                StorageError("\(path) holds other things, such as '\(foreign)'; name a folder that is empty or new")
            ]
        }
        var strangers: [StorageError] = []
        for name in found {
            let entry = path + "/" + name
            let wanted: FileFacts.Kind = Self.folders.contains(name) ? .folder : .file
            guard let facts = try files.facts(of: entry), facts.kind != wanted else { continue }
            // The blobs may lie elsewhere, on a larger disk.
            if facts.kind == .link, wanted == .folder, isFolder(entry) { continue }
            strangers.append(.wrongKind(entry, facts.kind, wanted: wanted))
        }
        return strangers
    }

    /// The world that is kept; nil where there is none yet.
    func keptWorld() throws(StorageError) -> String? {
        guard let bytes = try PrivateFile.read(world) else { return nil }
        guard !bytes.isEmpty else { throw SQLiteFile.lost(world, "is empty") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StorageError("\(world) is damaged: it is not UTF-8 text; put a good copy in its place")
        }
        return text
    }

    /// The key that is kept; nil where there is none yet.
    func keptTokenKey() throws(StorageError) -> [UInt8]? {
        guard let key = try PrivateFile.read(tokenKey) else { return nil }
        guard key.count == Self.keyLength else {
            throw StorageError("\(tokenKey) is damaged: it has \(key.count) bytes, not 32; remove it, and log in anew")
        }
        return key
    }

    /// Checks that the world which is kept is the one whose changes are kept. Folders of earlier versions do not say.
    func check(_ world: String, against changes: ChangeLog) throws(StorageError) {
        guard let noted = try changes.worldDigest(), noted != Self.digest(of: world) else { return }
        throw StorageError(
            "\(self.world) is not as it was kept: it was changed or cut off; put the file back that stood there"
        )
    }

    /// What a world is known by.
    static func digest(of world: String) -> String { Digest.of(Array(world.utf8)).description }

    /// Checks that nothing is kept in a folder without a world: a first start writes the world last, so where one was cut
    /// off there are only files that say nothing.
    ///
    /// - Parameter view: gives what is looked into in the place of a database.
    func checkWithoutWorld(_ view: DatabaseView) throws(StorageError) {
        var isKept = try !BlobFolder.contents(of: path, files).isEmpty
        if !isKept, try !isEmpty(state) {
            isKept = try view.look(into: state) { path throws(StorageError) in
                let log = try ChangeLog(path: path, named: state)
                defer { try? log.close() }
                return try !log.all().isEmpty
            }
        }
        if !isKept, try !isEmpty(registry) {
            isKept = try view.look(into: registry) { path throws(StorageError) in
                let database = try RegistryDatabase(path: path, named: registry, mayBeNew: true)
                defer { database.close() }
                return try database.read { tables in
                    try tables.exists("SELECT 1 FROM repository") || tables.exists("SELECT 1 FROM mark")
                }
            }
        }
        guard !isKept else {
            throw StorageError("\(path) is damaged: world.yaml is missing; put it back, or use another folder")
        }
    }

    /// Whether a file is missing, or has no bytes.
    func isEmpty(_ path: String) throws(StorageError) -> Bool {
        guard let facts = try files.facts(of: path) else { return true }
        return facts.kind == .file && facts.size == 0
    }

    private func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && FileFacts(facts).kind == .folder
    }
}
