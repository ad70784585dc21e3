import AWSProtocols
import World

/// Takes a user away who has nothing left. What is refused first is inferred.
package struct DeleteUser: IAMOperation {
    package static let name = "DeleteUser"

    private let userName: String

    package init(_ input: inout IAMInput) throws(IAMError) {
        userName = try input.requiredText("UserName", .existingUserName)
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { call.user(userName) }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            let user = try edit.account.knownUser(userName)
            guard user.attachedPolicies.isEmpty else { throw .mustFirst("detach all policies") }
            guard user.groups.isEmpty else { throw .mustFirst("remove users from group") }
            guard user.inlinePolicies.isEmpty else { throw .mustFirst("delete policies") }
            guard user.accessKeys.isEmpty else { throw .mustFirst("delete access keys") }
            guard user.loginProfile == nil else { throw .mustFirst("delete login profile") }
            guard user.multiFactorDevices.isEmpty else { throw .mustFirst("delete MFA device") }
            guard user.credentials.sshPublicKeys.isEmpty else { throw .mustFirst("delete SSH public keys") }
            guard user.credentials.serviceSpecific.isEmpty else {
                throw .mustFirst("delete service specific credentials")
            }
            guard user.credentials.signingCertificates.isEmpty else { throw .mustFirst("delete signing certificates") }
            edit.delete(user)
        }
        return nil
    }
}
