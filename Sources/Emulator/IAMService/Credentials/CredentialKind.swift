package import AWSProtocols
package import World

/// A kind of credential that somebody may have several of: what switching one on or off and taking one away are alike in.
package protocol CredentialKind: Sendable {
    associatedtype Credential

    /// As it stands in the names of operations: `SSHPublicKey`.
    static var word: String { get }

    /// The member that says which one, and its constraints.
    static var idMember: String { get }
    static var idRules: InputRules<String> { get }

    /// Reads whose it is; nil where the caller is meant, if the kind allows that.
    static func userName(_ input: inout IAMInput) throws(IAMError) -> String?

    static func id(of credential: Credential) -> String

    static func switched(_ credential: Credential, isActive: Bool) -> Credential

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
