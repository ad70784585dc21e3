import Emulator
import Glibc
import NIOCore
import NIOPosix

/// Hands answers to a connection. A file goes from the disk to the socket by sendfile; inside of TLS it is read in
/// chunks, each when the client has taken the one before.
struct ResponseSender {
    /// How much of a file is read at a time where sendfile cannot be used.
    private static let chunkSize = 256 * 1_024

    /// How much of a file the system sends at a time.
    private static let stepSize = 4 * 1_024 * 1_024

    /// Whether what is written is encrypted on its way.
    let isEncrypted: Bool
    private let writer = ResponseWriter()

    init(isEncrypted: Bool) {
        self.isEncrypted = isEncrypted
    }

    /// Sends an answer.
    ///
    /// - Parameter whenSent: called on the event loop once all of the answer is on its way, at once where that is so. It
    ///   is not called where a file breaks off, for the client waits for more: the connection is closed then.
    func send(
        _ response: EmulatorResponse,
        _ framing: AnswerFraming,
        date: String,
        _ context: ChannelHandlerContext,
        whenSent: @escaping () -> Void
    ) {
        let (head, body) = writer.write(response, framing, date: date, allocator: context.channel.allocator)
        context.write(NIOAny(IOData.byteBuffer(head)), promise: nil)
        switch body {
        case .none:
            context.flush()
            whenTaken(context, whenSent)
        case .bytes(let bytes):
            context.writeAndFlush(NIOAny(IOData.byteBuffer(bytes)), promise: nil)
            whenTaken(context, whenSent)
        case .file(let slice):
            sendFile(slice, context, whenSent)
        }
    }

    /// An answer that a fault hinders, which then has to begin.
    ///
    /// - Parameters:
    ///   - reset: resets the connection.
    ///   - whenSent: as in ``send(_:_:date:_:whenSent:)``; not called where the connection does not go on.
    /// - Returns: nil where its file cannot be read any more, and the connection is closed.
    func hinder(
        _ response: EmulatorResponse,
        by delivery: Delivery,
        _ framing: AnswerFraming,
        date: String,
        _ context: ChannelHandlerContext,
        reset: @escaping () -> Void,
        whenSent: @escaping () -> Void
    ) -> HinderedAnswer? {
        let allocator = context.channel.allocator
        let (head, rest) = writer.write(response, framing, date: date, joinsBody: false, allocator: allocator)
        guard let bytes = AnswerBytes(head: head, rest) else {
            context.close(promise: nil)
            return nil
        }
        let plan = DeliveryPlan(delivery, head: head.readableBytes, body: bytes.count - head.readableBytes)
        return HinderedAnswer(plan, bytes, on: context.channel, reset: reset, whenSent: whenSent)
    }

    /// Goes on at once, or, where the client takes less than it asks for, once it has taken what is written.
    private func whenTaken(_ context: ChannelHandlerContext, _ whenSent: @escaping () -> Void) {
        guard !context.channel.isWritable else { return whenSent() }
        let after = NIOLoopBound(whenSent, eventLoop: context.eventLoop)
        context.writeAndFlush(NIOAny(IOData.byteBuffer(ByteBuffer()))).whenComplete { _ in after.value() }
    }

    private func sendFile(_ slice: FileSlice, _ context: ChannelHandlerContext, _ whenSent: @escaping () -> Void) {
        // A descriptor of its own, for NIO closes what it is given.
        let descriptor = slice.withDescriptor { fcntl($0, F_DUPFD_CLOEXEC, 0) }
        guard descriptor >= 0 else {
            context.close(promise: nil)
            return
        }
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
        let region = FileRegion(
            fileHandle: handle,
            readerIndex: slice.offset,
            endIndex: slice.offset + slice.count
        )
        let channel = context.channel
        let after = NIOLoopBound(whenSent, eventLoop: context.eventLoop)
        let sent = isEncrypted ? copy(region, to: channel) : send(region, to: channel)
        sent.whenComplete { result in
            // Only a descriptor that is closed already could fail to close.
            try? handle.close()
            switch result {
            case .success: after.value()
            case .failure: channel.close(promise: nil)
            }
        }
    }

    /// Sends a region step by step, so that a connection on which a large file moves slowly does not count as idle.
    private func send(_ region: FileRegion, to channel: any Channel) -> EventLoopFuture<Void> {
        let end = min(region.readerIndex + ResponseSender.stepSize, region.endIndex)
        guard Self.reaches(end, region.fileHandle) else {
            return channel.eventLoop.makeFailedFuture(FileBrokenOff())
        }
        let step = FileRegion(fileHandle: region.fileHandle, readerIndex: region.readerIndex, endIndex: end)
        let written = channel.writeAndFlush(IOData.fileRegion(step))
        guard end < region.endIndex else { return written }
        let rest = NIOLoopBound(
            FileRegion(fileHandle: region.fileHandle, readerIndex: end, endIndex: region.endIndex),
            eventLoop: channel.eventLoop
        )
        return written.flatMap { send(rest.value, to: channel) }
    }

    private func copy(_ region: FileRegion, to channel: any Channel) -> EventLoopFuture<Void> {
        let missing = NIOLoopBoundBox(region.readableBytes, eventLoop: channel.eventLoop)
        return NonBlockingFileIO(threadPool: .singleton).readChunked(
            fileRegion: region,
            chunkSize: ResponseSender.chunkSize,
            allocator: channel.allocator,
            eventLoop: channel.eventLoop
        ) { chunk in
            missing.value -= chunk.readableBytes
            return channel.writeAndFlush(IOData.byteBuffer(chunk))
        }.flatMapThrowing {
            if missing.value > 0 { throw FileBrokenOff() }
        }
    }

    /// Whether the file is long enough. One that somebody cut off would be waited for without end.
    private static func reaches(_ end: Int, _ handle: NIOFileHandle) -> Bool {
        let size = try? handle.withUnsafeFileDescriptor { descriptor in
            var status = stat()
            return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
        }
        return (size ?? 0) >= end
    }

    /// A file is shorter than it was when the answer began.
    private struct FileBrokenOff: Error {}
}
