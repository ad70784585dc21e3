import NIOCore
import NIOHTTP1

/// NIO's decoder of requests, in a type that has no parameters of its own.
///
/// `ByteToMessageHandler<HTTPRequestDecoder>` would say the same, but can end the process. Swift looks types up when they
/// are first used. For the decoder that stands as an argument of the handler it has to find the conformance to
/// `ByteToMessageDecoder`, and so reads its superclasses. Where `HTTPRequestDecoder`, which is a generic class
/// without superclass, is not complete at that moment because another thread is about to complete one of its own
/// arguments, the runtimes of Linux up to Swift 6.3.1 follow a superclass that is not there: a segmentation fault at 0 in
/// `TargetMetadata::isCanonicalStaticallySpecializedGenericMetadata`, below `swift_conformsToProtocol`. Two event loops
/// that get their first requests at once are two such threads.
///
/// A structure has no superclasses, and this one is complete before the program begins. `TypeReferencesTests` checks that
/// no other type is put together like that.
struct RequestDecoder: ByteToMessageDecoder {
    typealias InboundOut = HTTPServerRequestPart

    private let decoder: HTTPRequestDecoder

    /// What follows a request that is answered by another protocol, as after CONNECT, is passed on as it is.
    init(_ limits: NIOHTTPDecoderLimitConfiguration) {
        decoder = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits)
    }

    func decoderAdded(context: ChannelHandlerContext) {
        decoder.decoderAdded(context: context)
    }

    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        try decoder.decode(context: context, buffer: &buffer)
    }

    func decodeLast(
        context: ChannelHandlerContext,
        buffer: inout ByteBuffer,
        seenEOF: Bool
    ) throws -> DecodingState {
        try decoder.decodeLast(context: context, buffer: &buffer, seenEOF: seenEOF)
    }

    func decoderRemoved(context: ChannelHandlerContext) {
        decoder.decoderRemoved(context: context)
    }
}
