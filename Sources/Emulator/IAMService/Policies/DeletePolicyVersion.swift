import AWSProtocols
import World

/// Takes a version of a managed policy away that is not the default.
package struct DeletePolicyVersion: IAMOperation {
    package static let name = "DeletePolicyVersion"

    private let policyARN: String
    private let version: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        version = try input.requiredText("VersionId", .policyVersionID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var policy = try edit.account.changeablePolicy(policyARN)
            guard let found = policy.version(version) else { throw .noPolicyVersion(version, of: policyARN) }
            guard found != policy.defaultVersion else { throw .defaultVersion }
            policy.removeVersion(found.number)
            edit.put(policy)
        }
        return nil
    }
}
