import AWSCore
import AWSProtocols
import Foundation
import IAM
import World

/// One call on its way: what came in, and what has been found out so far.
struct Call: Sendable {
    let request: EmulatorRequest
    let destination: Classifier.Destination
    let requestID: String
    let time: Date
    let acceptsJSON: Bool
    let authorization: String?
    let repeatsAuthorization: Bool

    /// Set by authentication.
    var caller: Caller?
    /// The region that the call acts in: the host's, on localhost that of the signature or the token.
    var region: Region?
    /// A key of the world's that the call named, proven or not.
    var claimedKey: AccessKeyID?
    /// Set by authorisation, where a policy is asked.
    var decision: Decision?
    /// Set once the input is read.
    var requestParameters: (@Sendable () -> [String: JSONValue])?

    init(
        request: EmulatorRequest,
        fields: RequestFields,
        destination: Classifier.Destination,
        requestID: String,
        time: Date
    ) {
        self.request = request
        self.destination = destination
        self.requestID = requestID
        self.time = time
        acceptsJSON = fields.acceptsJSON
        authorization = fields.authorization
        repeatsAuthorization = fields.repeatsAuthorization
        region = destination.region
    }
}
