import AWSProtocols
import World

/// Draws what is secret about a user's credential for a service anew, and tells it once.
package struct ResetServiceSpecificCredential: IAMOperation {
    package static let name = "ResetServiceSpecificCredential"

    private let userName: String?
    private let id: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        id = try input.requiredText("ServiceSpecificCredentialId", .serviceSpecificCredentialID)
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        // Root has no such credentials.
        guard let name = try call.userName(userName) else { throw .noServiceSpecificCredential(id) }
        return try call.edit { (edit) throws(IAMError) in
            let user = try edit.account.knownUser(name)
            guard let credential = user.credentials.serviceSpecific.first(where: { $0.id == id }) else {
                throw .noServiceSpecificCredential(id)
            }
            return ServiceSecret(of: credential, edit.newServiceSecret()).result(of: credential, name, at: edit.now)
        }
    }
}
