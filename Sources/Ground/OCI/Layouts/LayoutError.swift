import Foundation

/// Why an image layout cannot be read or written: one line, with the file and what to do.
package struct LayoutError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }

    /// What the system said of a file just now.
    static func system(_ done: String, _ path: String) -> LayoutError {
        switch errno {
        case ENOENT, ENOTDIR: LayoutError("\(path) is missing; name the folder of a complete OCI image layout")
        case ELOOP: LayoutError("\(path) is a symbolic link, which is not followed; put the file itself there")
        case ENOSPC, EDQUOT: LayoutError("\(path) cannot be \(done), for the disk is full; make room")
        default: LayoutError("\(path) cannot be \(done): \(String(cString: strerror(errno))); mind its permissions")
        }
    }
}
