import AWSProtocols
import World

/// Gives the user who calls another password.
package struct ChangePassword: IAMOperation {
    package static let name = "ChangePassword"

    private let oldPassword: String
    private let newPassword: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        oldPassword = try input.requiredText("OldPassword", .password, .secret)
        newPassword = try input.requiredText("NewPassword", .password, .secret)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject {
        switch call.caller {
        case .user(_, let name): call.user(name)
        case .root: call.user(nil)
        case .roleSession, .federatedUser: .account
        }
    }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard case .user(_, let name) = call.caller else {
            throw IAMError("InvalidUserType", "Only IAM Users can change their own password.")
        }
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(name)
            var profile = try user.knownLoginProfile()
            guard try IAMError.of({ try profile.has(oldPassword) }) else {
                throw .accessDenied("The old password was incorrect.")
            }
            try profile.renew(newPassword, by: edit.account.identitySettings.passwordPolicy, at: edit.now)
            profile.requiresReset = false
            user.loginProfile = profile
            edit.put(user)
        }
        return nil
    }
}
