import AWSProtocols
import World

/// Switches an SSH key on or off.
package struct UpdateSSHPublicKey: IAMOperation {
    package static let name = "UpdateSSHPublicKey"

    private let userName: String
    private let keyID: String
    private let status: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        keyID = try input.requiredText("SSHPublicKeyId", .sshPublicKeyID)
        status = try input.requiredText("Status", .values(["Active", "Inactive", "Expired"]))
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard status != "Expired" else { throw .invalidInput("The status of an SSH public key is Active or Inactive.") }
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            user.credentials.sshPublicKeys[try user.indexOfSSHPublicKey(keyID)].isActive = status == "Active"
            edit.put(user)
        }
        return nil
    }
}
