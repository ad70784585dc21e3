import AWSCore
import Cryptography
import Determinism
import Text
import Yams

/// Passwords of users, and what accounts ask of them.
extension WorldReader {
    /// `{password, password_reset_required}`, in the terms of CreateLoginProfile.
    ///
    /// - Parameter user: the ARN of who has it.
    func loginProfile(_ field: YAMLField, of user: ARN) throws(WorldFileError) -> LoginProfile {
        let record = try field.record(LoginProfileKey.self)
        guard let passwordField = record[.password] else {
            throw field.error("\(field.what) has no password; add the password")
        }
        let requiresReset = try record[.passwordResetRequired]?.flag() ?? false
        if passwordField.node.mapping != nil {
            return try hashedPassword(passwordField, requiresReset)
        }
        let password = try passwordField.text()
        // The password itself is not shown.
        guard LoginProfile.isPassword(password) else {
            throw passwordField.error("\(passwordField.what) is not 1 to 128 characters of Latin-1; write another")
        }
        var stream = RandomStream(derivedFrom: "login profile \(user)\(seed.map { " " + $0 } ?? "")")
        do throws(CryptographyError) {
            return try LoginProfile(
                password: password,
                salt: stream.bytes(Scrypt.saltLength),
                requiresReset: requiresReset
            )
        } catch {
            throw passwordField.error("\(error)")
        }
    }

    /// `{salt, hashes}` in Base64, as `drydock world export` writes a password that the world keeps no text of.
    private func hashedPassword(_ field: YAMLField, _ requiresReset: Bool) throws(WorldFileError) -> LoginProfile {
        let record = try field.record(HashedPasswordKey.self)
        guard let saltField = record[.salt], let hashesField = record[.hashes] else {
            throw field.error(
                "\(field.what) has no \(record[.salt] == nil ? "salt" : "hashes"); write a text in clear, or both"
            )
        }
        let salt = Base64.decode(try saltField.text())
        let hashes = try hashesField.texts().map { Base64.decode($0) }
        guard let salt, salt.count == Scrypt.saltLength,
            let profile = LoginProfile(salt: salt, hashes: hashes, requiresReset: requiresReset)
        else {
            throw field.error("\(field.what) is not one that drydock world export has written; write a text in clear")
        }
        return profile
    }

    /// In the terms of UpdateAccountPasswordPolicy; what does not stand there has its defaults.
    func passwordPolicy(_ field: YAMLField?) throws(WorldFileError) -> PasswordPolicy? {
        guard let field else { return nil }
        let record = try field.record(PasswordPolicyKey.self)
        func flag(_ key: PasswordPolicyKey) throws(WorldFileError) -> Bool { try record[key]?.flag() ?? false }
        return PasswordPolicy(
            minimumLength: try record[.minimumPasswordLength]?.integer(in: PasswordPolicy.lengths) ?? 6,
            requiresSymbols: try flag(.requireSymbols),
            requiresNumbers: try flag(.requireNumbers),
            requiresUppercase: try flag(.requireUppercaseCharacters),
            requiresLowercase: try flag(.requireLowercaseCharacters),
            allowsChange: try flag(.allowUsersToChangePassword),
            maximumAge: try record[.maxPasswordAge]?.integer(in: PasswordPolicy.ages),
            reusePrevention: try record[.passwordReusePrevention]?.integer(in: 1...PasswordPolicy.mostRemembered),
            hardExpiry: try record[.hardExpiry]?.flag()
        )
    }
}
