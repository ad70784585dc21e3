import OCI

extension BlobFolder {
    /// Bytes that are read at once.
    private static let step = 1 << 20

    /// Reads a file from its beginning and hashes it.
    ///
    /// - Parameter progress: told of the bytes of each step.
    func digest(
        of file: OpenFile,
        _ algorithm: Digest.Algorithm,
        progress: (Int) -> Void = { _ in }
    ) throws(StorageError) -> (digest: Digest, size: Int) {
        var running = RunningDigest(algorithm)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.step, alignment: 4_096)
        defer { buffer.deallocate() }
        var size = 0
        while true {
            let count = try files.read(file, at: size, into: buffer)
            guard count > 0 else { return (running.finish(), size) }
            running.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
            progress(count)
        }
    }
}
