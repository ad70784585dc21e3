import AWSProtocols
import World

/// Gives a user another access key. The answer is the only place in which its secret ever stands.
package struct CreateAccessKey: IAMOperation {
    package static let name = "CreateAccessKey"

    private let userName: String?

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        let key = try call.edit { (edit) throws(IAMError) -> AccessKey in
            var keys = try edit.account.accessKeys(of: name)
            try Quota.accessKeysPerUser.refuse(keys.count + 1)
            let key = edit.newAccessKey()
            keys.append(key)
            try edit.putAccessKeys(keys, of: name)
            return key
        }
        let members = key.members(of: name)
        return IAMResult([
            .structure(
                "AccessKey",
                members.dropLast() + [.text("SecretAccessKey", key.secret)] + members.suffix(1)
            )
        ])
    }
}
