import AWSProtocols
import World

/// Takes an SSH key away.
package struct DeleteSSHPublicKey: IAMOperation {
    package static let name = "DeleteSSHPublicKey"

    private let userName: String
    private let keyID: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        keyID = try input.requiredText("SSHPublicKeyId", .sshPublicKeyID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            user.credentials.sshPublicKeys.remove(at: try user.indexOfSSHPublicKey(keyID))
            edit.put(user)
        }
        return nil
    }
}
