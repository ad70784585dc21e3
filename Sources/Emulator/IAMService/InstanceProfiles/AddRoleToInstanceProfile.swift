import AWSProtocols
import IAM
package import World

/// Puts a role into an instance profile that has none. Whoever does it passes the role to EC2, and must be allowed to.
package struct AddRoleToInstanceProfile: IAMOperation {
    package static let name = "AddRoleToInstanceProfile"
    package static let otherActions = ["iam:PassRole"]

    private let profileName: String
    private let roleName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        profileName = try input.requiredText("InstanceProfileName", .instanceProfileName)
        roleName = try input.requiredText("RoleName", .roleName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.instanceProfile(profileName) }

    package func otherQuestions(_ call: IAMCall) -> [Question] {
        var context = RequestContext()
        context["iam:PassedToService"] = ["ec2.amazonaws.com"]
        return [call.question("iam:PassRole", about: call.role(roleName), context)]
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var profile = try edit.account.knownInstanceProfile(profileName)
            _ = try edit.account.changeableRole(roleName)
            try Quota.rolesPerInstanceProfile.refuse(profile.role == nil ? 1 : 2)
            profile.role = roleName
            edit.put(profile)
        }
        return nil
    }
}
