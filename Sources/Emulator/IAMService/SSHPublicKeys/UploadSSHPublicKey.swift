import AWSProtocols
import World

/// Gives a user an SSH key.
package struct UploadSSHPublicKey: IAMOperation {
    package static let name = "UploadSSHPublicKey"

    private let userName: String
    private let body: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        body = try input.requiredText("SSHPublicKeyBody", .policy + .length(1...16_384))
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(userName)
            let key: SSHPublicKey
            do throws(SSHPublicKey.Problem) {
                key = try edit.newSSHPublicKey(body)
            } catch {
                throw IAMError.invalid(error)
            }
            guard !user.credentials.sshPublicKeys.contains(where: key.isSame) else {
                throw IAMError(
                    "DuplicateSSHPublicKey",
                    "The SSH public key is already associated with the specified IAM user."
                )
            }
            try Quota.sshPublicKeysPerUser.refuse(user.credentials.sshPublicKeys.count + 1)
            user.credentials.sshPublicKeys.append(key)
            edit.put(user)
            return key.result(of: userName, body: body)
        }
    }
}
