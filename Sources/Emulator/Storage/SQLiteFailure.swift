import GRDB

extension StorageError {
    /// What an error of SQLite means to whoever runs the emulator; a ``StorageError`` stays what it is.
    init(sqlite error: any Error, _ path: String) {
        if let error = error as? StorageError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init("\(path) cannot be used: \(error)")
            return
        }
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            self = Self.full(path)
            return
        }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init("\(path) is damaged; move its folder away to start anew, or put a good copy in its place")
        case .SQLITE_FULL: self = Self.full(path)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            self.init("\(path) cannot be written; mind the permissions of the file and its folder")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init("\(path) is in use by another program; close that one")
        case .SQLITE_MISUSE: self = .closed
        default:
            self.init("\(path) cannot be used: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
        }
    }

    private static func full(_ path: String) -> StorageError {
        StorageError("\(path) cannot grow, for the disk is full; make room", kind: .diskFull)
    }
}
