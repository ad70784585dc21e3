import AWSCore
package import AWSProtocols
import Foundation
package import World

/// Leaves the pulls of a user or a role out of the pull times of the registry's images (docs/aws/ecr.md, "Operations on
/// pull-time exclusions" and "Constraints"). The principal need not be there.
package struct RegisterPullTimeUpdateExclusion: ECROperation {
    package static let name = "RegisterPullTimeUpdateExclusion"
    package static let reporting = InputReporting.all

    private let principal: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        principal = try input.requiredText("principalArn", .principalARN)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        let account = call.caller.accountID
        try await call.updateRegistry { registry in
            guard registry.pullTimeExclusions[principal] == nil else {
                throw ECRError.exclusionAlreadyExists(principal, in: account)
            }
            guard registry.pullTimeExclusions.count < PullTimeExclusion.most else {
                throw ECRError.limitExceeded("pull time update exclusions")
            }
            registry.pullTimeExclusions[principal] = call.now
        }
        return .object(["principalArn": .string(principal), "createdAt": call.timestamp(call.now)])
    }
}
