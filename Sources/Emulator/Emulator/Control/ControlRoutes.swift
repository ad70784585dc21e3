import AWSCore
import AWSProtocols
import Cryptography
import NIOCore

/// The control API's form over HTTP. It answers only where the connection and the `Host` are loopback, or who asks has the
/// emulator's control token, and where no page of a browser asks, so that nothing beyond this machine, and no site that a
/// developer visits, can reach it without.
enum ControlRoutes {
    static let prefix = "/_drydock"
    /// The most bytes of a control request's body: for an operation as many as the APIs take.
    static func bodyLimit(of path: Substring) -> Int {
        path == "\(prefix)/\(PerformOperation.route.path)" ? Emulator.ecrBodyLimit : 64 * 1_024
    }

    static func isControl(_ path: Substring) -> Bool {
        path == prefix || path.hasPrefix(prefix + "/")
    }

    /// What is answered to a control request over HTTP.
    ///
    /// - Parameter token: what whoever asks must have; nil asks for loopback instead.
    static func answer(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        host: HostDirectory.Meaning,
        token: String?,
        by emulator: Emulator
    ) async -> EmulatorResponse {
        do throws(ControlError) {
            try admit(request, fields, host: host, token: token)
            let verb = try ControlTable.verb(request.method, String(request.path.dropFirst(prefix.count + 1)))
            return response(200, try await reply(to: verb, try message(request), by: emulator))
        } catch {
            return response(error.status, error)
        }
    }

    private static func reply<Verb: ControlVerb>(
        to verb: Verb.Type,
        _ message: ControlMessage,
        by emulator: Emulator
    ) async throws(ControlError) -> any ControlReply {
        try await emulator.control(try verb.init(message))
    }

    private static func admit(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        host: HostDirectory.Meaning,
        token: String?
    ) throws(ControlError) {
        if let token {
            guard presents(token, fields) else { throw .withoutToken }
        } else {
            guard request.origin.isLoopback else { throw forbidden("the connection does not come from this machine") }
            guard host == .loopback else { throw forbidden("its Host is not localhost or a loopback address") }
        }
        guard !fields.hasOrigin else { throw forbidden("it has an Origin, as requests of web pages have") }
        let limit = bodyLimit(of: request.path)
        guard request.body.readableBytes <= limit else {
            throw ControlError(status: 413, message: "The body is longer than \(limit) bytes.")
        }
    }

    private static func message(_ request: EmulatorRequest) throws(ControlError) -> ControlMessage {
        guard let parameters = QueryParameters(form: request.query.utf8) else {
            throw .invalid("The query is malformed.")
        }
        return ControlMessage(
            query: parameters.pairs.map { ControlMessage.Parameter($0.name, $0.value) },
            body: Array(request.body.readableBytesView)
        )
    }

    private static func response(_ status: Int, _ reply: some ControlReply) -> EmulatorResponse {
        guard let bytes = try? reply.encoded() else {
            return response(500, ControlError(status: 500, message: "The reply could not be written."))
        }
        return EmulatorResponse(
            status: status,
            headers: ["Content-Type": type(of: reply).contentType, "Cache-Control": "no-store"],
            body: ByteBuffer(bytes: bytes)
        )
    }

    private static func presents(_ token: String, _ fields: RequestFields) -> Bool {
        guard !fields.repeatsAuthorization, let authorization = fields.authorization else { return false }
        return constantTimeEquals(Array(authorization.utf8), Array("Bearer \(token)".utf8))
    }

    private static func forbidden(_ reason: String) -> ControlError {
        ControlError(status: 403, message: "The control API does not answer this request: \(reason).")
    }
}
