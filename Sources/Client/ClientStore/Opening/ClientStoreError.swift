import GRDB

/// Why the client's store cannot be used. Its description is one line for the user; it never holds a secret.
package struct ClientStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong, for callers that decide on it.
    package enum Kind: Sendable, Equatable {
        /// A key is there but has not the form of one.
        case keyMalformed
        /// The store is there, but its key is not.
        case keyLost
        /// The key is not the one that the store was written with.
        case keyWrong
        /// A newer version wrote the store.
        case newerVersion
        /// The file is not a store, or not a whole one.
        case damaged
        /// The file or its directory cannot be read or written.
        case inaccessible
        /// Another process held the store for too long.
        case busy
    }

    package let kind: Kind
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What SQLite's refusal means for the store at `path`.
    init(_ error: DatabaseError, path: String) {
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self = .damaged(path, reason)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .busy(path)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            self = .inaccessible(path, reason)
        default:
            self.init(.inaccessible, "The client store '\(path)' cannot be used: \(reason).")
        }
    }

    static func busy(_ path: String) -> ClientStoreError {
        ClientStoreError(.busy, "The client store '\(path)' is in use by another process: try again when it is done.")
    }

    static func damaged(_ path: String, _ reason: String) -> ClientStoreError {
        ClientStoreError(
            .damaged,
            "The client store '\(path)' is damaged (\(reason)): restore it from a copy, or move it away to begin anew."
        )
    }

    static func inaccessible(_ path: String, _ reason: String) -> ClientStoreError {
        ClientStoreError(
            .inaccessible,
            "The client store '\(path)' cannot be written (\(reason)): make its directory writable, "
                + "or set XDG_DATA_HOME to one that is."
        )
    }
}
