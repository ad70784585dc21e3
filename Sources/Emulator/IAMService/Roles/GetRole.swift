import AWSProtocols
import World

/// A role, with the last use of one of its sessions.
package struct GetRole: IAMOperation {
    package static let name = "GetRole"

    private let roleName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        roleName = try input.requiredText("RoleName", .roleName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.role(roleName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let role = try call.account().knownRole(roleName)
        return IAMResult([.structure("Role", role.members(lastUse: call.world.lastUse(of: role)))])
    }
}
