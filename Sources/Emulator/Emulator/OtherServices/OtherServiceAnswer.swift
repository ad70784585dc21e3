import AWSCore
import AWSProtocols
import NIOCore
import RegistryService

/// How a refusal looks on the wire of a service that Drydock does not stand in for, so that its clients show the sentence.
enum OtherServiceAnswer {
    static func failure(_ refusal: Refusal, form: OtherServiceCall.Form, requestID: String) -> EmulatorResponse {
        let message = refusal.message ?? ""
        switch form {
        case .json(let contentType):
            return response(
                refusal,
                AWSJSON.errorBody(code: refusal.code, message: message, members: [:]),
                ["Content-Type": contentType, "x-amzn-RequestId": requestID]
            )
        case .cbor:
            return response(
                refusal,
                [0xA2] + text("__type") + text(refusal.code) + text("message") + text(message),
                [
                    "Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor",
                    "x-amzn-RequestId": requestID,
                ]
            )
        case .xml:
            let error = XMLNode(
                "ErrorResponse",
                [
                    XMLNode("Error", [XMLNode("Type", text: "Receiver")] + error(refusal)),
                    XMLNode("RequestId", text: requestID),
                ]
            )
            return response(
                refusal,
                error.serialized(),
                ["Content-Type": "text/xml", "x-amzn-RequestId": requestID]
            )
        case .ec2:
            let answer = XMLNode(
                "Response",
                [
                    XMLNode("Errors", [XMLNode("Error", error(refusal))]),
                    XMLNode("RequestID", text: requestID),
                ]
            )
            return response(
                refusal,
                answer.serialized(),
                ["Content-Type": "text/xml;charset=UTF-8", "x-amzn-RequestId": requestID]
            )
        case .s3:
            return LayerAnswer.failure(refusal.answer, to: RefusedRequest(requestID: requestID))
        case .restJSON:
            return response(
                refusal,
                JSONValue.object(["message": .string(message)]).serialized(),
                [
                    "Content-Type": "application/json", "x-amzn-ErrorType": refusal.code,
                    "x-amzn-RequestId": requestID,
                ]
            )
        case .registry:
            let error = RegistryError("UNSUPPORTED", message, status: refusal.status)
            return EmulatorResponse(RegistryAnswer(error, origin: ""))
        }
    }

    private static func error(_ refusal: Refusal) -> [XMLNode] {
        [XMLNode("Code", text: refusal.code), XMLNode("Message", text: refusal.message ?? "")]
    }

    private static func response(_ refusal: Refusal, _ body: [UInt8], _ headers: HeaderFields) -> EmulatorResponse {
        EmulatorResponse(status: refusal.status, headers: headers, body: ByteBuffer(bytes: body))
    }

    /// A text in CBOR (RFC 8949, 3).
    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let major: UInt8 = 0x60
        let head: [UInt8] =
            switch bytes.count {
            case ..<24: [major | UInt8(bytes.count)]
            case ..<256: [major | 24, UInt8(bytes.count)]
            default: [major | 25, UInt8(truncatingIfNeeded: bytes.count >> 8), UInt8(truncatingIfNeeded: bytes.count)]
            }
        return head + bytes
    }
}
