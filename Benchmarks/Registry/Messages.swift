/// A request as it is sent: its head, with a small body behind it, or a blob that follows.
struct Request {
    let line: String
    var bytes: [UInt8]
    let blob: Blob?
    let accepted: Set<Int>

    /// `accepted` are the statuses that let the benchmark go on.
    init(
        _ method: String,
        _ target: String,
        host: String,
        authorization: String? = nil,
        contentType: String? = nil,
        body: [UInt8] = [],
        blob: Blob? = nil,
        accepted: Set<Int>
    ) {
        line = "\(method) \(target)"
        var head = "\(line) HTTP/1.1\r\nHost: \(host)\r\n"
        if let authorization { head += "Authorization: \(authorization)\r\n" }
        if let contentType { head += "Content-Type: \(contentType)\r\n" }
        if method != "GET" { head += "Content-Length: \(blob?.size ?? body.count)\r\n" }
        bytes = Array((head + "\r\n").utf8) + body
        self.blob = blob
        self.accepted = accepted
    }
}

/// What the benchmark needs of the head of an answer.
struct Answer {
    let status: Int
    /// Bytes of the body.
    let length: Int
    let location: String?

    /// Nil where the head is not one of HTTP/1.1, or its body has no length.
    init?(head: ArraySlice<UInt8>) {
        let lines = head.split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first, first.count > 12,
            let status = Int(String(decoding: first[(first.startIndex + 9)..<(first.startIndex + 12)], as: UTF8.self))
        else { return nil }
        self.status = status
        let value = { (name: String) in lines.lazy.compactMap { Answer.value(of: name, in: $0) }.first }
        location = value("location:")
        if let length = value("content-length:") {
            guard let length = Int(length) else { return nil }
            self.length = length
        } else {
            guard status == 204 || status == 304 else { return nil }
            length = 0
        }
    }

    private static func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
        // Lower case, for letters; a colon has that bit already.
        guard zip(line, name.utf8).allSatisfy({ $0 | 0x20 == $1 }), line.count > name.utf8.count else { return nil }
        let blanks: Set<UInt8> = [0x20, 0x0D]
        let value = line.dropFirst(name.utf8.count).drop { blanks.contains($0) }
        return String(decoding: value.last == 0x0D ? value.dropLast() : value, as: UTF8.self)
    }
}

/// The end of a head in the bytes that came so far, which is where its body begins.
func endOfHead(_ bytes: [UInt8]) -> Int? {
    var line = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
        // An empty line is a CR and an LF.
        if index == line + 1 { return index + 1 }
        line = index + 1
    }
    return nil
}
