package import Cryptography
package import Foundation

/// The password by which a user signs in at consoles, as IAM keeps it: its hash, and those of the ones before.
package struct LoginProfile: Sendable, Equatable, Codable, CustomStringConvertible {
    /// Whether the user must choose another password at the next sign-in.
    package var requiresReset: Bool
    /// One for all hashes, so that one hashing finds out whether a password was one of them.
    let salt: [UInt8]
    /// The present one first.
    private(set) var hashes: [[UInt8]]
    /// Nil of a profile of the world's file.
    private let created: Date?
    /// Nil of a password that never was another.
    private var changed: Date?

    /// - Parameters:
    ///   - salt: ``Cryptography/Scrypt/saltLength`` bytes, drawn by chance.
    ///   - created: nil of a profile of the world's file.
    package init(
        password: String,
        salt: [UInt8],
        requiresReset: Bool = false,
        created: Date? = nil
    ) throws(CryptographyError) {
        self.salt = salt
        hashes = [try Scrypt.hash(password, salt: salt)]
        self.requiresReset = requiresReset
        self.created = created
    }

    /// A profile as it was kept, of the world's file. Nil where the hashes are none, or have another length.
    ///
    /// - Parameter hashes: those of the present password and the ones before; nil for one that could not be read.
    init?(salt: [UInt8], hashes: [[UInt8]?], requiresReset: Bool) {
        let known = hashes.compactMap { $0 }.filter { $0.count == Scrypt.hashLength }
        guard !known.isEmpty, known.count == hashes.count else { return nil }
        self.salt = salt
        self.hashes = known
        self.requiresReset = requiresReset
        created = nil
    }

    /// ``World/usualCreation`` of a profile of the world's file.
    package var createdAt: Date { created ?? World.usualCreation }

    /// Since when the present password is the present one.
    package var changedAt: Date { changed ?? createdAt }

    /// Whether this is the present password.
    package func has(_ password: String) throws(CryptographyError) -> Bool { try hadRecently(password, among: 1) }

    /// Whether this is one of the last passwords, of which the present one is the first.
    package func hadRecently(_ password: String, among count: Int) throws(CryptographyError) -> Bool {
        let hash = try Scrypt.hash(password, salt: salt)
        return hashes.prefix(count).contains { constantTimeEquals($0, hash) }
    }

    /// Puts another password in place of the present one, which is remembered.
    package mutating func change(to password: String, at date: Date) throws(CryptographyError) {
        hashes = [try Scrypt.hash(password, salt: salt)] + hashes.prefix(PasswordPolicy.mostRemembered - 1)
        changed = date
    }

    /// Whether a text may be a password: 1 to 128 characters of Latin-1.
    static func isPassword(_ text: String) -> Bool {
        (1...128).contains(text.utf16.count) && text.unicodeScalars.allSatisfy(mayContain)
    }

    /// Whether passwords may contain a character.
    package static func mayContain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFF: true
        default: false
        }
    }

    /// The profile without hashes.
    package var description: String { "LoginProfile(since \(changedAt))" }
}

/// What became of root's password, which the account had from the start, by calls of AssumeRoot's sessions.
package enum RootPassword: Sendable, Equatable, Codable {
    case deleted
    /// Whoever reads root's mail may choose another since then.
    case allowed(since: Date)
}
