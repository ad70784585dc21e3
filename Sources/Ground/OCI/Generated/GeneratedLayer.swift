import Cryptography

/// The content of a layer that is made from a seed: a tar archive (POSIX.1-1988, ustar) with one regular file of
/// pseudo-random bytes, which no compression makes smaller.
struct GeneratedLayer: Sendable, Equatable {
    /// The file's name in the archive.
    let name: String
    /// The file's bytes.
    let fileSize: Int
    /// When the file was last changed, in seconds since 1970.
    let modified: Int
    /// What the file's bytes are made from.
    let seed: String

    /// The most bytes that a file in a ustar archive may have.
    static let longestFile = 0o77_777_777_777
    private static let block = 512
    private static let pieceLength = 65_536

    /// Bytes of the archive: header, file, its last block filled up, and two blocks of zeros.
    var size: Int { Self.block + fileSize + padding + 2 * Self.block }

    private var padding: Int { (Self.block - fileSize % Self.block) % Self.block }

    /// Hands the archive over, 64 KiB of the file at a time.
    func write(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        try header.withUnsafeBytes(body)
        var bytes = RandomBytes(seed)
        var piece = [UInt64](repeating: 0, count: Self.pieceLength / 8)
        var rest = fileSize
        while rest > 0 {
            bytes.fill(&piece)
            let count = min(rest, Self.pieceLength)
            try piece.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            rest -= count
        }
        try [UInt8](repeating: 0, count: padding + 2 * Self.block).withUnsafeBytes(body)
    }

    private var header: [UInt8] {
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        put(String(name.prefix(99)), at: 0)
        put(octal(0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(fileSize, 11), at: 124)
        put(octal(modified, 11), at: 136)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        put("root", at: 265)
        put("root", at: 297)
        // The sum counts its own eight bytes as blanks.
        let sum = header.reduce(8 * 0x20) { $0 + Int($1) }
        put(octal(sum, 6) + "\u{0} ", at: 148)
        return header
    }
}

/// Bytes that a text alone decides: xoshiro256++ (Blackman, Vigna 2019), little-endian, on every machine.
private struct RandomBytes {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// The state is the SHA-256 of the text.
    init(_ seed: String) {
        let hash = SHA256.hash(seed)
        func word(_ index: Int) -> UInt64 { hash[8 * index..<8 * index + 8].reduce(0) { $0 << 8 | UInt64($1) } }
        (s0, s1, s2, s3) = (word(0), word(1), word(2), word(3))
    }

    mutating func fill(_ words: inout [UInt64]) {
        // The state lives in registers while the words are made.
        var (a, b, c, d) = (s0, s1, s2, s3)
        words.withUnsafeMutableBufferPointer { words in
            for index in words.indices {
                let sum = a &+ d
                words[index] = ((sum << 23 | sum >> 41) &+ a).littleEndian
                let shifted = b << 17
                c ^= a
                d ^= b
                b ^= c
                a ^= d
                c ^= shifted
                d = d << 45 | d >> 19
            }
        }
        (s0, s1, s2, s3) = (a, b, c, d)
    }
}
