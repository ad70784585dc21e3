import AWSProtocols
import World

/// Gives a role another trust policy.
package struct UpdateAssumeRolePolicy: IAMOperation {
    package static let name = "UpdateAssumeRolePolicy"

    private let roleName: String
    private let trust: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        trust = try input.requiredText("PolicyDocument", .policyDocument)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var role = try edit.account.changeableRole(roleName)
            role.trustPolicy = try TrustPolicy.read(trust, in: edit)
            edit.put(role)
        }
        return nil
    }
}
