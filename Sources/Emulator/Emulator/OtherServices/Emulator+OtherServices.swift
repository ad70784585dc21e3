import AWSCore
import AWSProtocols
import Determinism
import NIOCore
import World

extension Emulator {
    /// The most bytes of a body that are read: what a form of AWS Query's takes that names an action.
    private static let otherBodyLimit = 64 * 1_024

    /// Refuses a call of a service that Drydock does not stand in for, in that service's own form, and records it. It is
    /// nobody's to allow or deny here, so the signature is not verified and no policy is asked.
    func answerOtherService(
        _ request: EmulatorRequest,
        _ fields: RequestFields,
        requestID: String
    ) async -> EmulatorResponse {
        let scope = ClaimedScope(request, fields)
        let body = await Self.beginning(of: request)
        let call = OtherServiceCall(request, fields, scope: scope, body: body)
        let refusal = call.refusal
        let (host, method, path) = (call.host, request.method, String(request.path.prefix(256)))
        journal.add(
            EventRecord(
                time: configuration.clock.now,
                source: call.service + ".amazonaws.com",
                name: call.operation,
                region: call.region,
                peerAddress: request.origin.peerAddress,
                userAgent: fields.userAgent,
                claimedKey: call.accessKeyID.flatMap { world.knownKey($0) == nil ? nil : AccessKeyID($0) },
                requestParameters: {
                    ["host": .string(host), "method": .string(method), "path": .string(path)]
                },
                refusal: refusal,
                requestID: requestID
            )
        )
        return OtherServiceAnswer.failure(refusal, form: call.form, requestID: requestID)
    }

    /// The body, or as much of it as is read. A client that asks first whether its body is wanted keeps it.
    private static func beginning(of request: EmulatorRequest) async -> [UInt8] {
        guard let stream = request.stream, request.headers["Expect"] == nil else {
            return Array(request.body.readableBytesView)
        }
        var bytes: [UInt8] = []
        while bytes.count < otherBodyLimit, let piece = try? await stream.next() { bytes += piece.readableBytesView }
        return bytes
    }
}
