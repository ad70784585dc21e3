import OCI

extension FileLayer {
    /// Reads a file from its beginning and hashes it, a mebibyte at a time.
    ///
    /// - Parameter progress: told of the bytes of each step.
    func digest(
        of file: OpenFile,
        _ algorithm: Digest.Algorithm,
        progress: (Int) -> Void = { _ in }
    ) throws(StorageError) -> (digest: Digest, size: Int) {
        var running = RunningDigest(algorithm)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4_096)
        defer { buffer.deallocate() }
        var size = 0
        while true {
            let count = try read(file, at: size, into: buffer)
            guard count > 0 else { return (running.finish(), size) }
            running.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            size += count
            progress(count)
        }
    }

    /// Reads a blob's file whole.
    ///
    /// - Returns: what is wrong with it, nil where its digest is right, and its length in bytes.
    func damage(
        of digest: Digest,
        at path: String,
        progress: (Int) -> Void = { _ in }
    ) throws(StorageError) -> (kind: BlobDamage?, size: Int) {
        guard let file = try open(path) else { return (.missing, 0) }
        let found = try self.digest(of: file, digest.algorithm, progress: progress)
        return (found.digest == digest ? nil : .altered, found.size)
    }
}
