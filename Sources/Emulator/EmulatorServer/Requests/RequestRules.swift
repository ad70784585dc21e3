import AWSCore
import NIOHTTP1

/// What the head of a request means on the connection it came by.
struct RequestRules: Sendable {
    /// `http` or `https`, as the client sees it.
    let scheme: String
    /// Whether the connection is inside a CONNECT tunnel.
    let isInTunnel: Bool
    /// The port that the server listens on.
    let localPort: Int
    /// Whether a host is this server itself.
    let isOwn: @Sendable (String) -> Bool
    /// Where hosts lead that the proxy is asked for.
    let reach: @Sendable (String) -> HostReach

    /// A head that was understood.
    enum Arrival: Sendable {
        case request(IncomingRequest)
        case tunnel(Tunnel)
        case refused(ServerRefusal, AnswerFraming)
    }

    func read(_ head: HTTPRequestHead) -> Arrival {
        var head = head
        head.headers.trimValues()
        do {
            if head.method == .CONNECT { return .tunnel(try tunnel(head)) }
            return .request(try request(head))
        } catch {
            return .refused(error, AnswerFraming(isHead: head.method == .HEAD))
        }
    }

    private func tunnel(_ head: HTTPRequestHead) throws(ServerRefusal) -> Tunnel {
        // No Host is asked for here: Python's http.client sends its CONNECT as HTTP/1.0, without one.
        guard let authority = Authority(head.uri), authority.port != nil else {
            throw .badRequest("CONNECT takes a host and a port, such as sts.us-east-1.amazonaws.com:443.")
        }
        guard !isInTunnel else { throw .badRequest("A connection made by CONNECT takes no further CONNECT.") }
        let reach = reach(authority.host)
        guard let tunnel = Tunnel(authority, reach: reach) else {
            throw .foreignHost(authority, reach, defaultPort: 443)
        }
        return tunnel
    }

    private func request(_ head: HTTPRequestHead) throws(ServerRefusal) -> IncomingRequest {
        let hosts = head.headers["host"]
        guard hosts.count == 1, let named = Authority(hosts[0]) else {
            let problem =
                switch hosts.count {
                case 0: "no Host header"
                case 1: "a malformed Host header"
                default: "several Host headers"
                }
            throw .badRequest("The request has \(problem); it takes exactly one, such as Host: localhost:4566.")
        }
        var headers = HeaderFields(head.headers.map { HeaderFields.Field(name: $0.name, value: $0.value) })
        var target = head.uri
        var authority = named
        if target.utf8.first != 0x2F, !(target == "*" && head.method == .OPTIONS) {
            (authority, target) = try absolute(target)
            // The target's authority is the one that counts (RFC 9112, 3.2.2); one that is the same stays as signed.
            if !same(named, authority) { headers["Host"] = authority.text }
            // These are for the proxy, not for the host behind it.
            headers["Proxy-Authorization"] = nil
            headers["Proxy-Connection"] = nil
        }
        return try IncomingRequest(head, target: target, host: authority.host, headers: headers)
    }

    /// Authority and origin form of a target such as `http://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity`.
    private func absolute(_ target: String) throws(ServerRefusal) -> (Authority, String) {
        let prefix = scheme + "://"
        guard target.utf8.count > prefix.utf8.count, target.prefix(prefix.count).equalsIgnoringCase(prefix) else {
            throw .badRequest(
                "The request's target is neither a path nor an \(scheme) URL; a proxy's clients use CONNECT for https."
            )
        }
        let rest = target.dropFirst(prefix.count)
        let name = rest.prefix { $0 != "/" && $0 != "?" }
        guard let authority = Authority(name) else {
            throw .badRequest("The URL in the request's target has no host, or a malformed one.")
        }
        let isOwn = isOwn(authority.host) && (authority.port ?? defaultPort) == localPort
        let reach = reach(authority.host)
        let isService = reach == .service && (authority.port ?? defaultPort) == defaultPort
        guard isOwn || isService else { throw .foreignHost(authority, reach, defaultPort: defaultPort) }
        let path = rest[name.endIndex...]
        return (authority, path.hasPrefix("/") ? String(path) : "/" + path)
    }

    private var defaultPort: Int { scheme == "https" ? 443 : 80 }

    private func same(_ left: Authority, _ right: Authority) -> Bool {
        left.host.equalsIgnoringCase(right.host) && (left.port ?? defaultPort) == (right.port ?? defaultPort)
    }
}

extension Authority {
    /// As a `Host` header has it.
    fileprivate var text: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }
}

extension HTTPHeaders {
    /// Takes away the blanks around values, which are not part of them (RFC 9110, 5.5) and which the parser leaves
    /// behind them.
    fileprivate mutating func trimValues() {
        func isBlank(_ byte: UInt8?) -> Bool { byte == 0x20 || byte == 0x09 }
        guard contains(where: { isBlank($0.value.utf8.first) || isBlank($0.value.utf8.last) }) else { return }
        self = HTTPHeaders(
            map { name, value in
                let start = value.utf8.drop { isBlank($0) }
                let end = start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex
                return (name, String(value[start.startIndex..<end]))
            }
        )
    }
}
