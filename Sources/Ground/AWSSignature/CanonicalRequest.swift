import AWSCore

/// The text whose hash is signed, and verified (docs/aws/signatures.md, "The computation").
///
/// Built as UTF-8 in one pass: the verifier does it on every call.
struct CanonicalRequest: Sendable {
    let utf8: [UInt8]

    /// - Parameters:
    ///   - omitted: the query parameters that are not part of what is signed.
    ///   - signedHeaders: the list as it stands in the signature, `host;x-amz-date`. A header that is absent counts as
    ///     empty.
    ///   - payload: the last line: the body's hash or `UNSIGNED-PAYLOAD`.
    init(
        _ request: SignableRequest,
        query: CanonicalQuery,
        omitting omitted: [String] = [],
        signedHeaders: [UInt8],
        payload: String,
        normalizesPath: Bool
    ) {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1_024)
        buffer += request.method.utf8
        buffer.append(0x0A)
        CanonicalPath.append(request.path, normalizes: normalizesPath, to: &buffer)
        buffer.append(0x0A)
        query.append(to: &buffer, omitting: omitted)
        buffer.append(0x0A)
        for name in signedHeaders.split(separator: 0x3B, omittingEmptySubsequences: false) {
            buffer += name
            buffer.append(0x3A)
            var isFirst = true
            for field in request.headers.fields where field.name.isHeader(name) {
                if !isFirst { buffer.append(0x2C) }
                isFirst = false
                CanonicalRequest.append(headerValue: field.value, to: &buffer)
            }
            buffer.append(0x0A)
        }
        buffer.append(0x0A)
        buffer += signedHeaders
        buffer.append(0x0A)
        buffer += payload.utf8
        utf8 = buffer
    }

    /// Trims a value and folds inner blanks, those of folded lines among them, to one space.
    private static func append(headerValue value: String, to buffer: inout [UInt8]) {
        let start = buffer.count
        var isAfterBlank = false
        for byte in value.utf8 {
            if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                isAfterBlank = true
                continue
            }
            if isAfterBlank, buffer.count > start { buffer.append(0x20) }
            isAfterBlank = false
            buffer.append(byte)
        }
    }
}

extension String {
    /// Whether this header name is `name`, without regard to case.
    func isHeader(_ name: ArraySlice<UInt8>) -> Bool {
        let bytes = utf8
        guard bytes.count == name.count else { return false }
        var index = name.startIndex
        for byte in bytes {
            guard byte.lowercasedASCII == name[index].lowercasedASCII else { return false }
            index += 1
        }
        return true
    }
}
