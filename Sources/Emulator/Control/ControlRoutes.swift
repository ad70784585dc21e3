import AWSCore
import AWSProtocols
import Cryptography
import Foundation
import NIOCore

/// The control API's form over HTTP. It answers only where the connection and the `Host` are loopback, or who asks has the
/// emulator's control token, and where no page of a browser asks, so that nothing beyond this machine, and no site that a
/// developer visits, can reach it without.
enum ControlRoutes {
    static let prefix = "/_drydock"
    /// The most bytes of a control request's body.
    static let bodyLimit = 64 * 1_024

    static func isControl(_ path: Substring) -> Bool {
        path == prefix || path.hasPrefix(prefix + "/")
    }

    /// The control request that an HTTP request carries.
    ///
    /// - Parameter token: what whoever asks must have; nil asks for loopback instead.
    static func request(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        host: HostDirectory.Meaning,
        token: String?
    ) throws(ControlError) -> ControlRequest {
        if let token {
            guard presents(token, fields) else { throw .withoutToken }
        } else {
            guard request.origin.isLoopback else { throw forbidden("the connection does not come from this machine") }
            guard host == .loopback else { throw forbidden("its Host is not localhost or a loopback address") }
        }
        guard !fields.hasOrigin else { throw forbidden("it has an Origin, as requests of web pages have") }
        guard request.body.readableBytes <= bodyLimit else {
            throw ControlError(status: 413, message: "The body is longer than \(bodyLimit) bytes.")
        }

        let path = String(request.path.dropFirst(prefix.count + 1))
        let allowed = methods[path]
        guard let allowed else {
            throw .notFound("There is no \(request.path) here; the control API has \(known).")
        }
        // HEAD asks for what GET answers, without its body.
        let method = request.method == "HEAD" ? "GET" : request.method
        guard allowed.contains(method) else {
            throw ControlError(
                status: 405,
                message: "\(request.path) takes \(allowed.joined(separator: " or ")), not \(request.method)."
            )
        }
        switch (method, path) {
        case ("GET", "health"): return .health
        case ("POST", "reset"): return .reset
        case ("GET", "events"): return try events(try query(request))
        case ("GET", "ca.pem"): return .authority
        case ("GET", "clock"): return .clock
        case ("POST", "clock"):
            return .moveClock(try body(request, "{\"advance\": SECONDS} or {\"set\": \"2024-05-14T09:30:00Z\"}"))
        case ("POST", "expire"):
            return .expire(try body(request, "{\"what\": \"sessions\" or \"tokens\", \"of\": PRINCIPAL}"))
        case ("GET", "identity"): return .identity(name: try query(request)["name"])
        case ("GET", "explain"): return .explain(try explained(try query(request)))
        case ("GET", "iam"): return .identities(name: try query(request)["name"])
        case ("POST", "iam"): return .iam(try body(request, "{\"verb\": {NAME: {…}}}, as drydock iam sends it"))
        case ("POST", "iam/simulate"):
            return .simulate(
                try body(request, "{\"principal\": …, \"action\": …, \"resource\": …, \"context\": {KEY: [VALUE]}}")
            )
        case ("GET", "iam/code"):
            guard let user = try query(request)["user"] else { throw .invalid("The query names no user.") }
            return .oneTimeCode(user: user)
        case ("POST", "iam/token"):
            return .webIdentityToken(try body(request, "{\"issuer\": …, \"subject\": …, \"audience\": …, …}"))
        case ("GET", "images"): return .images(repository: try query(request)["repository"])
        case ("GET", "faults"): return .faults
        case ("POST", "faults"):
            return .addFault(try faultRule(request))
        case ("DELETE", "faults"): return .removeFaults(number: try number(try query(request)["number"], "number"))
        default: throw .notFound("There is no \(request.path) here; the control API has \(known).")
        }
    }

    static func response(_ result: Result<ControlReply, ControlError>) -> EmulatorResponse {
        switch result {
        case .success(.authority(let pem)):
            EmulatorResponse(
                status: 200,
                headers: ["Content-Type": "application/x-pem-file"],
                body: ByteBuffer(string: pem)
            )
        case .success(.health(let reply)): json(200, reply)
        case .success(.reset(let reply)): json(200, reply)
        case .success(.events(let reply)): json(200, reply)
        case .success(.clock(let reply)): json(200, reply)
        case .success(.expired(let reply)): json(200, reply)
        case .success(.identity(let reply)): json(200, reply)
        case .success(.explained(let reply)): json(200, reply)
        case .success(.simulated(let reply)): json(200, reply)
        case .success(.iamChanged(let reply)): json(200, reply)
        case .success(.identities(let reply)): json(200, reply)
        case .success(.oneTimeCode(let reply)): json(200, reply)
        case .success(.webIdentityToken(let reply)): json(200, reply)
        case .success(.images(let reply)): json(200, reply)
        case .success(.faults(let reply)): json(200, reply)
        case .success(.faultAdded(let reply)): json(200, reply)
        case .failure(let error): json(error.status, error)
        }
    }

