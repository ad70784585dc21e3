import AWSCore
import AWSProtocols
import CurlHTTP

/// How a service's requests and answers look on the wire; here, how it says what went wrong.
enum WireProtocol: Sendable {
    case query
    case json
    case restXML
    case restJSON

    /// What the service said in an answer that is not a success.
    func error(of response: HTTPResponse) -> AWSErrorAnswer {
        let (status, body) = (response.status, response.body)
        if let generic = GenericError.answer(status: status, body: body) { return generic }
        switch self {
        case .query: return AWSQuery.parseError(status: status, body: body)
        case .json: return AWSJSON.parseError(status: status, body: body)
        case .restXML: return WireProtocol.restXMLError(status: status, body: body)
        case .restJSON:
            let answer = AWSJSON.parseError(status: status, body: body)
            guard let type = response.headers["x-amzn-ErrorType"] else { return answer }
            let code = type.split(separator: ":").first?.split(separator: "#").last.map(String.init)
            return AWSErrorAnswer(code: code ?? answer.code, message: answer.message, status: status)
        }
    }

    /// S3's: the root is `Error`. An answer to `HEAD` has no body; its status is all that it says.
    private static func restXMLError(status: Int, body: [UInt8]) -> AWSErrorAnswer {
        guard let document = try? AWSQuery.parse(body), document.name == "Error" else {
            return AWSErrorAnswer(code: String(status), message: HTTPStatusText.of(status), status: status)
        }
        return AWSErrorAnswer(
            code: document["Code"]?.text ?? String(status),
            message: document["Message"]?.text ?? "",
            status: status
        )
    }
}
