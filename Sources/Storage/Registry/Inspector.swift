import GRDB
import OCI

/// The work of ``RegistryInspection``.
struct Inspector {
    private let folder: String
    private let files: SystemFiles
    private let blobs: BlobFolder
    private(set) var findings: [RegistryInspection.Finding] = []

    init(folder: String, files: SystemFiles) {
        self.folder = folder
        self.files = files
        blobs = BlobFolder(keptIn: folder, files: files)
    }

    mutating func run(_ progress: (Int, Int) -> Void) throws(StorageError) {
        let path = folder + "/registry.db"
        let stored = try storedBlobs()
        guard try files.size(ofFileAt: path) != nil else {
            if !stored.isEmpty {
                add("\(path) is missing, and \(stored.count) blobs with it are of no use", "put a good copy back")
            }
            return
        }
        let database: RegistryDatabase
        var needed: [Digest: Int] = [:]
        do throws(StorageError) {
            database = try RegistryDatabase(path: path)
            defer { database.close() }
            let problems = try database.read { tables in try Self.problems(of: tables) }
            problems.forEach { add($0.problem, $0.remedy) }
            needed = try database.read { try $0.neededBlobs() }
        } catch {
            // The message has its remedy with it.
            let parts = error.description.split(separator: "; ", maxSplits: 1).map(String.init)
            add(parts[0], parts.count > 1 ? parts[1] : "put a good copy back")
            return
        }
        try readBlobs(needed: needed, stored: stored, progress)
        try lookForTornFiles()
    }

    private mutating func add(_ problem: String, _ remedy: String) {
        findings.append(RegistryInspection.Finding(problem: problem, remedy: remedy))
    }

    /// The blobs that have a file, with its length; other files among them are findings.
    private mutating func storedBlobs() throws(StorageError) -> [Digest: Int] {
        var stored: [Digest: Int] = [:]
        for algorithm in Digest.Algorithm.allCases {
            let path = "\(folder)/blobs/\(algorithm.rawValue)"
            for name in try files.names(in: path).sorted() {
                if let digest = Digest("\(algorithm.rawValue):\(name)") {
                    stored[digest] = try files.size(ofFileAt: "\(path)/\(name)") ?? 0
                } else {
                    add("\(path)/\(name) is no blob", "remove it")
                }
            }
        }
        return stored
    }

    private mutating func readBlobs(
        needed: [Digest: Int],
        stored: [Digest: Int],
        _ progress: (Int, Int) -> Void
    ) throws(StorageError) {
        let total = stored.filter { needed[$0.key] != nil }.values.reduce(0, +)
        var done = 0
        progress(done, total)
        for (digest, size) in needed.sorted(by: { $0.key < $1.key }) {
            let pushAgain = "push an image that has it again, which puts it right"
            guard let length = stored[digest] else {
                add("the content of \(digest) is missing", pushAgain)
                continue
            }
            let found = try blobs.damage(of: digest) { count in
                done += count
                progress(done, total)
            }
            if length != size {
                add("the content of \(digest) has \(length) bytes, not \(size)", pushAgain)
            } else if found.kind != nil {
                add("the content of \(digest) has been altered", pushAgain)
            }
        }
        for digest in stored.keys.sorted() where needed[digest] == nil {
            add("no repository has the content of \(digest)", "start the emulator, which removes it")
        }
    }

    private mutating func lookForTornFiles() throws(StorageError) {
        for name in try files.names(in: folder + "/uploads").sorted() {
            add(
                "\(folder)/uploads/\(name) is what is left of an upload that was cut off",
                "start the emulator, which removes it"
            )
        }
    }

    /// What is wrong within the tables.
    private static func problems(of tables: RegistryTables) throws -> [(problem: String, remedy: String)] {
        var problems: [(String, String)] = []
        for line: String in try tables.values("PRAGMA quick_check(10)") where line != "ok" {
            problems.append(("registry.db is damaged: \(line)", "put a good copy in its place"))
        }
        guard problems.isEmpty else { return problems }
        let name = "r.account || '/' || r.region || '/' || r.name"
        for row in try tables.rows(
            """
            SELECT DISTINCT \(name) AS name, p.image, p.digest, p.isChild FROM part p
            JOIN repository r ON r.id = p.repository
            JOIN image o ON o.repository = p.repository AND o.digest = p.image
            WHERE NOT o.isSparse AND CASE WHEN p.isChild
            THEN NOT EXISTS (SELECT 1 FROM image i WHERE i.repository = p.repository AND i.digest = p.digest)
            ELSE NOT EXISTS (SELECT 1 FROM layer l WHERE l.repository = p.repository AND l.digest = p.digest) END
            ORDER BY name, p.image, p.digest
            """
        ) {
            let kind = row["isChild"] as Bool ? "manifest" : "layer"
            problems.append(
                (
                    "the image \(row["image"] as String) in \(row["name"] as String) lacks its \(kind) "
                        + "\(row["digest"] as String)",
                    "push it again, or delete the image"
                )
            )
        }
        for row in try tables.rows(
            """
            SELECT DISTINCT \(name) AS name, t.name AS tag, t.digest FROM tag t JOIN repository r ON r.id = t.repository
            WHERE NOT EXISTS (SELECT 1 FROM image i WHERE i.repository = t.repository AND i.digest = t.digest)
            ORDER BY 1, 2
            """
        ) {
            problems.append(
                (
                    "the tag \(row["tag"] as String) in \(row["name"] as String) stands for the image "
                        + "\(row["digest"] as String), which is not there",
                    "delete the tag, or push the image again"
                )
            )
        }
        for row in try tables.rows(
            """
            SELECT DISTINCT \(name) AS name, i.digest FROM image i JOIN repository r ON r.id = i.repository
            WHERE NOT EXISTS (SELECT 1 FROM manifest m WHERE m.repository = i.repository AND m.digest = i.digest)
            ORDER BY 1, 2
            """
        ) {
            problems.append(
                (
                    "the image \(row["digest"] as String) in \(row["name"] as String) has no manifest",
                    "delete it and push it again"
                )
            )
        }
        return problems
    }
}
