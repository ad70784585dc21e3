import CZlib

/// The bytes that a layer in the form of gzip (RFC 1952) unpacks to: one member after the other.
final class GzipSource: LayerBytes {
    private static let pieceLength = 65_536

    private let content: LayerContent
    private var offset = 0
    /// zlib keeps the address of its stream.
    private let stream: UnsafeMutablePointer<z_stream>
    private let piece: UnsafeMutableRawBufferPointer
    /// Whether the content stands between two members.
    private var isBetweenMembers = false

    /// - Throws: ``LayerFault/damaged`` where zlib has no memory for it.
    init(_ content: LayerContent) throws {
        self.content = content
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        piece = .allocate(byteCount: Self.pieceLength, alignment: 16)
        guard drydock_begin_gzip(stream) == Z_OK else { throw LayerFault.damaged }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        piece.deallocate()
    }

    func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            if stream.pointee.avail_in == 0 {
                let count = try content.fill(piece, from: offset)
                guard count > 0 else {
                    guard isBetweenMembers else { throw LayerFault.damaged }
                    return filled
                }
                offset += count
                stream.pointee.next_in = piece.baseAddress?.assumingMemoryBound(to: Bytef.self)
                stream.pointee.avail_in = uInt(count)
            }
            if isBetweenMembers {
                guard inflateReset(stream) == Z_OK else { throw LayerFault.damaged }
                isBetweenMembers = false
            }
            let room = min(buffer.count - filled, Int(Int32.max))
            stream.pointee.next_out = (buffer.baseAddress?.advanced(by: filled)).map {
                $0.assumingMemoryBound(to: Bytef.self)
            }
            stream.pointee.avail_out = uInt(room)
            let status = inflate(stream, Z_NO_FLUSH)
            filled += room - Int(stream.pointee.avail_out)
            switch status {
            case Z_OK: break
            case Z_STREAM_END: isBetweenMembers = true
            default: throw LayerFault.damaged
            }
        }
        return filled
    }
}
