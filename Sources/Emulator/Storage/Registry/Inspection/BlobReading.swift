import OCI

/// Reads the content of every blob of a storage: of small ones in the database, of the others in their files.
struct BlobReading {
    /// The files of blobs, with their length in bytes.
    private let stored: [Digest: Int]
    /// What repositories have, with its size in bytes.
    private var needed: [Digest: Int] = [:]
    private var kept: Set<Digest> = []
    private var found: [Digest: (kind: BlobDamage?, size: Int)] = [:]
    private var done = 0

    init(stored: [Digest: Int]) { self.stored = stored }

    private var total: Int { needed.filter { kept.contains($0.key) || stored[$0.key] != nil }.values.reduce(0, +) }

    /// Finds what is needed, and reads what the database has of it.
    ///
    /// - Parameter progress: told of the bytes that have been read, and of those that there are.
    mutating func readContent(in tables: RegistryTables, _ progress: (_ done: Int, _ total: Int) -> Void) throws {
        needed = try tables.neededBlobs()
        kept = try tables.digestsOfContent()
        let total = total
        progress(done, total)
        for digest in kept.sorted() where needed[digest] != nil {
            guard let bytes = try tables.content(of: digest) else { continue }
            found[digest] = BlobDamage.found(in: bytes, of: digest)
            done += bytes.count
            progress(done, total)
        }
    }

    /// Reads the files of all others that are needed.
    ///
    /// - Parameters:
    ///   - folder: the storage's.
    ///   - progress: told of the bytes that have been read, and of those that there are.
    mutating func readFiles(
        in folder: String,
        _ progress: (_ done: Int, _ total: Int) -> Void
    ) throws(StorageError) {
        let total = total
        for digest in needed.keys.sorted() where found[digest] == nil && stored[digest] != nil {
            found[digest] = try SystemFiles().damage(of: digest, at: BlobFolder.path(of: digest, in: folder)) { count in
                done += count
                progress(done, total)
            }
        }
    }

    /// What is wrong, in the order of the digests, and what to do about it.
    var problems: [(problem: String, remedy: String)] {
        let pushAgain = "push an image that has it again, which puts it right"
        let damaged = needed.sorted { $0.key < $1.key }.compactMap { digest, size -> (String, String)? in
            guard let content = found[digest] else { return ("the content of \(digest) is missing", pushAgain) }
            if content.size != size {
                return ("the content of \(digest) has \(content.size) bytes, not \(size)", pushAgain)
            }
            return content.kind.map { _ in ("the content of \(digest) has been altered", pushAgain) }
        }
        let left = Set(stored.keys).union(kept).sorted().filter { needed[$0] == nil }
        return damaged
            + left.map { ("no repository has the content of \($0)", "start the emulator, which removes it") }
    }
}
