import AWSProtocols
import World

/// Has another version of a managed policy apply, at once, wherever it is attached.
package struct SetDefaultPolicyVersion: IAMOperation {
    package static let name = "SetDefaultPolicyVersion"

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
            policy.setDefault(found.number)
            edit.put(policy)
        }
        return nil
    }
}
