import AWSCore
import Emulator

/// A request that the server itself refuses, with one sentence for whoever reads the answer.
struct Refusal: Error, Sendable, Equatable {
    let status: Int
    let sentence: String
    /// The host that the client wanted to reach through the proxy, if that is what was refused.
    var host: String?
    /// That host's port.
    var port = 0
    /// The path and query of what was asked for with a body that is too large, if that is what was refused.
    var target: String?

    static func badRequest(_ sentence: String) -> Refusal { Refusal(status: 400, sentence: sentence) }

    static func bodyTooLarge(_ request: IncomingRequest) -> Refusal {
        let sentence = "The request's body is larger than this operation takes."
        return Refusal(status: 413, sentence: sentence, target: request.target)
    }

    /// The proxy connects to no host that is not emulated.
    static func foreignHost(_ authority: Authority, defaultPort: Int) -> Refusal {
        let emulated =
            "Drydock answers for the ECR API (api.ecr.REGION.amazonaws.com), STS (sts.REGION.amazonaws.com) and the"
            + " private registries (ACCOUNT.dkr.ecr.REGION.amazonaws.com) with the bucket of their layers, and their names in"
            + " AWS's other partitions"
        let port = authority.port ?? defaultPort
        let sentence =
            if AWSHost(authority.host) != nil {
                "Port \(port) of '\(authority.host)' is not emulated, only its ports 443 and 80; nothing was sent there."
            } else if AWSHost.isAWSName(authority.host) {
                "The AWS host '\(authority.host)' is not emulated: \(emulated); nothing was sent there."
            } else {
                "'\(authority.host)' is not a host of AWS's, and this proxy connects to nothing else; nothing was sent"
                    + " there (NO_PROXY names hosts that clients shall reach directly)."
            }
        return Refusal(status: 403, sentence: sentence, host: authority.host, port: port)
    }

    var response: EmulatorResponse {
        target.map { .bodyTooLarge(sentence, for: $0) } ?? EmulatorResponse(status: status, sentence: sentence)
    }
}
