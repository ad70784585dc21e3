import AWSProtocols
import World

/// Switches a user's credential for a service on or off.
package struct UpdateServiceSpecificCredential: IAMOperation {
    package static let name = "UpdateServiceSpecificCredential"

    private let userName: String?
    private let id: String
    private let status: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.text("UserName", .userName)
        id = try input.requiredText("ServiceSpecificCredentialId", .serviceSpecificCredentialID)
        status = try input.requiredText("Status", .values(["Active", "Inactive", "Expired"]))
        try input.finish()
    }

    package func subject(_ call: IAMCall) throws(IAMError) -> IAMSubject { call.user(try call.userName(userName)) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        // Time alone lets credentials expire.
        guard status != "Expired" else { throw .invalid("The status of a credential is Active or Inactive.") }
        let name = try call.serviceUserName(userName, id)
        try call.edit { (edit) throws(IAMError) in
            var user = try edit.account.knownUser(name)
            user.credentials.serviceSpecific[try user.indexOfServiceSpecificCredential(id)].isActive =
                status == "Active"
            edit.put(user)
        }
        return nil
    }
}
