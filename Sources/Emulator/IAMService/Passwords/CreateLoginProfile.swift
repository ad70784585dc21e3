import AWSProtocols
import World

/// Gives a user a password; root, whose session of AssumeRoot gives none, may choose one again.
package struct CreateLoginProfile: IAMOperation {
    package static let name = "CreateLoginProfile"

    private let userName: String?
    private let password: String?
    private let requiresReset: Bool

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        password = try input.text("Password", .password, .secret)
        requiresReset = try input.boolean("PasswordResetRequired") ?? false
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let name = try call.userName(userName) else { return try allowRoots(call) }
        guard let password else { throw .invalid("Must specify password when creating a login profile of a user") }
        return try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(name)
            guard user.loginProfile == nil else { throw .exists("Login Profile for user \(name) already exists.") }
            try edit.account.identitySettings.passwordPolicy.check(password)
            let profile = try IAMError.of { try edit.newLoginProfile(password, requiresReset: requiresReset) }
            user.loginProfile = profile
            edit.put(user)
            return IAMResult([profile.members(of: name)])
        }
    }

    /// Lets root have a password again, where it was deleted.
    private func allowRoots(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard password == nil else {
            throw .invalid("Must not specify password when creating the login profile of root")
        }
        return try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            guard settings.rootPassword == .deleted else {
                throw .exists("Login Profile for user \(Account.rootName) already exists.")
            }
            settings.rootPassword = .allowed(since: edit.now)
            edit.put(settings)
            return IAMResult([Account.rootLoginProfile(since: edit.now)])
        }
    }
}
