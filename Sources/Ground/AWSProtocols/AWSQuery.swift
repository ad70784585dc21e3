package import Text

/// The AWS Query protocol's envelope (docs/aws/endpoints.md, "The Query protocol"), for both sides.
package enum AWSQuery {
    /// Whose fault an error is: `Sender` for statuses 4xx, `Receiver` for 5xx.
    package enum Fault: String, Sendable {
        case sender = "Sender"
        case receiver = "Receiver"
    }

    package static let formContentType = "application/x-www-form-urlencoded; charset=utf-8"

    // MARK: Answers

    /// The XML body of a success.
    ///
    /// - Parameters:
    ///   - result: the members of `ACTIONResult`, in AWS's order; nil where the operation has no result.
    ///   - namespace: that of the service, such as `https://sts.amazonaws.com/doc/2011-06-15/`.
    package static func successBody(
        action: String,
        result: [XMLNode]?,
        requestID: String,
        namespace: String
    ) -> [UInt8] {
        XMLNode(
            action + "Response",
            (result.map { [XMLNode(action + "Result", $0)] } ?? [])
                + [XMLNode("ResponseMetadata", [XMLNode("RequestId", text: requestID)])]
        ).serialized(namespace: namespace)
    }

    /// The XML body of an error.
    package static func errorBody(
        code: String,
        message: String,
        type: Fault,
        requestID: String,
        namespace: String
    ) -> [UInt8] {
        XMLNode(
            "ErrorResponse",
            [
                XMLNode(
                    "Error",
                    [
                        XMLNode("Type", text: type.rawValue), XMLNode("Code", text: code),
                        XMLNode("Message", text: message),
                    ]
                ),
                XMLNode("RequestId", text: requestID),
            ]
        ).serialized(namespace: namespace)
    }

    /// The body of a success for a caller who asked for `application/json`.
    ///
    /// - Parameter result: the object that is `ACTIONResult`; nil where the operation has no result.
    package static func successJSON(action: String, result: JSONValue?, requestID: String) -> [UInt8] {
        var response: [String: JSONValue] = ["ResponseMetadata": ["RequestId": .string(requestID)]]
        response[action + "Result"] = result
        return JSONValue.object([action + "Response": .object(response)]).serialized()
    }

    /// The body of an error for a caller who asked for `application/json`.
    package static func errorJSON(code: String, message: String, type: Fault, requestID: String) -> [UInt8] {
        let error: JSONValue = [
            "Code": .string(code), "Message": .string(message), "Type": .string(type.rawValue),
        ]
        return JSONValue.object(["Error": error, "RequestId": .string(requestID)]).serialized()
    }

    // MARK: Reading

    /// Reads the XML of an answer; the root is `ACTIONResponse` or `ErrorResponse`.
    package static func parse(_ xml: [UInt8]) throws(XMLError) -> XMLNode {
        try XMLNode(XMLTree(reading: xml))
    }

    /// Reads the body of an error answer. Where it is not the XML of one, the code is the status and the message the
    /// body.
    package static func parseError(status: Int, body: [UInt8]) -> AWSErrorAnswer {
        guard let error = (try? parse(body))?["Error"] else {
            return AWSErrorAnswer(code: String(status), message: String(decoding: body, as: UTF8.self), status: status)
        }
        return AWSErrorAnswer(
            code: error["Code"]?.text ?? String(status),
            message: error["Message"]?.text ?? "",
            status: status
        )
    }
}
