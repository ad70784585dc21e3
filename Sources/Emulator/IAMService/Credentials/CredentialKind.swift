package import AWSProtocols
package import World

/// A credential that is switched on and off, and that its ID tells from others.
package protocol SwitchedCredential: Identifiable where ID: CustomStringConvertible {
    /// Whether it is on: `Active`.
    var isActive: Bool { get set }
}

extension AccessKey: SwitchedCredential {}
extension SSHPublicKey: SwitchedCredential {}
extension ServiceSpecificCredential: SwitchedCredential {}
extension SigningCertificate: SwitchedCredential {}

/// A kind of credential that somebody may have several of: what switching one on or off and taking one away are alike in.
package protocol CredentialKind: Sendable {
    associatedtype Credential: SwitchedCredential

    /// As it stands in the names of operations: `SSHPublicKey`.
    static var word: String { get }

    /// The member that says which one, and its constraints.
    static var idMember: String { get }
    static var idRules: InputRules<String> { get }

    /// Reads whose it is; nil where the caller is meant, if the kind allows that.
    static func userName(_ input: inout IAMInput) throws(IAMError) -> String?

    /// - Parameter user: nil for root.
    /// - Throws: where there is no such user.
    static func credentials(of user: String?, in account: Account) throws(IAMError) -> [Credential]

    /// - Parameter user: nil for root.
    static func put(
        _ credentials: [Credential],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError)

    /// What is answered of one that is not there.
    static func missing(_ id: String) -> IAMError

    /// What is answered to who wants one to be expired, which time alone makes it.
    static var expired: IAMError { get }
}

/// A kind that users alone have, and root has none of.
package protocol UserCredentialKind: CredentialKind {
    /// Where a user has them.
    static var place: WritableKeyPath<UserCredentials, [Credential]> { get }
}

extension UserCredentialKind {
    package static func credentials(of user: String?, in account: Account) throws(IAMError) -> [Credential] {
        guard let user else { return [] }
        return try account.knownUser(user).credentials[keyPath: place]
    }

    package static func put(
        _ credentials: [Credential],
        of user: String?,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        guard let user else { return }
        var changed = try edit.account.knownUser(user)
        changed.credentials[keyPath: place] = credentials
        edit.put(changed)
    }
}
