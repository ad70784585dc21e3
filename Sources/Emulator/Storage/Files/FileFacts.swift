import Glibc

/// What a name in a folder stands for, links not followed.
package struct FileFacts: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case file = "a file"
        case folder = "a folder"
        case link = "a symbolic link"
        case pipe = "a named pipe"
        case other = "a socket or a device"
    }

    package let kind: Kind
    /// Bytes.
    package let size: Int

    init(_ facts: stat) {
        kind =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            case S_IFIFO: .pipe
            default: .other
            }
        size = Int(facts.st_size)
    }
}

extension StorageError {
    /// A name stands for something else than it should.
    static func wrongKind(_ path: String, _ found: FileFacts.Kind, wanted: FileFacts.Kind = .file) -> StorageError {
        StorageError("\(path) is \(found.rawValue), not \(wanted.rawValue); put back what was there, or remove it")
    }
}
