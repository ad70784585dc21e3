import AWSProtocols
import World

/// Changes a role's description; UpdateRole does more.
package struct UpdateRoleDescription: IAMOperation {
    package static let name = "UpdateRoleDescription"

    private let roleName: String
    private let summary: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        summary = try input.requiredText("Description", .roleDescription)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let role = try call.edit { (edit) throws(IAMError) -> Role in
            var role = try edit.account.knownRole(roleName)
            role.summary = summary
            edit.put(role)
            return role
        }
        return IAMResult([.structure("Role", role.listedMembers)])
    }
}
