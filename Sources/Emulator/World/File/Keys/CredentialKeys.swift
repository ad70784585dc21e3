/// The keys of an access key.
enum AccessKeyKey: String, WorldFileKey {
    case id
    case secret
    case status
}

/// The keys of a password for consoles.
enum LoginProfileKey: String, WorldFileKey {
    case password
    case passwordResetRequired = "password_reset_required"
}

/// The keys of a password that is not in clear.
enum HashedPasswordKey: String, WorldFileKey {
    case salt
    case hashes
}

/// The keys of what an account asks of passwords.
enum PasswordPolicyKey: String, WorldFileKey {
    case minimumPasswordLength = "minimum_password_length"
    case requireSymbols = "require_symbols"
    case requireNumbers = "require_numbers"
    case requireUppercaseCharacters = "require_uppercase_characters"
    case requireLowercaseCharacters = "require_lowercase_characters"
    case allowUsersToChangePassword = "allow_users_to_change_password"
    case maxPasswordAge = "max_password_age"
    case passwordReusePrevention = "password_reuse_prevention"
    case hardExpiry = "hard_expiry"
}

/// The keys of a device for one-time codes.
enum DeviceKey: String, WorldFileKey {
    case serial
    case seed
}
