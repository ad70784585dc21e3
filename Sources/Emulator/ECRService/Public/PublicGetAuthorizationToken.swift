import AWSCore
package import AWSProtocols
import Foundation
import IAM
package import World

/// GetAuthorizationToken of ECR Public: one password for `public.ecr.aws`, good for twelve hours
/// (docs/aws/ecr-public.md, "Authorization tokens").
package struct PublicGetAuthorizationToken: ECROperation {
    package static let name = "GetAuthorizationToken"

    /// What STS asks before it gives a service a token for a caller.
    package static let bearerAction = "sts:GetServiceBearerToken"

    package init(_: inout ECRInput) throws(ECRError) {}

    package func questions(_ call: ECRCall) -> [Question] {
        let bearer = RequestContext([
            "sts:AWSServiceName": [ECRPublic.eventSource],
            "sts:DurationSeconds": [String(Int(GetAuthorizationToken.lifetime))],
        ])
        return [
            Question(Self.action, on: call.ownRegistry),
            Question(Self.bearerAction, on: call.ownRegistry, context: bearer),
        ]
    }

    package func perform(_ call: ECRCall) throws(ECRError) -> JSONValue {
        let expiresAt = call.now.addingTimeInterval(GetAuthorizationToken.lifetime)
        return .object([
            "authorizationData": .object([
                "authorizationToken": .string(call.authorizationToken(until: expiresAt)),
                "expiresAt": call.timestamp(expiresAt),
            ])
        ])
    }
}
