package import OCI

/// The content of a blob, open to be read; closed with its last holder. It stays readable when the blob is deleted
/// meanwhile.
package final class OpenBlob: Sendable {
    package let digest: Digest
    /// Bytes.
    package let size: Int
    private let file: OpenFile
    private let files: any FileLayer

    init(digest: Digest, size: Int, file: OpenFile, _ files: any FileLayer) {
        self.digest = digest
        self.size = size
        self.file = file
        self.files = files
    }

    /// Fills a buffer from a position in the content.
    ///
    /// - Returns: the bytes read; fewer than the buffer holds only at the content's end.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        try files.read(file, at: offset, into: buffer)
    }

    /// The file to read by position (`pread`, `sendfile`); good as long as this value is held.
    package var descriptor: Int32 { file.descriptor }
}
