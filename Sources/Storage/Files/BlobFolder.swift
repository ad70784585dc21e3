import OCI
import Synchronization

/// The files of a registry's storage: `blobs/ALGORITHM/HEX` for content, `uploads/ID` for what is on its way.
///
/// Paths are made of digests and of identifiers that were checked, and of nothing else.
final class BlobFolder: Sendable {
    let files: any FileLayer
    /// Whether what is acknowledged has to survive a crash.
    let isDurable: Bool
    private let place: RegistryStore.Place
    private enum Root {
        case none
        case made(String)
        case closed
    }

    /// The folder of all, once it is there.
    private let root = Mutex(Root.none)
    private let imports = Mutex(0)

    init(temporaryBelow parent: String, files: any FileLayer) {
        place = .temporary(parent: parent)
        self.files = files
        isDurable = false
    }

    init(keptIn folder: String, files: any FileLayer) {
        place = .kept(folder: folder)
        self.files = files
        isDurable = true
    }

    /// Sees to it that the folders are there.
    ///
    /// - Returns: the folder of all.
    @discardableResult
    func prepare() throws(StorageError) -> String {
        try root.withLock { root throws(StorageError) in
            switch root {
            case .made(let path): return path
            case .closed: throw StorageError.closed
            case .none: break
            }
            let made: String
            switch place {
            case .kept(let folder): made = folder
            case .temporary(let parent):
                made = try files.makeNewFolder(beginning: parent + "/drydock-registry-")
            }
            for name in ["/uploads", "/blobs", "/blobs/sha256", "/blobs/sha512"] { try files.makeFolder(made + name) }
            if isDurable {
                try files.syncFolder(made + "/blobs")
                try files.syncFolder(made)
            }
            root = .made(made)
            return made
        }
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

    func path(of digest: Digest) throws(StorageError) -> String {
        try folder(of: digest.algorithm) + "/" + digest.hex
    }

    func folder(of algorithm: Digest.Algorithm) throws(StorageError) -> String {
        try prepare() + "/blobs/" + algorithm.rawValue
    }

    var uploads: String {
        get throws(StorageError) { try prepare() + "/uploads" }
    }

    /// Removes the folder where it is a temporary one.
    func close() {
        root.withLock { root in
            // What is left of a temporary folder harms nobody.
            if !isDurable, case .made(let path) = root { try? files.removeFolder(path) }
            root = .closed
        }
    }
}
