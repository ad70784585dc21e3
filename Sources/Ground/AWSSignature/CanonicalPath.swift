import Text

/// The canonical form of a path (docs/aws/signatures.md, "The computation").
enum CanonicalPath {
    /// Appends the canonical form of `path`.
    ///
    /// - Parameters:
    ///   - path: as sent; an empty one is `/`.
    ///   - normalizes: true for every service but S3: dot segments and empty ones are resolved, and what is encoded
    ///     already is encoded again (`%20` becomes `%2520`). False takes the path as it is; only bytes that may not
    ///     stand in a URL are encoded.
    static func append(_ path: String, normalizes: Bool, to buffer: inout [UInt8]) {
        let bytes = Array(path.utf8)
        guard bytes.count > 1 || (bytes.count == 1 && bytes[0] != 0x2F) else {
            buffer.append(0x2F)
            return
        }
        if normalizes {
            for byte in normalized(bytes) { PercentEncoding.append(byte, to: &buffer, sparing: 0x2F) }
        } else {
            for byte in bytes { PercentEncoding.append(byte, to: &buffer, sparing: byte == 0x25 ? 0x25 : 0x2F) }
        }
    }

    private static func normalized(_ path: [UInt8]) -> [UInt8] {
        var segments: [ArraySlice<UInt8>] = []
        for segment in path.split(separator: 0x2F) where segment != [0x2E] {
            if segment == [0x2E, 0x2E] {
                _ = segments.popLast()
            } else {
                segments.append(segment)
            }
        }
        var result: [UInt8] = path.first == 0x2F ? [0x2F] : []
        result += segments.joined(separator: [0x2F])
        if path.last == 0x2F, !segments.isEmpty { result.append(0x2F) }
        return result
    }
}
