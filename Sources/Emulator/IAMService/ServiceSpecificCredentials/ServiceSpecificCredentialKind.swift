package import AWSProtocols
package import World

/// Credentials for a service, as credentials. Root has none.
package enum ServiceSpecificCredentialKind: CredentialKind {
    package static let word = "ServiceSpecificCredential"
    package static let idMember = "ServiceSpecificCredentialId"
    package static let idRules: InputRules<String> = .serviceSpecificCredentialID

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.text("UserName", .userName)
    }

    package static func id(of credential: ServiceSpecificCredential) -> String { credential.id }

    package static func switched(
        _ credential: ServiceSpecificCredential,
        isActive: Bool
    ) -> ServiceSpecificCredential {
        var credential = credential
        credential.isActive = isActive
        return credential
    }

    package static func credentials(
        of user: String?,
        in account: Account
    ) throws(IAMError) -> [ServiceSpecificCredential] {
        guard let user else { return [] }
        return try account.knownUser(user).credentials.serviceSpecific
    }

    package static func put(
        _ credentials: [ServiceSpecificCredential],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        guard let name = user else { return }
        var user = try edit.account.knownUser(name)
        user.credentials.serviceSpecific = credentials
        edit.put(user)
    }

    package static func missing(_ id: String) -> IAMError { .noServiceSpecificCredential(id) }

    package static let expired: IAMError = .invalid("The status of a credential is Active or Inactive.")
}
