package import OCI

/// The content of a blob, open to be read; closed with its last holder. It stays readable when the blob is deleted
/// meanwhile.
package final class OpenBlob: Sendable {
    package enum Content: Sendable {
        /// All of a small one.
        case bytes([UInt8])
        /// A file to read by position (`pread`, `sendfile`); good as long as the blob is held.
        case file(descriptor: Int32)
    }

    private enum Place {
        case memory([UInt8])
        case file(OpenFile, any FileLayer)
    }

    package let digest: Digest
    /// Bytes.
    package let size: Int
    private let place: Place

    init(digest: Digest, bytes: [UInt8]) {
        self.digest = digest
        size = bytes.count
        place = .memory(bytes)
    }

    init(digest: Digest, size: Int, file: OpenFile, _ files: any FileLayer) {
        self.digest = digest
        self.size = size
        place = .file(file, files)
    }

    /// Fills a buffer from a position in the content.
    ///
    /// - Returns: the bytes read; fewer than the buffer holds only at the content's end.
    package func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        switch place {
        case .memory(let bytes):
            guard offset < bytes.count else { return 0 }
            let end = min(bytes.count, offset + buffer.count)
            buffer.copyBytes(from: bytes[offset..<end])
            return end - offset
        case .file(let file, let files):
            return try files.read(file, at: offset, into: buffer)
        }
    }

    package var content: Content {
        switch place {
        case .memory(let bytes): .bytes(bytes)
        case .file(let file, _): .file(descriptor: file.descriptor)
        }
    }
}
