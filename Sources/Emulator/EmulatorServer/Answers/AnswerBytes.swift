import Emulator
import Glibc
import NIOCore
import NIOPosix

/// The bytes of an answer as they go out, by their place in it, wherever its body is.
final class AnswerBytes {
    private let head: ByteBuffer
    private let body: ByteBuffer
    /// Of a body that is a part of a file.
    private let file: (handle: NIOFileHandle, offset: Int, count: Int)?

    /// - Parameters:
    ///   - head: with the body where that is short.
    ///   - rest: what follows.
    /// - Returns: nil where the file cannot be held open.
    init?(head: ByteBuffer, _ rest: ResponseWriter.Rest) {
        self.head = head
        switch rest {
        case .none:
            body = ByteBuffer()
            file = nil
        case .bytes(let bytes):
            body = bytes
            file = nil
        case .file(let slice):
            body = ByteBuffer()
            // A descriptor of its own, for the slice is gone before the last byte is out.
            let descriptor = slice.withDescriptor { fcntl($0, F_DUPFD_CLOEXEC, 0) }
            guard descriptor >= 0 else { return nil }
            let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
            file = (handle, slice.offset, slice.count)
        }
    }

    var count: Int { head.readableBytes + body.readableBytes + (file?.count ?? 0) }

    /// The bytes at the beginning of `range`, or all of it: what lies in the body is not read with the header. None where
    /// a file is shorter than it was.
    ///
    /// - Parameter range: not empty, and within ``count``.
    func read(_ range: Range<Int>, on channel: any Channel) -> EventLoopFuture<ByteBuffer> {
        let eventLoop = channel.eventLoop
        if range.lowerBound < head.readableBytes {
            return eventLoop.makeSucceededFuture(Self.piece(of: head, range))
        }
        let range = range.lowerBound - head.readableBytes..<range.upperBound - head.readableBytes
        guard let file else { return eventLoop.makeSucceededFuture(Self.piece(of: body, range)) }
        return NonBlockingFileIO(threadPool: .singleton).read(
            fileHandle: file.handle,
            fromOffset: Int64(file.offset + range.lowerBound),
            byteCount: range.count,
            allocator: channel.allocator,
            eventLoop: eventLoop
        )
    }

    private static func piece(of buffer: ByteBuffer, _ range: Range<Int>) -> ByteBuffer {
        let count = min(range.count, buffer.readableBytes - range.lowerBound)
        return buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: max(0, count)) ?? ByteBuffer()
    }

    /// Lets the file go.
    func close() {
        // It fails only where it is closed already.
        try? file?.handle.close()
    }
}
