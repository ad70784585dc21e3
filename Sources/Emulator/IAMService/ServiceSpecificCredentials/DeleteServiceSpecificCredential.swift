import AWSProtocols
import World

/// Takes a user's credential for a service away.
package struct DeleteServiceSpecificCredential: IAMOperation {
    package static let name = "DeleteServiceSpecificCredential"

    private let userName: String?
    private let id: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        id = try input.requiredText("ServiceSpecificCredentialId", .serviceSpecificCredentialID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        let name = try call.serviceUserName(userName, id)
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(name)
            user.credentials.serviceSpecific.remove(at: try user.indexOfServiceSpecificCredential(id))
            edit.put(user)
        }
        return nil
    }
}
