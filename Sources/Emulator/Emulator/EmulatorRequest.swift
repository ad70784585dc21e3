package import AWSCore
package import NIOCore

/// One HTTP request as it came in, by whichever way: plain HTTP, TLS, or through the proxy.
package struct EmulatorRequest: Sendable {
    /// How the connection reached the emulator.
    package struct Origin: Sendable, Equatable {
        /// `http` or `https`: what the client uses, and what links in answers must use.
        package let scheme: String
        /// The client's address.
        package let peerAddress: String
        /// Whether the connection came over the loopback interface.
        package let isLoopback: Bool

        package init(scheme: String, peerAddress: String, isLoopback: Bool) {
            self.scheme = scheme
            self.peerAddress = peerAddress
            self.isLoopback = isLoopback
        }
    }

    package let method: String
    /// Path and query as sent, such as `/v2/?n=1`.
    package let target: String
    /// The path part of ``target``.
    package let path: Substring
    /// The query part of ``target``, without the question mark.
    package let query: Substring
    package let headers: HeaderFields
    /// The whole body; empty where it comes as a ``stream``.
    package let body: ByteBuffer
    /// The body while it comes in; nil where it is there already.
    package let stream: (any BodyStream)?
    package let origin: Origin

    package init(
        method: String,
        target: String,
        headers: HeaderFields,
        body: ByteBuffer = ByteBuffer(),
        stream: (any BodyStream)? = nil,
        origin: Origin
    ) {
        self.method = method
        self.target = target
        let end = target.utf8.firstIndex(of: 0x3F) ?? target.endIndex
        path = target[..<end]
        query = Substring(target.utf8[end...].dropFirst())
        self.headers = headers
        self.body = body
        self.stream = stream
        self.origin = origin
    }

    /// The `Host` header as sent, port included; empty if there is none.
    package var authority: String { headers["host"] ?? "" }

    /// The host name in ``authority``, without port and brackets, as sent.
    package var host: Substring {
        let text = authority[...]
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return text[text.index(after: text.startIndex)..<end]
        }
        return text.prefix { $0 != ":" }
    }
}
