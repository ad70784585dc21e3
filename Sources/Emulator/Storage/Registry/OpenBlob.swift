package import OCI

/// The content of a blob, open to be read; closed with its last holder. It stays readable when the blob is deleted
/// meanwhile.
package final class OpenBlob: Sendable {
    package let digest: Digest
    /// Bytes.
    package let size: Int
    private let file: OpenFile

    init(digest: Digest, size: Int, file: OpenFile) {
        self.digest = digest
        self.size = size
        self.file = file
    }

    /// The file to read by position (`pread`, `sendfile`); good as long as this value is held.
    package var descriptor: Int32 { file.descriptor }
}
