package import AWSProtocols
package import World

/// Signing certificates, as credentials.
package enum SigningCertificateKind: CredentialKind {
    package static let word = "SigningCertificate"
    package static let idMember = "CertificateId"
    package static let idRules: InputRules<String> = .certificateID

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.text("UserName", .existingUserName)
    }

    package static func credentials(of user: String?, in account: Account) throws(IAMError) -> [SigningCertificate] {
        try account.signingCertificates(of: user)
    }

    package static func put(
        _ certificates: [SigningCertificate],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        try edit.putSigningCertificates(certificates, of: user)
    }

    package static func missing(_ id: String) -> IAMError { .noCertificate(id) }

    package static let expired: IAMError = .invalidInput("The status of a certificate is Active or Inactive.")
}
