/// Numbers in bytes, the highest first, at places that may lie beyond the end.
enum BigEndian {
    /// - Parameter width: 1 to 4 bytes.
    /// - Throws: ``LayerFault/damaged`` where there are not so many.
    static func number(in bytes: ArraySlice<UInt8>, at offset: Int, width: Int) throws(LayerFault) -> Int {
        guard offset >= 0, offset <= bytes.count - width else { throw .damaged }
        let start = bytes.startIndex + offset
        return bytes[start..<start + width].reduce(0) { $0 << 8 | Int($1) }
    }
}
