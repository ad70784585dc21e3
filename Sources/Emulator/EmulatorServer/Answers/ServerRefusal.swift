import AWSCore
import CertificateAuthority
import Emulator

/// A request that the server itself refuses, with one sentence for whoever reads the answer.
struct ServerRefusal: Error, Sendable, Equatable {
    let status: Int
    let sentence: String
    /// The host that the client wanted to reach through the proxy, if that is what was refused.
    var host: String?
    /// That host's port.
    var port = 0
    /// The phrase of the status line, where it says that a name does not resolve.
    var phrase: String?
    /// The path and query of what was asked for with a body that is too large, if that is what was refused.
    var target: String?

    static func badRequest(_ sentence: String) -> ServerRefusal { ServerRefusal(status: 400, sentence: sentence) }

    static func bodyTooLarge(_ request: IncomingRequest) -> ServerRefusal {
        let sentence = "The request's body is larger than this operation takes."
        return ServerRefusal(status: 413, sentence: sentence, target: request.target)
    }

    /// The proxy connects to hosts of AWS's services alone, and to those that there are.
    static func foreignHost(_ authority: Authority, _ reach: HostReach, defaultPort: Int) -> ServerRefusal {
        let port = authority.port ?? defaultPort
        let host = authority.host
        switch reach {
        case .unresolved, .absent:
            let reason =
                switch reach {
                case .absent(let service, let region): "\(service) has no host in \(region)"
                case .unresolved(let region): "AWS has no region \(region), and the world neither"
                case .service, .elsewhere: "it has no host"
                }
            // As a proxy answers whose DNS does not know the name (RFC 9209, 2.3.2). Clients show the phrase of the
            // status line, if anything.
            var refusal = ServerRefusal(
                status: 502,
                sentence: "'\(host)' does not resolve: \(reason).",
                host: host,
                port: port
            )
            refusal.phrase = "Could not resolve host: \(host)"
            return refusal
        case .service where LeafHost(host) == nil:
            return ServerRefusal(
                status: 403,
                sentence: "No certificate can be made for '\(host)'; nothing was sent there.",
                host: host,
                port: port
            )
        case .service:
            return ServerRefusal(
                status: 403,
                sentence:
                    "Port \(port) of '\(host)' is not emulated, only its ports 443 and 80; nothing was sent there.",
                host: host,
                port: port
            )
        case .elsewhere:
            return ServerRefusal(
                status: 403,
                sentence: "'\(host)' is not a host of AWS's, and this proxy connects to nothing else; nothing was sent"
                    + " there (NO_PROXY names hosts that clients shall reach directly).",
                host: host,
                port: port
            )
        }
    }

    var response: EmulatorResponse {
        var response =
            target.map { EmulatorResponse.bodyTooLarge(sentence, for: $0) }
            ?? EmulatorResponse(status: status, sentence: sentence)
        if let phrase {
            response.phrase = phrase
            response.headers["Proxy-Status"] = "Drydock; error=dns_error; rcode=\"NXDOMAIN\""
        }
        return response
    }
}
