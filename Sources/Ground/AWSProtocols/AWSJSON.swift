/// The AWS JSON 1.1 protocol's envelope (docs/aws/endpoints.md, "The JSON protocol"), for both sides.
package enum AWSJSON {
    package static let contentType = "application/x-amz-json-1.1"

    /// The body of an error: `{"__type":"CODE","message":"TEXT"}`.
    ///
    /// - Parameters:
    ///   - message: nil for the few errors that have none.
    ///   - members: what structured exceptions add, such as `lastValidByteReceived`.
    package static func errorBody(
        code: String,
        message: String?,
        members: [String: JSONValue] = [:]
    ) -> [UInt8] {
        var body = members
        body["__type"] = .string(code)
        if let message { body["message"] = .string(message) }
        return JSONValue.object(body).serialized()
    }

    /// Reads the body of an error answer as botocore does: the code is what follows the last `#` of `__type`, the
    /// message stands under `message` or `Message`. Without them the code is the status and the message the body.
    package static func parseError(status: Int, body: [UInt8]) -> AWSErrorAnswer {
        guard case .object(let members)? = try? JSONValue.parse(body) else {
            return AWSErrorAnswer(code: String(status), message: String(decoding: body, as: UTF8.self), status: status)
        }
        let type = members["__type"]?.string ?? String(status)
        let code = type.split(separator: "#", omittingEmptySubsequences: false).last.map(String.init) ?? type
        let message = members["message"]?.string ?? members["Message"]?.string ?? ""
        return AWSErrorAnswer(code: code, message: message, status: status)
    }
}
