import AWSProtocols

/// A service that the client calls.
enum ClientService: String, Sendable {
    case sts
    case ecr
    case s3
    case eks

    /// How requests and answers look.
    var wireProtocol: WireProtocol {
        switch self {
        case .sts: .query
        case .ecr: .json
        case .s3: .restXML
        case .eks: .restJSON
        }
    }
}
