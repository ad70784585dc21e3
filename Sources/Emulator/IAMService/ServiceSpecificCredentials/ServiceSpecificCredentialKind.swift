package import AWSProtocols
package import World

/// Credentials for a service, as credentials.
package enum ServiceSpecificCredentialKind: UserCredentialKind {
    package typealias Credential = ServiceSpecificCredential

    package static let word = "ServiceSpecificCredential"
    package static let idMember = "ServiceSpecificCredentialId"
    package static let idRules: InputRules<String> = .serviceSpecificCredentialID

    package static var place: WritableKeyPath<UserCredentials, [ServiceSpecificCredential]> { \.serviceSpecific }

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.text("UserName", .userName)
    }

    package static func missing(_ id: String) -> IAMError { .noServiceSpecificCredential(id) }

    package static let expired: IAMError = .invalid("The status of a credential is Active or Inactive.")
}
