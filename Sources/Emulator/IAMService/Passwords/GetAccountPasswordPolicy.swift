import AWSCore
import AWSProtocols
import World

/// What the account asks of its users' passwords, where it has a policy of its own.
package struct GetAccountPasswordPolicy: IAMOperation {
    package static let name = "GetAccountPasswordPolicy"

    package init(_ input: inout IAMInput) throws(IAMError) { try input.finish() }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        guard let policy = try call.account().identitySettings.passwordPolicy else {
            throw .noPasswordPolicy(call.accountID.value)
        }
        let members: [QueryResult.Member?] = [
            .integer("MinimumPasswordLength", policy.minimumLength),
            .boolean("RequireSymbols", policy.requiresSymbols), .boolean("RequireNumbers", policy.requiresNumbers),
            .boolean("RequireUppercaseCharacters", policy.requiresUppercase),
            .boolean("RequireLowercaseCharacters", policy.requiresLowercase),
            .boolean("AllowUsersToChangePassword", policy.allowsChange),
            .boolean("ExpirePasswords", policy.maximumAge != nil),
            policy.maximumAge.map { .integer("MaxPasswordAge", $0) },
            policy.reusePrevention.map { .integer("PasswordReusePrevention", $0) },
            policy.hardExpiry.map { .boolean("HardExpiry", $0) },
        ]
        return IAMResult([.structure("PasswordPolicy", members.compactMap(\.self))])
    }
}
