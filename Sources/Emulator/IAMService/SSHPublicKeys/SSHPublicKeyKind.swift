package import AWSProtocols
package import World

/// SSH keys, as credentials. Root has none.
package enum SSHPublicKeyKind: CredentialKind {
    package static let word = "SSHPublicKey"
    package static let idMember = "SSHPublicKeyId"
    package static let idRules: InputRules<String> = .sshPublicKeyID

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.requiredText("UserName", .userName)
    }

    package static func id(of key: SSHPublicKey) -> String { key.id }

    package static func switched(_ key: SSHPublicKey, isActive: Bool) -> SSHPublicKey {
        var key = key
        key.isActive = isActive
        return key
    }

    package static func credentials(of user: String?, in account: Account) throws(IAMError) -> [SSHPublicKey] {
        guard let user else { return [] }
        return try account.knownUser(user).credentials.sshPublicKeys
    }

    package static func put(
        _ keys: [SSHPublicKey],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        guard let name = user else { return }
        var user = try edit.account.knownUser(name)
        user.credentials.sshPublicKeys = keys
        edit.put(user)
    }

    package static func missing(_ id: String) -> IAMError { .noSSHPublicKey(id) }

    package static let expired: IAMError = .invalidInput("The status of an SSH public key is Active or Inactive.")
}
