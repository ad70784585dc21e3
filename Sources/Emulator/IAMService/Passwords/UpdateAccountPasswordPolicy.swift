import AWSProtocols
import World

/// Sets what the account asks of its users' passwords, as a whole: what is not given has its default. Passwords that there
/// are stay.
package struct UpdateAccountPasswordPolicy: IAMOperation {
    package static let name = "UpdateAccountPasswordPolicy"

    private let policy: PasswordPolicy

    package init(_ input: inout IAMInput) throws(IAMError) {
        policy = PasswordPolicy(
            minimumLength: try input.integer("MinimumPasswordLength", .value(PasswordPolicy.lengths)) ?? 6,
            requiresSymbols: try input.boolean("RequireSymbols") ?? false,
            requiresNumbers: try input.boolean("RequireNumbers") ?? false,
            requiresUppercase: try input.boolean("RequireUppercaseCharacters") ?? false,
            requiresLowercase: try input.boolean("RequireLowercaseCharacters") ?? false,
            allowsChange: try input.boolean("AllowUsersToChangePassword") ?? false,
            maximumAge: try input.integer("MaxPasswordAge", .value(PasswordPolicy.ages)),
            reusePrevention: try input.integer("PasswordReusePrevention", .value(1...PasswordPolicy.mostRemembered)),
            hardExpiry: try input.boolean("HardExpiry")
        )
        try input.finish()
    }

    package func subject(_ call: IAMCall) -> IAMSubject { .account }

    package func perform(_ call: IAMCall) throws(IAMError) -> IAMResult? {
        try call.edit { (edit) throws(IAMError) in
            var settings = edit.account.identitySettings
            settings.passwordPolicy = policy
            edit.put(settings)
        }
        return nil
    }
}
