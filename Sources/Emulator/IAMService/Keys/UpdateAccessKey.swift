import AWSCore
import AWSProtocols
import World

/// Switches an access key on or off.
package struct UpdateAccessKey: IAMOperation {
    package static let name = "UpdateAccessKey"

    private let userName: String?
    private let keyID: String
    private let status: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .existingUserName)
        keyID = try input.requiredText("AccessKeyId", .accessKeyID)
        status = try input.requiredText("Status", .values(["Active", "Inactive", "Expired"]))
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        // Only IAM itself lets keys expire.
        guard status != "Expired" else { throw .invalidInput("The status of an access key is Active or Inactive.") }
        let name = try call.userName(userName)
        try call.edit { (edit) throws(IAMError) in
            var keys = try edit.account.accessKeys(of: name)
            guard let index = keys.firstIndex(where: { $0.id.value == keyID }) else { throw .noAccessKey(keyID) }
            keys[index] = keys[index].with(isActive: status == "Active")
            try edit.putAccessKeys(keys, of: name)
        }
        return nil
    }
}
