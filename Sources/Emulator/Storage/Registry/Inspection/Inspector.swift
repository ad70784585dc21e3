import GRDB
import OCI

/// The work of ``RegistryInspection``.
struct Inspector {
    private let folder: String
    private let view: DatabaseView
    private let files = SystemFiles()
    private(set) var findings: [Finding] = []

    init(folder: String, view: DatabaseView) {
        self.folder = folder
        self.view = view
    }

    /// - Parameter mayBeNew: whether nothing need be there yet.
    mutating func run(mayBeNew: Bool, _ progress: (Int, Int) -> Void) throws(StorageError) {
        let path = folder + "/registry.db"
        let contents = try BlobFolder.contents(of: folder, files)
        findings += contents.problems.map { Finding($0) }
        for path in contents.others { add("\(path) is not a blob", "remove it") }
        guard try !DataFolder(folder).isEmpty(path) else {
            if !mayBeNew || contents.wasOpened { try reportLoss(of: path, contents.blobs, progress) }
            return
        }
        var blobs = BlobReading(stored: contents.blobs)
        do throws(StorageError) {
            let problems = try view.look(into: path) { copy throws(StorageError) in
                let database = try RegistryDatabase(
                    path: copy,
                    named: path,
                    mayBeNew: mayBeNew && !contents.wasOpened
                )
                defer { database.close() }
                return try database.read { tables in
                    let problems = try Self.problems(of: tables)
                    try blobs.readContent(in: tables, progress)
                    return problems
                }
            }
            problems.forEach { add($0.problem, $0.remedy) }
        } catch {
            findings.append(Finding(error))
            return
        }
        try blobs.readFiles(in: folder, progress)
        for (problem, remedy) in blobs.problems { add(problem, remedy) }
        for path in contents.uploads {
            add("\(path) is what is left of an upload that was cut off", "start the emulator, which removes it")
        }
    }

    private mutating func add(_ problem: String, _ remedy: String) {
        findings.append(Finding(problem: problem, remedy: remedy))
    }

    /// Says what the blobs are still good for that no database names.
    private mutating func reportLoss(
        of path: String,
        _ blobs: [Digest: Int],
        _ progress: (Int, Int) -> Void
    ) throws(StorageError) {
        let how = try files.facts(of: path) == nil ? "missing" : "empty"
        let lost = "\(path) is \(how), and with it every name, tag, manifest and small layer is lost"
        let again = "push the images again, into another folder"
        guard !blobs.isEmpty else { return add(lost, "put a good copy in its place, or \(again)") }
        let total = blobs.values.reduce(0, +)
        var done = 0
        var whole = 0
        progress(done, total)
        for digest in blobs.keys.sorted() {
            let damage = try files.damage(of: digest, at: BlobFolder.path(of: digest, in: folder)) { count in
                done += count
                progress(done, total)
            }
            if damage.kind == nil { whole += 1 }
        }
        add(
            "\(lost); \(blobs.count) blobs of \(total) bytes are there, \(whole) of them whole",
            "put a good copy in its place, which brings them back, or \(again)"
        )
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
