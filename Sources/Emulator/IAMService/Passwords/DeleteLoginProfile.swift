import AWSProtocols
import World

/// Takes a user's password away, or root's. Access keys stay.
package struct DeleteLoginProfile: IAMOperation {
    package static let name = "DeleteLoginProfile"

    private let userName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            if let name {
                var user = try edit.account.knownUser(name)
                _ = try user.knownLoginProfile()
                user.loginProfile = nil
                edit.put(user)
            } else {
                var settings = edit.account.identitySettings
                guard settings.rootPassword != .deleted else { throw .noLoginProfile(Account.rootName) }
                settings.rootPassword = .deleted
                edit.put(settings)
            }
        }
        return nil
    }
}
