package import OCI

/// The content of a blob, open to be read; closed with its last holder. It stays readable when the blob is deleted
/// meanwhile.
package final class OpenBlob: Sendable {
    package enum Content: Sendable {
        /// All of a small one.
        case bytes([UInt8])
        case file(OpenFile, any FileLayer)
    }

    package let digest: Digest
    /// Bytes.
    package let size: Int
    package let content: Content

    init(digest: Digest, bytes: [UInt8]) {
        self.digest = digest
        size = bytes.count
        content = .bytes(bytes)
    }

    init(digest: Digest, size: Int, file: OpenFile, _ files: any FileLayer) {
        self.digest = digest
        self.size = size
        content = .file(file, files)
    }

    /// Fills a buffer from a position in the content.
    ///
    /// - Returns: the bytes read; fewer than the buffer holds only at the content's end.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        switch content {
        case .bytes(let bytes):
            guard offset < bytes.count else { return 0 }
            let end = min(bytes.count, offset + buffer.count)
            buffer.copyBytes(from: bytes[offset..<end])
            return end - offset
        case .file(let file, let files):
            return try files.read(file, at: offset, into: buffer)
        }
    }
}
