/// Why a request got no answer.
package struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The step that failed.
    package enum Kind: Sendable, Equatable {
        /// The host's name is not known.
        case resolve
        /// Nothing accepts connections there.
        case connect
        /// The connection was not made in time.
        case connectTimeout
        /// The answer was not complete in time.
        case timeout
        /// The certificate or the TLS handshake was refused.
        case tls
        /// The proxy could not be reached.
        case proxy
        /// The proxy answered this status to `CONNECT`.
        case proxyRefused(status: Int)
        /// The connection ended before the answer did.
        case closed
        /// The answer's body is larger than the request allows.
        case bodyTooLarge(limit: Int)
        /// The task was cancelled.
        case cancelled
        /// The driver was shut down.
        case shutDown
        /// The request is malformed, or anything else.
        case other
    }

    package let kind: Kind
    /// The request's URL without query and user.
    package let url: String
    /// The proxy in use, without user and password; nil without one.
    package let proxy: String?
    /// What happened, in one line.
    package let detail: String

    package init(kind: Kind, url: String, proxy: String? = nil, detail: String) {
        self.kind = kind
        self.url = TransportError.withoutSecrets(url)
        self.proxy = proxy.map(TransportError.withoutSecrets)
        self.detail = detail.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    package var description: String {
        let way = proxy.map { " through the proxy \($0)" } ?? ""
        return "Request to \(url)\(way) failed: \(detail)"
    }

    /// A URL up to its query, without what stands before an `@` in its authority.
    private static func withoutSecrets(_ url: String) -> String {
        let plain = url.prefix { $0 != "?" && $0 != "#" }
        let schemeEnd = plain.range(of: "://")?.upperBound ?? plain.startIndex
        let authority = plain[schemeEnd...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(plain) }
        return String(plain[..<schemeEnd] + plain[plain.index(after: at)...])
    }
}

extension StringProtocol {
    fileprivate func range(of separator: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(separator) {
                return start..<index(start, offsetBy: separator.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
