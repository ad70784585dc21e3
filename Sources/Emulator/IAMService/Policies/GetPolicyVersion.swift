import AWSProtocols
import World

/// One version of a managed policy, with its document.
package struct GetPolicyVersion: IAMOperation {
    package static let name = "GetPolicyVersion"

    private let policyARN: String
    private let version: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        version = try input.requiredText("VersionId", .policyVersionID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let policy = try call.account().policyView(policyARN)
        guard let found = policy.versions.first(where: { $0.id == version }) else {
            throw .noPolicyVersion(version, of: policyARN)
        }
        return IAMResult([.structure("PolicyVersion", found.members(hasDocument: true))])
    }
}
