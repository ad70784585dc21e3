import OCI

/// A MiB of noise whose first bytes say which MiB of which blob it is: as good as other content to whoever stores or
/// compares it, and made once.
final class Block {
    static let size = 1 << 20
    private let words: UnsafeMutableBufferPointer<UInt64>

    init() {
        var random = SystemRandomNumberGenerator()
        words = .allocate(capacity: Block.size / 8)
        _ = words.initialize(from: (0..<Block.size / 8).lazy.map { _ in random.next() })
    }

    init(copying other: Block) {
        words = .allocate(capacity: Block.size / 8)
        _ = words.initialize(from: other.words)
    }

    deinit { words.deallocate() }

    /// The bytes of one MiB of a blob, until another is asked for.
    func bytes(_ number: UInt64, at index: Int) -> UnsafeRawBufferPointer {
        words[0] = number
        words[1] = UInt64(index)
        return UnsafeRawBufferPointer(words)
    }
}

/// Content to be pushed. Its digest is made with it, before any clock runs.
struct Blob {
    let number: UInt64
    let size: Int
    let digest: Digest

    init(_ number: UInt64, size: Int, of block: Block) {
        self.number = number
        self.size = size
        var hash = RunningDigest(.sha256)
        for start in stride(from: 0, to: size, by: Block.size) {
            let bytes = block.bytes(number, at: start / Block.size)
            hash.update(UnsafeRawBufferPointer(rebasing: bytes.prefix(size - start)))
        }
        digest = hash.finish()
    }

    /// What follows the first `sent` bytes, up to the end of their MiB.
    func bytes(after sent: Int, of block: Block) -> UnsafeRawBufferPointer {
        let offset = sent % Block.size
        let end = min(Block.size, offset + size - sent)
        return UnsafeRawBufferPointer(rebasing: block.bytes(number, at: sent / Block.size)[offset..<end])
    }
}
