import AWSProtocols
import World

/// Takes a role away that has no policies and is in no instance profile. Its sessions end.
package struct DeleteRole: IAMOperation {
    package static let name = "DeleteRole"

    private let roleName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let role = try edit.account.changeableRole(roleName)
            guard !edit.account.instanceProfiles.values.contains(where: { $0.role == roleName }) else {
                throw .mustFirst("remove roles from instance profile")
            }
            guard role.attachedPolicies.isEmpty else { throw .mustFirst("detach all policies") }
            guard role.inlinePolicies.isEmpty else { throw .mustFirst("delete policies") }
            edit.delete(role)
        }
        return nil
    }
}
