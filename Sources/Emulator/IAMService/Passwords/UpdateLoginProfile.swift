import AWSProtocols
import World

/// Gives a user another password, or says whether it must be changed at the next sign-in. What is not given stays.
package struct UpdateLoginProfile: IAMOperation {
    package static let name = "UpdateLoginProfile"

    private let userName: String
    private let password: String?
    private let requiresReset: Bool?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        password = try input.text("Password", .password, .secret)
        requiresReset = try input.boolean("PasswordResetRequired")
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            var profile = try user.knownLoginProfile()
            if let password {
                try profile.renew(password, by: edit.account.identitySettings.passwordPolicy, at: edit.now)
            }
            if let requiresReset { profile.requiresReset = requiresReset }
            user.loginProfile = profile
            edit.put(user)
        }
        return nil
    }
}
