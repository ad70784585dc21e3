/// The stored bytes of a layer, read by position.
package struct LayerContent {
    private let read: (Int, UnsafeMutableRawBufferPointer) throws -> Int

    /// - Parameter read: fills a buffer from an offset on, and answers how many bytes it has filled: fewer than there is
    ///   room for only at the end.
    package init(_ read: @escaping (_ offset: Int, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int) {
        self.read = read
    }

    package init(_ bytes: [UInt8]) {
        self.init { offset, buffer in
            let rest = bytes.dropFirst(offset).prefix(buffer.count)
            buffer.copyBytes(from: rest)
            return rest.count
        }
    }

    func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws -> Int { try read(offset, buffer) }

    /// The archive in the layer, whichever way it is compressed. What a layer is shows in its first bytes, and its media
    /// type says it for others only.
    func archive() throws -> any LayerBytes {
        var start = [UInt8](repeating: 0, count: 4)
        let count = try start.withUnsafeMutableBytes { try fill($0, from: 0) }
        if start.prefix(count).starts(with: [0x1F, 0x8B]) { return try GzipSource(self) }
        guard start != [0x28, 0xB5, 0x2F, 0xFD] else { throw LayerFault.unknownCompression }
        return PlainSource(self)
    }
}

/// Bytes that are read once, from the first to the last.
protocol LayerBytes: AnyObject {
    /// Fills a buffer; with less than it has room for only at the end.
    func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// The bytes of a layer as they are.
final class PlainSource: LayerBytes {
    private let content: LayerContent
    private var offset = 0

    init(_ content: LayerContent) { self.content = content }

    func read(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try content.fill(buffer, from: offset)
        offset += count
        return count
    }
}
