import Emulator
import Glibc
import NIOCore
import NIOPosix

/// Hands answers to a connection. A file goes from the disk to the socket by sendfile; inside of TLS it is read in
/// chunks, each when the client has taken the one before.
struct ResponseSender {
    /// How much of a file is read at a time where sendfile cannot be used.
    private static let chunkSize = 256 * 1_024

    /// Whether what is written is encrypted on its way.
    let isEncrypted: Bool
    private let writer = ResponseWriter()

    init(isEncrypted: Bool) {
        self.isEncrypted = isEncrypted
    }

    /// Sends an answer.
    ///
    /// - Parameter whenSent: called on the event loop once all of the answer is on its way, at once where that is so. It
    ///   is not called where a file breaks off: the connection is closed then, for the client waits for more.
    func send(
        _ response: EmulatorResponse,
        _ framing: AnswerFraming,
        date: String,
        _ context: ChannelHandlerContext,
        whenSent: @escaping () -> Void
    ) {
        let (head, body) = writer.write(response, framing, date: date, allocator: context.channel.allocator)
        switch body {
        case .none:
            context.writeAndFlush(NIOAny(IOData.byteBuffer(head)), promise: nil)
            whenSent()
        case .bytes(let bytes):
            context.write(NIOAny(IOData.byteBuffer(head)), promise: nil)
            context.writeAndFlush(NIOAny(IOData.byteBuffer(bytes)), promise: nil)
            whenSent()
        case .file(let slice):
            context.write(NIOAny(IOData.byteBuffer(head)), promise: nil)
            sendFile(slice, context, whenSent)
        }
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
        let sent =
            isEncrypted
            ? copy(region, to: channel)
            : context.writeAndFlush(NIOAny(IOData.fileRegion(region)))
        let after = NIOLoopBound(whenSent, eventLoop: context.eventLoop)
        sent.whenComplete { result in
            // Only a descriptor that is closed already could fail to close.
            try? handle.close()
            switch result {
            case .success: after.value()
            case .failure: channel.close(promise: nil)
            }
        }
    }

    private func copy(_ region: FileRegion, to channel: any Channel) -> EventLoopFuture<Void> {
        NonBlockingFileIO(threadPool: .singleton).readChunked(
            fileRegion: region,
            chunkSize: ResponseSender.chunkSize,
            allocator: channel.allocator,
            eventLoop: channel.eventLoop
        ) { chunk in channel.writeAndFlush(IOData.byteBuffer(chunk)) }
    }
}
