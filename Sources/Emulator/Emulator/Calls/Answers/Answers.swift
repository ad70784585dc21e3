import AWSCore
import AWSProtocols
import Determinism
import ECRService
import EKSService
import Foundation
import IAMService
import NIOCore
import RegistryService
import S3Service
import STSService
import Storage

/// How the answers of STS and IAM look on the wire (docs/aws/endpoints.md, "The Query protocol").
struct QueryAnswer {
    /// The service's own, which the root element names.
    let namespace: String

    static let sts = QueryAnswer(namespace: STS.namespace)
    static let iam = QueryAnswer(namespace: IAMProtocol.namespace)

    /// The dates of a result are told in the client's time.
    ///
    /// - Parameter result: nil where the operation has none.
    func success(_ result: QueryResult?, of operation: String, to call: Call) -> EmulatorResponse {
        let id = call.requestID
        let time = call.time
        let body =
            call.acceptsJSON
            ? AWSQuery.successJSON(
                action: operation,
                result: result?.json { Int(time.forClients($0).timeIntervalSince1970.rounded(.down)) },
                requestID: id
            )
            : AWSQuery.successBody(
                action: operation,
                result: result?.xml { AWSDate.extended(time.forClients($0)) },
                requestID: id,
                namespace: namespace
            )
        return response(200, body, requestID: id, asJSON: call.acceptsJSON)
    }

    func failure(_ error: ErrorAnswer, to request: RefusedRequest) -> EmulatorResponse {
        let fault: AWSQuery.Fault = error.status < 500 ? .sender : .receiver
        let message = error.message ?? ""
        let body =
            request.asJSON
            ? AWSQuery.errorJSON(code: error.code, message: message, type: fault, requestID: request.requestID)
            : AWSQuery.errorBody(
                code: error.code,
                message: message,
                type: fault,
                requestID: request.requestID,
                namespace: namespace
            )
        return response(error.status, body, requestID: request.requestID, asJSON: request.asJSON)
    }

    private func response(_ status: Int, _ body: [UInt8], requestID: String, asJSON: Bool) -> EmulatorResponse {
        EmulatorResponse(
            status: status,
            headers: ["Content-Type": asJSON ? "application/json" : "text/xml", "x-amzn-RequestId": requestID],
            body: ByteBuffer(bytes: body)
        )
    }
}

/// How the ECR API's answers look on the wire (docs/aws/endpoints.md, "The JSON protocol").
enum ECRAnswer {
    static func success(_ result: JSONValue, requestID: String) -> EmulatorResponse {
        response(200, result.serialized(), requestID: requestID)
    }

    static func failure(_ error: ErrorAnswer, to request: RefusedRequest) -> EmulatorResponse {
        response(
            error.status,
            AWSJSON.errorBody(code: error.code, message: error.message, members: error.members),
            requestID: request.requestID
        )
    }

    private static func response(_ status: Int, _ body: [UInt8], requestID: String) -> EmulatorResponse {
        EmulatorResponse(
            status: status,
            headers: ["Content-Type": AWSJSON.contentType, "x-amzn-RequestId": requestID],
            body: ByteBuffer(bytes: body)
        )
    }
}

/// How S3's own answers look on the wire (S3's API reference, "REST error responses").
enum BucketAnswer {
    static func success(_ answer: S3Answer, requestID: String) -> EmulatorResponse {
        response(200, answer.body, namespace: S3Answer.namespace, headers: answer.headers, requestID: requestID)
    }

    static func failure(_ error: ErrorAnswer, to request: RefusedRequest) -> EmulatorResponse {
        let members = error.members.sorted { $0.key < $1.key }.compactMap { name, value in
            value.string.map { XMLNode(name, text: $0) }
        }
        let node = XMLNode(
            "Error",
            [XMLNode("Code", text: error.code), XMLNode("Message", text: error.message ?? "")] + members
                + [XMLNode("RequestId", text: request.requestID), XMLNode("HostId", text: request.requestID)]
        )
        return response(error.status, node, headers: error.headers, requestID: request.requestID)
    }

    private static func response(
        _ status: Int,
        _ root: XMLNode?,
        namespace: String? = nil,
        headers: HeaderFields,
        requestID: String
    ) -> EmulatorResponse {
        var headers = headers
        headers["x-amz-request-id"] = requestID
        headers["x-amz-id-2"] = requestID
        guard let root else { return EmulatorResponse(status: status, headers: headers) }
        headers["Content-Type"] = "application/xml"
        let declaration = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
        let body = ByteBuffer(bytes: declaration + root.serialized(namespace: namespace))
        return EmulatorResponse(status: status, headers: headers, body: body)
    }
}

/// How EKS's answers look on the wire: REST with JSON.
enum EKSAnswer {
    static func success(_ result: JSONValue, requestID: String) -> EmulatorResponse {
        response(200, result, ["x-amzn-RequestId": requestID])
    }

    static func failure(_ error: ErrorAnswer, to request: RefusedRequest) -> EmulatorResponse {
        response(
            error.status,
            ["message": .string(error.message ?? "")],
            ["x-amzn-RequestId": request.requestID, "x-amzn-ErrorType": error.code]
        )
    }

    private static func response(_ status: Int, _ body: JSONValue, _ headers: HeaderFields) -> EmulatorResponse {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return EmulatorResponse(status: status, headers: headers, body: ByteBuffer(bytes: body.serialized()))
    }
}

/// How S3's answers to requests for layers look on the wire (docs/aws/registry.md, "Downloads").
enum LayerAnswer {
    static func failure(_ error: ErrorAnswer, to request: RefusedRequest) -> EmulatorResponse {
        let node = XMLNode(
            "Error",
            [
                XMLNode("Code", text: error.code), XMLNode("Message", text: error.message ?? ""),
                XMLNode("RequestId", text: request.requestID),
            ]
        )
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        return EmulatorResponse(
            status: error.status,
            headers: ["Content-Type": "application/xml", "x-amz-request-id": request.requestID],
            body: ByteBuffer(bytes: Array(text.utf8) + node.serialized())
        )
    }
}

extension EmulatorResponse {
    init(_ answer: RegistryAnswer) {
        switch answer.body {
        case .bytes(let bytes):
            self.init(status: answer.status, headers: answer.headers, body: ByteBuffer(bytes: bytes))
        case .blob(let blob, let range):
            switch blob.content {
            case .bytes(let bytes):
                self.init(status: answer.status, headers: answer.headers, body: ByteBuffer(bytes: bytes[range]))
            case .file(let file, _):
                self.init(status: answer.status, headers: answer.headers, file: FileSlice(file, range))
            }
        }
    }

    /// This answer with the time that the service's clock shows, where it is not that of its clients: SDKs correct
    /// themselves by it.
    func dated(by call: Call) -> EmulatorResponse {
        guard call.skew != 0, !isAbsent else { return self }
        var response = self
        response.headers["Date"] = AWSDate.http(call.serviceNow)
        return response
    }
}
