package import Foundation

/// What a look over a data directory that nobody uses has found, by the code that a start reads it with. The directory is
/// left as it was.
package struct DataInspection: Sendable {
    /// What is wrong; nothing where all of it is sound.
    package private(set) var findings: [Finding] = []
    /// The world that is kept; nil where there is none yet, or none that can be read.
    package private(set) var world: String?
    /// The records of all changes since the world was loaded, oldest first; none where they cannot be read.
    package private(set) var changes: [Data] = []

    private let folder: DataFolder
    private let view: DatabaseView

    /// Looks at everything, every byte of every blob included.
    ///
    /// - Parameters:
    ///   - path: of a ``DataDirectory``.
    ///   - temporaryFolder: where copies of the databases are made, and removed, to look into.
    ///   - progress: told of the bytes of blobs that have been read, and of those that there are.
    /// - Throws: ``StorageError`` where somebody uses the folder, it is not a data directory, or it cannot be read.
    package init(
        of path: String,
        temporaryFolder: String,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(StorageError) {
        folder = DataFolder(path)
        view = .copied(below: temporaryFolder)
        guard let facts = try SystemFiles().facts(of: path) else {
            throw StorageError("\(path) is not there; name the folder of an emulator's data")
        }
        guard facts.kind == .folder || facts.kind == .link else {
            throw StorageError("\(path) is a file; name a folder")
        }
        // A folder of anything else is not looked into.
        guard try folder.isUsed() else {
            throw StorageError("\(path) holds no emulator's data; name the folder that --data named")
        }
        let lock = try DirectoryLock(ofFileAt: folder.lock, directory: path)
        defer { withExtendedLifetime(lock) {} }
        for stranger in try folder.strangers() { add(stranger) }
        readWorld()
        readKey()
        readChanges()
        do throws(StorageError) {
            let registry = try RegistryInspection.run(
                folder: path,
                temporaryFolder: temporaryFolder,
                mayBeNew: isNew,
                progress: progress
            )
            for finding in registry where !findings.contains(finding) { findings.append(finding) }
        } catch {
            add(error)
        }
    }

    /// Whether the first start has not come to its end.
    private var isNew: Bool { (try? SystemFiles().facts(of: folder.world)) == nil }

    private mutating func add(_ error: StorageError) {
        let finding = Finding(error)
        if !findings.contains(finding) { findings.append(finding) }
    }

    private mutating func readWorld() {
        do throws(StorageError) {
            world = try folder.keptWorld()
            if world == nil { try folder.checkWithoutWorld(view) }
        } catch {
            add(error)
        }
    }

    private mutating func readKey() {
        do throws(StorageError) { _ = try folder.keptTokenKey() } catch { add(error) }
    }

    private mutating func readChanges() {
        guard let world else { return }
        do throws(StorageError) {
            guard try !folder.isEmpty(folder.state) else {
                let how = try SystemFiles().facts(of: folder.state) == nil ? "missing" : "empty"
                findings.append(
                    Finding(
                        problem: "\(folder.state) is \(how), and with it every change since the world was loaded is "
                            + "lost",
                        remedy: "put a good copy in its place, or start anew in another folder with --world "
                            + "\(folder.world), and push the images again"
                    )
                )
                return
            }
            changes = try view.look(into: folder.state) { copy throws(StorageError) in
                let log = try ChangeLog(path: copy, named: folder.state, mayBeNew: false)
                defer { try? log.close() }
                try folder.check(world, against: log)
                return try log.all()
            }
        } catch {
            add(error)
        }
    }
}
