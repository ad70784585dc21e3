import AWSProtocols

/// What an operation answers, before it is written in its service's protocol.
enum OperationResult: Sendable, Equatable {
    /// Of the Query protocol; nil of an operation without a result.
    case query(QueryResult?)
    /// Of the JSON protocol.
    case json(JSONValue)

    func response(of surface: Surface, _ name: String, to call: Call) -> EmulatorResponse {
        switch self {
        case .query(let result):
            let answer = surface == .iam ? QueryAnswer.iam : QueryAnswer.sts
            return answer.success(result, of: name, to: call)
        case .json(let result): return ECRAnswer.success(result, requestID: call.requestID)
        }
    }
}
