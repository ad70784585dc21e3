import AWSCore
package import AWSProtocols
package import World

/// Access keys, as credentials.
package enum AccessKeyKind: CredentialKind {
    package static let word = "AccessKey"
    package static let idMember = "AccessKeyId"
    package static let idRules: InputRules<String> = .accessKeyID

    package static func userName(_ input: inout IAMInput) throws(IAMError) -> String? {
        try input.text("UserName", .existingUserName)
    }

    package static func credentials(of user: String?, in account: Account) throws(IAMError) -> [AccessKey] {
        try account.accessKeys(of: user)
    }

    package static func put(
        _ keys: [AccessKey],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        try edit.putAccessKeys(keys, of: user)
    }

    package static func missing(_ id: String) -> IAMError { .noAccessKey(id) }

    package static let expired: IAMError = .invalidInput("The status of an access key is Active or Inactive.")
}
