import Synchronization

/// What the repositories of an emulator hold: layers, images, tags, and uploads under way.
///
/// Content lies in files named by digest, or, where it is small, in SQLite, once for all repositories that have it; what
/// each repository has stands in SQLite. Lookups are synchronous and short. Changes are asynchronous: they return once
/// they are on the disk, and those that wait at the same time are brought there together. An `admit` closure runs right
/// before its change, in the order of all changes, and may refuse by throwing whatever its caller expects. It must not ask
/// the storage, and nobody may ask the storage while holding a lock that an `admit` closure takes.
///
/// Killed at any instant, the storage opens again with all that was acknowledged, and with nothing else.
package final class RegistryStore: Sendable {
    /// Where a registry's storage is.
    package enum Place: Sendable {
        /// A private folder that is made below `parent` when it is first needed, and removed by ``close()``. Until
        /// then it takes neither files nor descriptors. Of a killed process it stays until
        /// ``RegistryStore/removeAbandoned(below:)``.
        case temporary(parent: String)
        /// A folder that is there, of a ``DataDirectory``: `registry.db`, `blobs/` and `uploads/` in it.
        case kept(folder: String)
    }

    private enum State {
        case untouched(parent: String)
        case open(RegistryCore)
        case closed
    }

    /// Bytes of the largest blob whose content may stand in the database.
    package static let largestWithoutFile = 64 << 10

    /// What ECR tells of what happens here.
    package let notices = NoticeLog()
    private let state: Mutex<State>
    private let files: any FileLayer

    /// Opens the storage and, where it is kept, recovers it: what was not acknowledged is removed.
    ///
    /// - Parameters:
    ///   - place: where it is.
    ///   - files: what is done to files goes through here.
    ///   - largestWithoutFile: bytes of the largest blob whose content stands in the database;
    ///     ``largestWithoutFile`` at most. A temporary
    ///     storage, whose database is in memory, has all content in files.
    /// - Throws: ``StorageError`` where the folder cannot be used, or was written by a newer version.
    package init(
        _ place: Place,
        files: any FileLayer = SystemFiles(),
        largestWithoutFile: Int = RegistryStore.largestWithoutFile
    ) throws(StorageError) {
        self.files = files
        switch place {
        case .temporary(let parent): state = Mutex(.untouched(parent: parent))
        case .kept(let folder):
            let core = try RegistryCore(keptIn: folder, files: files, largestWithoutFile: largestWithoutFile)
            state = Mutex(.open(core))
        }
    }

    /// Removes what temporary storages of killed processes left behind; those that are in use stay.
    ///
    /// - Parameter parent: where they were made.
    package static func removeAbandoned(below parent: String) {
        BlobFolder.removeAbandoned(below: parent, files: SystemFiles())
    }

    deinit { close() }

    /// Ends the storage once the changes that wait are done. Whatever is asked of it afterwards throws
    /// ``StorageError``. A temporary one leaves nothing behind.
    package func close() {
        let core = state.withLock { state -> RegistryCore? in
            defer { state = .closed }
            if case .open(let core) = state { return core }
            return nil
        }
        core?.close()
    }

    /// What there is to work with; it comes to be with the first change.
    func core() throws(StorageError) -> RegistryCore {
        try state.withLock { state throws(StorageError) in
            switch state {
            case .open(let core): return core
            case .closed: throw StorageError.closed
            case .untouched(let parent):
                let core = try RegistryCore(temporaryBelow: parent, files: files)
                state = .open(core)
                return core
            }
        }
    }

    /// What there is to look into; nil where nothing was ever stored.
    func presentCore() throws(StorageError) -> RegistryCore? {
        try state.withLock { state throws(StorageError) in
            switch state {
            case .open(let core): return core
            case .closed: throw StorageError.closed
            case .untouched: return nil
            }
        }
    }

    /// Looks something up; answers `absent` where nothing was ever stored.
    func look<Answer>(
        absent: Answer,
        _ body: (RegistryTables) throws -> Answer
    ) throws(StorageError) -> Answer {
        guard let core = try presentCore() else { return absent }
        return try core.database.read(body)
    }
}
