import AWSCore
import AWSProtocols
import World

/// Takes an access key away, the one that signs the call, too.
package struct DeleteAccessKey: IAMOperation {
    package static let name = "DeleteAccessKey"

    private let userName: String?
    private let keyID: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        keyID = try input.requiredText("AccessKeyId", .accessKeyID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            let keys = try edit.account.accessKeys(of: name)
            guard keys.contains(where: { $0.id.value == keyID }) else { throw .noAccessKey(keyID) }
            try edit.putAccessKeys(keys.filter { $0.id.value != keyID }, of: name)
        }
        return nil
    }
}
