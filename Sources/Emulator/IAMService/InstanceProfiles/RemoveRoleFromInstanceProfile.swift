import AWSProtocols
import World

/// Takes a role out of the instance profile that it is in.
package struct RemoveRoleFromInstanceProfile: IAMOperation {
    package static let name = "RemoveRoleFromInstanceProfile"

    private let profileName: String
    private let roleName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        profileName = try input.requiredText("InstanceProfileName", .instanceProfileName)
        roleName = try input.requiredText("RoleName", .roleName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.instanceProfile(profileName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var profile = try edit.account.knownInstanceProfile(profileName)
            _ = try edit.account.changeableRole(roleName)
            guard profile.role == roleName else { throw .noRole(roleName) }
            profile.role = nil
            edit.put(profile)
        }
        return nil
    }
}
