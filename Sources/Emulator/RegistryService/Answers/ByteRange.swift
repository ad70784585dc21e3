import AWSCore

/// The `Range` of a request for a blob (RFC 9110, 14.2): one range of bytes. What is malformed, or asks for several, is
/// passed over, as the RFC lets a server do, and the whole is answered.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    /// The range begins behind the end.
    case unsatisfiable

    init(_ header: String?, of size: Int) {
        guard let header, header.utf8.count < 100, header.prefix(6).lowercased() == "bytes=" else {
            self = .whole
            return
        }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else {
            self = .whole
            return
        }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (let first?, let last?) where first <= last:
            self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
        case (let first?, nil) where ends[1].isEmpty:
            self = first < size ? .part(first..<size) : .unsatisfiable
        case (nil, let count?) where ends[0].isEmpty:
            self = count > 0 && size > 0 ? .part(max(0, size - count)..<size) : .unsatisfiable
        default:
            self = .whole
        }
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
    }
}

/// The `Content-Range` of a chunk of an upload: `FIRST-LAST`, both included (OCI distribution specification, "Pushing a
/// blob in chunks"). Docker's own form `bytes FIRST-LAST/*` is taken as well.
struct ContentRange: Equatable {
    let first: Int
    let last: Int

    var count: Int { last - first + 1 }

    /// Nil for what is malformed.
    init?(_ header: String) {
        var text = header[...]
        if text.hasPrefix("bytes ") { text = text.dropFirst(6).prefix { $0 != "/" } }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) }),
            let first = Int(ends[0]), let last = Int(ends[1]), first <= last, last < Int.max
        else { return nil }
        self.first = first
        self.last = last
    }
}
