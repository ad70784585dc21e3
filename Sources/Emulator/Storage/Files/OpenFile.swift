import Glibc

/// An open file: closed with its last holder.
package final class OpenFile: Sendable {
    package let descriptor: Int32
    /// Where it was opened, for messages; the file may have moved since.
    package let path: String

    /// Takes over a descriptor.
    package init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }
}
