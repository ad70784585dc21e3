import AWSProtocols
import World

/// Takes a managed policy away that is attached to nobody and has one version.
package struct DeletePolicy: IAMOperation {
    package static let name = "DeletePolicy"

    private let policyARN: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let policy = try edit.account.changeablePolicy(policyARN)
            let uses = PolicyUses(in: edit.account)
            guard uses.attachments[policy.arn] == nil, uses.boundaries[policy.arn] == nil else {
                throw .policyAttached
            }
            guard policy.versions.count == 1 else { throw .policyHasVersions }
            edit.delete(policy)
        }
        return nil
    }
}
