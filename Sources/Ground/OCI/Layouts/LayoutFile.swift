import Glibc

/// A regular file of a layout that is open for reading. Symbolic links are not followed, and a pipe is not waited for.
struct LayoutFile: ~Copyable {
    let path: String
    /// In bytes, when it was opened.
    let size: Int
    private let descriptor: Int32

    /// Bytes that are read at once.
    static let pieceLength = 262_144

    init(_ path: String) throws(LayoutError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system("read", path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = LayoutError.system("read", path)
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw LayoutError("\(path) is not a regular file; put the file itself there")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The next bytes of the file; none at its end.
    func read(into buffer: inout [UInt8]) throws(LayoutError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            guard errno == EINTR else { throw .system("read", path) }
        }
    }

    /// All bytes of a file that has at most `longest`.
    static func bytes(of path: String, longest: Int) throws(LayoutError) -> [UInt8] {
        let file = try LayoutFile(path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(longest, pieceLength))
        while true {
            let count = try file.read(into: &buffer)
            if count == 0 { return bytes }
            guard bytes.count + count <= longest else {
                throw LayoutError("\(path) is too long: at most \(longest) bytes are read")
            }
            bytes += buffer.prefix(count)
        }
    }
}
