import AWSProtocols
import World

/// Since when a user has a password, or root.
package struct GetLoginProfile: IAMOperation {
    package static let name = "GetLoginProfile"

    private let userName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let account = try call.account()
        if let name = try call.userName(userName) {
            return IAMResult([try account.knownUser(name).knownLoginProfile().members(of: name)])
        }
        switch account.identitySettings.rootPassword {
        case .deleted: throw .noLoginProfile(Account.rootName)
        case .allowed(let date): return IAMResult([Account.rootLoginProfile(since: date)])
        case nil: return IAMResult([Account.rootLoginProfile(since: World.usualCreation)])
        }
    }
}
