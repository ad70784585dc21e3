import AWSCore
import Emulator
import NIOCore
import NIOHTTP1

/// Puts answers into their form on the wire.
///
/// What a header says is checked here, behind all who had a hand in it: nothing in a value can end its line, so that no
/// answer ever carries a header that nobody set, or is read as two.
struct ResponseWriter: Sendable {
    /// A body up to this size is copied behind its head, which is cheaper than to hand two pieces to the system.
    private static let copiedBodySize = 16 * 1_024

    /// What of a body still has to be sent behind the head.
    enum Rest {
        /// Nothing: there is none, or it stands in the head's buffer already.
        case none
        case bytes(ByteBuffer)
        case file(FileSlice)
    }

    /// The answer's bytes: head, and body as far as it is not in the head's buffer already.
    ///
    /// - Parameter joinsBody: whether a short body is put into the head's buffer.
    func write(
        _ response: EmulatorResponse,
        _ framing: AnswerFraming,
        date: String,
        joinsBody: Bool = true,
        allocator: ByteBufferAllocator
    ) -> (head: ByteBuffer, body: Rest) {
        let problem = problem(in: response)
        let response = problem ?? response
        let size = response.bodyLength
        let isBodySent = !framing.isHead && response.takesBody && size > 0
        let isCopied = joinsBody && isBodySent && response.file == nil && size <= ResponseWriter.copiedBodySize
        var buffer = allocator.buffer(capacity: 384 + (isCopied ? size : 0))
        writeHead(response, framing, date: date, into: &buffer)
        if isCopied { buffer.writeImmutableBuffer(response.body) }
        guard isBodySent, !isCopied else { return (buffer, .none) }
        return (buffer, response.file.map(Rest.file) ?? .bytes(response.body))
    }

    private func writeHead(
        _ response: EmulatorResponse,
        _ framing: AnswerFraming,
        date: String,
        into buffer: inout ByteBuffer
    ) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(response.status))
        buffer.writeStaticString(" ")
        buffer.writeString(response.phrase ?? HTTPResponseStatus(statusCode: response.status).reasonPhrase)
        var length: String?
        var isDated = false
        for field in response.headers.fields {
            switch OwnHeader(field.name) {
            case .contentLength:
                // The answer to a HEAD may say the length of a body that nobody has read.
                if framing.isHead { length = field.value }
                continue
            case .connection:
                continue
            case .date:
                isDated = true
            case nil:
                break
            }
            buffer.writeStaticString("\r\n")
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
        }
        if response.takesBody {
            buffer.writeStaticString("\r\nContent-Length: ")
            buffer.writeString(length ?? String(response.bodyLength))
        }
        if !isDated {
            buffer.writeStaticString("\r\nDate: ")
            buffer.writeString(date)
        }
        if !framing.keepsAlive {
            buffer.writeStaticString("\r\nConnection: close")
        } else if framing.announcesKeepAlive {
            buffer.writeStaticString("\r\nConnection: keep-alive")
        }
        buffer.writeStaticString("\r\n\r\n")
    }

    /// What is sent instead of an answer that cannot be put on the wire; nil if it can.
    private func problem(in response: EmulatorResponse) -> EmulatorResponse? {
        guard (200...599).contains(response.status) else {
            return ResponseWriter.failure("it has the status \(response.status)")
        }
        if let phrase = response.phrase, !phrase.utf8.allSatisfy(\.isFieldCharacter) {
            return ResponseWriter.failure("its status line has characters that a line cannot hold")
        }
        for field in response.headers.fields {
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isTokenCharacter) else {
                return ResponseWriter.failure("it has a header whose name is malformed")
            }
            guard field.value.utf8.allSatisfy(\.isFieldCharacter) else {
                return ResponseWriter.failure("its header \(field.name) has characters that a header cannot hold")
            }
        }
        return nil
    }

    private static func failure(_ reason: String) -> EmulatorResponse {
        ServerRefusal(status: 500, sentence: "The emulator has an answer that cannot be sent: \(reason).").response
    }
}

/// Headers that the server writes itself.
private enum OwnHeader {
    case contentLength
    case date
    /// All that is about the connection and not about the answer.
    case connection

    init?(_ name: String) {
        switch name.utf8.count {
        case 4 where name.equalsIgnoringCase("date"): self = .date
        case 10 where name.equalsIgnoringCase("connection") || name.equalsIgnoringCase("keep-alive"): self = .connection
        case 14 where name.equalsIgnoringCase("content-length"): self = .contentLength
        case 17 where name.equalsIgnoringCase("transfer-encoding"): self = .connection
        default: return nil
        }
    }
}

extension EmulatorResponse {
    /// Whether an answer of this status has a body, if only an empty one.
    fileprivate var takesBody: Bool { status != 204 && status != 304 }
}

extension UInt8 {
    /// A character of a header's name (RFC 9110, 5.6.2).
    fileprivate var isTokenCharacter: Bool {
        isWordCharacter || "!#$%&'*+-.^`|~".utf8.contains(self)
    }

    /// A character of a header's value: visible, space, tab, or beyond ASCII.
    fileprivate var isFieldCharacter: Bool { (self >= 0x20 && self != 0x7F) || self == 0x09 }
}
