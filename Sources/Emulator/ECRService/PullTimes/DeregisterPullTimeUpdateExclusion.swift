import AWSCore
package import AWSProtocols
package import World

/// Lets the pulls of a user or a role count again (docs/aws/ecr.md, "Operations on pull-time exclusions").
package struct DeregisterPullTimeUpdateExclusion: ECROperation {
    package static let name = "DeregisterPullTimeUpdateExclusion"
    package static let reporting = InputReporting.all

    private let principal: String

    package init(_ input: inout ECRInput) throws(ECRError) {
        principal = try input.requiredText("principalArn", .principalARN)
    }

    package func questions(_ call: ECRCall) -> [Question] { [Question(Self.action, on: call.ownRegistry)] }

    package func perform(_ call: ECRCall) async throws(ECRError) -> JSONValue {
        try await call.updateRegistry { registry in
            guard registry.pullTimeExclusions.removeValue(forKey: principal) != nil else {
                throw ECRError.exclusionNotFound(principal, in: call.caller.accountID)
            }
        }
        return .object(["principalArn": .string(principal)])
    }
}