    private static let methods: [String: [String]] = [
        "health": ["GET"], "reset": ["POST"], "events": ["GET"], "ca.pem": ["GET"], "clock": ["GET", "POST"],
        "expire": ["POST"], "identity": ["GET"], "explain": ["GET"], "iam": ["GET", "POST"],
        "iam/simulate": ["POST"], "iam/code": ["GET"], "iam/token": ["POST"],
        "images": ["GET"], "faults": ["GET", "POST", "DELETE"],
    ]

    private static var known: String { methods.keys.sorted().joined(separator: ", ") }

    private static func presents(_ token: String, _ fields: RequestFields) -> Bool {
        guard !fields.repeatsAuthorization, let authorization = fields.authorization else { return false }
        return constantTimeEquals(Array(authorization.utf8), Array("Bearer \(token)".utf8))
    }

    private static func forbidden(_ reason: String) -> ControlError {
        ControlError(status: 403, message: "The control API does not answer this request: \(reason).")
    }

    private static func query(_ request: EmulatorRequest) throws(ControlError) -> QueryParameters {
        guard let parameters = QueryParameters(form: request.query.utf8) else {
            throw .invalid("The query is malformed.")
        }
        return parameters
    }

    private static func number(_ text: String?, _ name: String) throws(ControlError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number >= 0 else { throw .invalid("'\(text)' is not a number for \(name).") }
        return number
    }

    private static func events(_ parameters: QueryParameters) throws(ControlError) -> ControlRequest {
        var filter = EventFilter()
        var after = 0
        for pair in parameters.pairs {
            if pair.name == "after" {
                after = try number(pair.value, "after") ?? 0
            } else if let name = EventFilter.Name(rawValue: pair.name) {
                try filter.set(name, to: pair.value)
            } else {
                let known = EventFilter.Name.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid("Events have no filter '\(pair.name)'; they have after, \(known).")
            }
        }
        return .events(after: after, matching: filter)
    }

    private static func explained(_ parameters: QueryParameters) throws(ControlError) -> ControlRequest.ExplainedCall {
        for pair in parameters.pairs where pair.name != "event" && pair.name != "last" {
            throw .invalid("An explanation has no '\(pair.name)'; ask with event=N, last=denied or last=failed.")
        }
        if let number = try number(parameters["event"], "event") { return .event(number) }
        switch parameters["last"] ?? "denied" {
        case "denied": return .lastDenied
        case "failed": return .lastFailed
        case let other: throw .invalid("'\(other)' is not a value of last; give denied or failed.")
        }
    }

    /// What is misspelt would otherwise be a fault of other calls than those that were meant.
    private static func faultRule(_ request: EmulatorRequest) throws(ControlError) -> FaultRule {
        let known = FaultRule.CodingKeys.allCases.map(\.rawValue)
        if case .object(let members)? = try? JSONValue.parse(Array(request.body.readableBytesView)),
            let unknown = members.keys.sorted().first(where: { !known.contains($0) })
        {
            let hint = SimilarNames.suggestion(for: unknown, among: known).map { "; did you mean \($0)?" }
            throw .invalid("A fault has no '\(unknown)'\(hint ?? "; it has \(known.joined(separator: ", ")).")")
        }
        let kinds = Fault.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        return try body(request, "{\"kind\": \(kinds), \"call\": \"ecr:PutImage\", \"times\": N, …}")
    }

    private static func body<Body: Decodable>(_ request: EmulatorRequest, _ form: String) throws(ControlError) -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(request.body.readableBytesView))
        } catch {
            throw .invalid("The body is not JSON of the form \(form).")
        }
    }

    private static func json(_ status: Int, _ reply: some Encodable) -> EmulatorResponse {
        EmulatorResponse(
            status: status,
            headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: ByteBuffer(bytes: encoded(reply))
        )
    }

    /// A reply, or a part of one, as it is sent.
    static func encoded(_ reply: some Encodable) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(reply)) ?? Data(#"{"message":"The reply could not be written."}"#.utf8)
    }
}
