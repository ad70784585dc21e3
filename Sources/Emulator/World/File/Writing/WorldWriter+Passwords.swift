import Text

/// Passwords of users, and what accounts ask of them.
extension WorldWriter {
    func loginProfile(_ profile: LoginProfile) -> WrittenValue {
        .record(LoginProfileKey.self) { key in
            switch key {
            case .password:
                .record(HashedPasswordKey.self) { key in
                    switch key {
                    case .salt: .text(Base64.encode(profile.salt))
                    case .hashes: .texts(profile.hashes.map { Base64.encode($0) })
                    }
                }
            case .passwordResetRequired: profile.requiresReset ? .flag(true) : nil
            }
        }
    }

    func passwordPolicy(_ policy: PasswordPolicy) -> WrittenValue {
        .record(PasswordPolicyKey.self) { key in
            switch key {
            case .minimumPasswordLength: .number(policy.minimumLength)
            case .requireSymbols: flag(policy.requiresSymbols)
            case .requireNumbers: flag(policy.requiresNumbers)
            case .requireUppercaseCharacters: flag(policy.requiresUppercase)
            case .requireLowercaseCharacters: flag(policy.requiresLowercase)
            case .allowUsersToChangePassword: flag(policy.allowsChange)
            case .maxPasswordAge: policy.maximumAge.map { .number($0) }
            case .passwordReusePrevention: policy.reusePrevention.map { .number($0) }
            case .hardExpiry: policy.hardExpiry.map { .flag($0) }
            }
        }
    }

    /// Nil where it is not set, as the reader takes it.
    private func flag(_ value: Bool) -> WrittenValue? { value ? .flag(true) : nil }
}
