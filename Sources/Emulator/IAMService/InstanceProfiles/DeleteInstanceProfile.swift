import AWSProtocols
import World

/// Takes an instance profile away that has no role.
package struct DeleteInstanceProfile: IAMOperation {
    package static let name = "DeleteInstanceProfile"

    private let profileName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        profileName = try input.requiredText("InstanceProfileName", .instanceProfileName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.instanceProfile(profileName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let profile = try edit.account.knownInstanceProfile(profileName)
            guard profile.role == nil else { throw .mustFirst("remove roles from instance profile") }
            edit.delete(profile)
        }
        return nil
    }
}
