import OCI
import Synchronization

/// The files of a registry's storage: `blobs/ALGORITHM/HEX` for content, `uploads/ID` for what is on its way. Of a storage
/// that is kept, content of up to ``RegistryStore/largestWithoutFile`` bytes stands in the database instead, where one commit brings
/// many blobs to the disk.
///
/// Paths are made of digests and of identifiers that were checked, and of nothing else.
final class BlobFolder: Sendable {
    let files: any FileLayer
    /// Whether what is acknowledged has to survive a crash.
    let isDurable: Bool
    /// Bytes of the largest blob that gets no file.
    let largestWithoutFile: Int
    private let place: RegistryStore.Place
    private enum Root {
        case none
        /// - Parameter lock: of a temporary one.
        case made(String, lock: FolderLock?)
        case closed
    }

    private static let prefix = "drydock-registry-"

    /// The folder of all, once it is there.
    private let root = Mutex(Root.none)
    private let imports = Mutex(0)

    init(temporaryBelow parent: String, files: any FileLayer) {
        place = .temporary(parent: parent)
        self.files = files
        isDurable = false
        largestWithoutFile = 0
    }

    init(keptIn folder: String, files: any FileLayer, largestWithoutFile: Int) {
        place = .kept(folder: folder)
        self.files = files
        isDurable = true
        self.largestWithoutFile = min(largestWithoutFile, RegistryStore.largestWithoutFile)
    }

    /// Sees to it that the folders are there.
    ///
    /// - Returns: the folder of all.
    @discardableResult
    func prepare() throws(StorageError) -> String {
        try root.withLock { root throws(StorageError) in
            switch root {
            case .made(let path, _): return path
            case .closed: throw StorageError.closed
            case .none: break
            }
            let (made, lock) = try make()
            do throws(StorageError) {
                for name in ["/uploads", "/blobs", "/blobs/sha256", "/blobs/sha512"] {
                    try files.makeFolder(made + name)
                }
                if isDurable {
                    try files.syncFolder(made + "/blobs")
                    try files.syncFolder(made)
                }
            } catch {
                remove(made, lock)
                throw error
            }
            root = .made(made, lock: lock)
            return made
        }
    }

    /// The folder of all, and the lock of a temporary one.
    private func make() throws(StorageError) -> (folder: String, lock: FolderLock?) {
        switch place {
        case .kept(let folder): return (folder, nil)
        case .temporary(let parent):
            let folder = try files.makeNewFolder(beginning: parent + "/" + Self.prefix)
            do throws(StorageError) {
                return (folder, try FolderLock(new: folder))
            } catch {
                try? files.removeFolder(folder)
                throw error
            }
        }
    }

    /// Removes the temporary folders of processes that had no chance to.
    static func removeAbandoned(below parent: String, files: any FileLayer) {
        FolderLock.forEachAbandoned(in: parent, prefix: prefix) { try? FolderLock.remove($0, by: files.removeFolder) }
    }

    /// Removes a folder that is a temporary one. What is left of it is removed as those of killed processes are.
    private func remove(_ folder: String, _ lock: FolderLock?) {
        guard let lock else { return }
        try? FolderLock.remove(folder, by: files.removeFolder)
        lock.release()
    }

    /// Makes the file of an upload.
    func createUpload(_ id: String) throws(StorageError) -> OpenFile {
        try files.create(try prepare() + "/uploads/" + id)
    }

    /// A name for a file that comes from no upload.
    func nextImport() -> String {
        imports.withLock { count in
            count += 1
            return "import-\(count)"
        }
    }

    func path(of digest: Digest) throws(StorageError) -> String { Self.path(of: digest, in: try prepare()) }

    /// The file of a blob in the folder of a storage.
    static func path(of digest: Digest, in folder: String) -> String {
        Self.folder(of: digest.algorithm, in: folder) + "/" + digest.hex
    }

    func folder(of algorithm: Digest.Algorithm) throws(StorageError) -> String {
        Self.folder(of: algorithm, in: try prepare())
    }

    static func folder(of algorithm: Digest.Algorithm, in folder: String) -> String {
        folder + "/blobs/" + algorithm.rawValue
    }

    var uploads: String {
        get throws(StorageError) { try prepare() + "/uploads" }
    }

    /// Removes the folder where it is a temporary one.
    func close() {
        root.withLock { root in
            if case .made(let path, let lock) = root { remove(path, lock) }
            root = .closed
        }
    }
}
