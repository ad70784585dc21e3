import Glibc
package import OCI

/// Why a data directory cannot be used or a change cannot be kept: one line, what is wrong and what to do.
package struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    package enum Kind: Sendable, Equatable {
        case unusable
        /// There is no room left.
        case diskFull
        /// The file of this blob is missing, truncated or altered; the blob counts as absent from now on.
        case damagedBlob(Digest)
        /// The storage, or the upload, has been closed.
        case closed
    }

    package let description: String
    package let kind: Kind

    package init(_ description: String, kind: Kind = .unusable) {
        self.description = description
        self.kind = kind
    }

    /// A file cannot be worked with.
    ///
    /// - Parameters:
    ///   - code: the system's error number.
    ///   - done: what cannot be done to it: `written`, `opened`.
    package init(code: Int32, done: String, path: String) {
        if code == ENOSPC || code == EDQUOT {
            self.init("\(path) cannot be \(done), for the disk is full; make room and try again", kind: .diskFull)
        } else {
            self.init(
                "\(path) cannot be \(done): \(String(cString: strerror(code))); "
                    + "mind its permissions or use another folder"
            )
        }
    }

    static func damaged(_ digest: Digest, _ how: String) -> StorageError {
        StorageError(
            "the stored content of \(digest) \(how); push it again, or see `drydock doctor`",
            kind: .damagedBlob(digest)
        )
    }

    static let closed = StorageError("the registry's storage has been closed; start the emulator again", kind: .closed)
}
