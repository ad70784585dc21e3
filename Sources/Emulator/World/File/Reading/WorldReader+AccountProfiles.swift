import AWSCore

/// What accounts are called and whether they are closed.
extension WorldReader {
    mutating func profile(
        _ record: [AccountKey: YAMLField],
        of account: AccountID
    ) throws(WorldFileError) -> AccountProfile {
        var profile = AccountProfile()
        if let field = record[.name] {
            let name = try field.text()
            try field.refuse(OrganizationRules.accountName(name))
            profile.name = name
        }
        if let field = record[.email] {
            let email = try field.text()
            try field.refuse(OrganizationRules.email(email))
            if let line = emailLines.updateValue(field.line, forKey: email.lowercased()) {
                throw field.error("the address '\(email)' is that of the account on line \(line); give another")
            }
            profile.email = email
        }
        profile.closed = try record[.closed]?.moment()
        return profile
    }
}
