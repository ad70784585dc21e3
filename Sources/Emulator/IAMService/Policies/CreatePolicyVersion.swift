import AWSProtocols
import IAM
import World

/// Adds a version to a managed policy, of which it has five at the most.
package struct CreatePolicyVersion: IAMOperation {
    package static let name = "CreatePolicyVersion"

    private let policyARN: String
    private let document: String
    private let isDefault: Bool

    package init(_ input: inout IAMInput) throws(IAMError) {
        policyARN = try input.requiredText("PolicyArn", .arn)
        document = try input.requiredText("PolicyDocument", .policyDocument)
        isDefault = try input.boolean("SetAsDefault") ?? false
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.policy(policyARN) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let version = try call.edit { (edit) throws(IAMError) -> CustomerManagedPolicy.Version in
            var policy = try edit.account.changeablePolicy(policyARN)
            let document = try PolicyDocument.read(document, .identity, isManaged: true)
            try Quota.policySize.refuse(document.characterCount)
            guard policy.versions.count < CustomerManagedPolicy.mostVersions else { throw .tooManyVersions }
            let version = policy.addVersion(document, isDefault: isDefault, at: edit.now)
            edit.put(policy)
            return version
        }
        let view = PolicyView.Version(
            id: version.id,
            document: version.document,
            isDefault: isDefault,
            createdAt: version.createdAt
        )
        return IAMResult([.structure("PolicyVersion", view.members(hasDocument: false))])
    }
}
