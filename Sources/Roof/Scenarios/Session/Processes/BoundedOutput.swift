import Glibc

/// How much a step may write, standard output and standard error together.
package enum OutputLimit {
    package static let bytes = 16_000_000
    /// How much of an output beyond the limit is kept, in bytes: nobody compares it.
    static let excerpt = 65_536
    static let reason = "it wrote more than 16 MB, standard output and error together, and was stopped"
}

/// What a command writes to a pipe, up to a limit.
struct BoundedOutput {
    private(set) var bytes: [UInt8] = []
    /// Whether more was written than the limit; what is more is not kept.
    private(set) var isFull = false
    /// Whether nobody writes any more.
    private(set) var isClosed = false
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    /// - Parameter limit: in bytes.
    init(limit: Int) { self.limit = limit }

    /// Takes what there is, at most a pipe's content.
    ///
    /// - Parameter pipe: a descriptor whose reading does not wait.
    /// - Returns: whether there was anything.
    @discardableResult
    mutating func read(from pipe: Int32) -> Bool {
        var count: Int
        repeat { count = Glibc.read(pipe, &buffer, buffer.count) } while count < 0 && errno == EINTR
        if count == 0 || (count < 0 && errno != EAGAIN) { isClosed = true }
        guard count > 0 else { return false }
        let room = limit - bytes.count
        bytes += buffer[..<min(count, room)]
        if count > room { isFull = true }
        return true
    }
}
