package import AWSProtocols
package import World

/// SSH keys, as credentials.
package enum SSHPublicKeyKind: UserCredentialKind {
    package typealias Credential = SSHPublicKey

    package static let word = "SSHPublicKey"
    package static let idMember = "SSHPublicKeyId"
    package static let idRules: InputRules<String> = .sshPublicKeyID

    package static var place: WritableKeyPath<UserCredentials, [SSHPublicKey]> { \.sshPublicKeys }

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.requiredText("UserName", .userName)
    }

    package static func missing(_ id: String) -> IAMError { .noSSHPublicKey(id) }

    package static let expired: IAMError = .invalidInput("The status of an SSH public key is Active or Inactive.")
}
