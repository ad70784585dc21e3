import AWSProtocols
import World

/// An SSH key of a user's, in the form that is asked for.
package struct GetSSHPublicKey: IAMOperation {
    package static let name = "GetSSHPublicKey"

    private let userName: String
    private let keyID: String
    private let encoding: SSHPublicKey.Encoding

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .userName)
        keyID = try input.requiredText("SSHPublicKeyId", .sshPublicKeyID)
        encoding = try input.requiredWord("Encoding", of: SSHPublicKey.Encoding.self, placeholder: .ssh)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let user = try call.account().knownUser(userName)
        guard let key = user.credentials.sshPublicKeys.first(where: { $0.id == keyID }) else {
            throw .noSSHPublicKey(keyID)
        }
        do throws(SSHPublicKey.Problem) {
            return key.result(of: userName, body: try key.text(in: encoding))
        } catch {
            throw IAMError.invalid(error)
        }
    }
}
