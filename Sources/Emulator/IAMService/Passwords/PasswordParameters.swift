import AWSProtocols
import Cryptography
import Foundation
import World

extension Array where Element == InputRule<String> {
    static let password: Self =
        run(#"[\u0009\u000A\u000D\u0020-\u00FF]+"#, allowsEmpty: false, allows: LoginProfile.mayContain)
        + .length(1...128)
}

extension LoginProfile {
    /// What answers show of it.
    func members(of user: String) -> QueryResult.Member {
        .structure(
            "LoginProfile",
            [
                .text("UserName", user), .date("CreateDate", createdAt),
                .boolean("PasswordResetRequired", requiresReset),
            ]
        )
    }

    /// Puts another password in place of the present one, if the account's policy takes it.
    mutating func renew(_ password: String, by policy: PasswordPolicy?, at date: Date) throws(IAMError) {
        try policy.check(password)
        if let count = policy?.reusePrevention, try IAMError.of({ try hadRecently(password, among: count) }) {
            throw .passwordPolicyViolation(
                "Policy constraint violation with password reuse prevention during password change."
            )
        }
        var changed = self
        try IAMError.of { try changed.change(to: password, at: date) }
        self = changed
    }
}

extension Optional where Wrapped == PasswordPolicy {
    /// Refuses a password that the policy does not take: AWS's usual one where the account has none.
    func check(_ password: String) throws(IAMError) {
        let flaw = map { $0.flaw(of: password) } ?? PasswordPolicy.usualFlaw(of: password)
        if let flaw { throw .passwordPolicyViolation(flaw) }
    }
}

extension User {
    func knownLoginProfile() throws(IAMError) -> LoginProfile {
        guard let loginProfile else { throw .noLoginProfile(name) }
        return loginProfile
    }
}

extension IAMError {
    static func passwordPolicyViolation(_ message: String) -> IAMError { IAMError("PasswordPolicyViolation", message) }

    static func noLoginProfile(_ user: String) -> IAMError { absent("Login Profile for User \(user) cannot be found.") }

    static func noPasswordPolicy(_ account: String) -> IAMError {
        absent("The Password Policy with domain name \(account) cannot be found.")
    }

    /// What a hashing answers; where libcrypto fails, IAM does.
    static func of<Result>(_ hash: () throws -> Result) throws(IAMError) -> Result {
        do { return try hash() } catch { throw .server("\(error)") }
    }
}

extension Account {
    /// How root is called where the name of a user is told (inferred).
    static let rootName = "root"

    /// What answers show of root's password.
    static func rootLoginProfile(since date: Date) -> QueryResult.Member {
        .structure(
            "LoginProfile",
            [.text("UserName", rootName), .date("CreateDate", date), .boolean("PasswordResetRequired", false)]
        )
    }
}
