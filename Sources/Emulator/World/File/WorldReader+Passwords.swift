import AWSCore
import Cryptography
import Determinism

/// Passwords of users, and what accounts ask of them.
extension WorldReader {
    /// `{password, password_reset_required}`, in the terms of CreateLoginProfile.
    ///
    /// - Parameter user: the ARN of who has it.
    func loginProfile(_ field: YAMLField, of user: ARN) throws(WorldFileError) -> LoginProfile {
        let record = try field.record(["password", "password_reset_required"])
        guard let passwordField = record["password"] else {
            throw field.error("\(field.what) has no password; add the password")
        }
        let password = try passwordField.text()
        // The password itself is not shown.
        guard LoginProfile.isPassword(password) else {
            throw passwordField.error("\(passwordField.what) is not 1 to 128 characters of Latin-1; write another")
        }
        var stream = RandomStream(derivedFrom: "login profile \(user)\(seed.map { " " + $0 } ?? "")")
        do {
            return try LoginProfile(
                password: password,
                salt: stream.bytes(Scrypt.saltLength),
                requiresReset: try record["password_reset_required"]?.flag() ?? false
            )
        } catch let error as WorldFileError {
            throw error
        } catch {
            throw passwordField.error("\(error)")
        }
    }

    /// In the terms of UpdateAccountPasswordPolicy; what does not stand there has its defaults.
    func passwordPolicy(_ field: YAMLField?) throws(WorldFileError) -> PasswordPolicy? {
        guard let field else { return nil }
        let record = try field.record([
            "minimum_password_length", "require_symbols", "require_numbers", "require_uppercase_characters",
            "require_lowercase_characters", "allow_users_to_change_password", "max_password_age",
            "password_reuse_prevention", "hard_expiry",
        ])
        func flag(_ name: String) throws(WorldFileError) -> Bool { try record[name]?.flag() ?? false }
        return PasswordPolicy(
            minimumLength: try record["minimum_password_length"]?.integer(in: PasswordPolicy.lengths) ?? 6,
            requiresSymbols: try flag("require_symbols"),
            requiresNumbers: try flag("require_numbers"),
            requiresUppercase: try flag("require_uppercase_characters"),
            requiresLowercase: try flag("require_lowercase_characters"),
            allowsChange: try flag("allow_users_to_change_password"),
            maximumAge: try record["max_password_age"]?.integer(in: PasswordPolicy.ages),
            reusePrevention: try record["password_reuse_prevention"]?.integer(in: 1...PasswordPolicy.mostRemembered),
            hardExpiry: try record["hard_expiry"]?.flag()
        )
    }
}
