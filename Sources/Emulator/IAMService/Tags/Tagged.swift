import AWSCore
package import AWSProtocols
package import World

/// A kind of thing that has tags: what the operations on tags are alike in.
package protocol Tagged: Sendable {
    associatedtype Entity: HasTags

    /// As it stands in the names of operations: `OpenIDConnectProvider`.
    static var word: String { get }

    /// The member that says which one, and its constraints.
    static var idMember: String { get }
    static var idRules: InputRules<String> { get }

    static func subject(_ id: String, _ call: IAMCall) -> IAMSubject

    /// - Throws: where there is none of that name, ARN or number.
    static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String]

    /// One whose tags may be changed.
    ///
    /// - Throws: as ``tags(of:in:)``, and where it belongs to AWS.
    static func entity(_ id: String, in account: Account) throws(IAMError) -> Entity

    static func put(_ entity: Entity, in edit: inout IdentityEdit)
}

package protocol HasTags {
    var tags: [String: String] { get set }
}

extension Tagged {
    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try entity(id, in: account).tags
    }

    static func setTags(_ tags: [String: String], of id: String, in edit: inout IdentityEdit) throws(IAMError) {
        var entity = try entity(id, in: edit.account)
        entity.tags = tags
        put(entity, in: &edit)
    }
}

extension Tagged where Entity: IdentityEntity {
    package static func put(_ entity: Entity, in edit: inout IdentityEdit) { edit.put(entity) }
}

extension User: HasTags {}
extension Role: HasTags {}
extension CustomerManagedPolicy: HasTags {}
extension InstanceProfile: HasTags {}
extension OIDCProvider: HasTags {}
extension SAMLProvider: HasTags {}
extension ServerCertificate: HasTags {}

/// Users, as things with tags.
package enum TaggedUser: Tagged {
    package static let word = "User"
    package static let idMember = "UserName"
    package static let idRules: InputRules<String> = .existingUserName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.user(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> User { try account.knownUser(id) }
}

/// Roles, as things with tags.
package enum TaggedRole: Tagged {
    package static let word = "Role"
    package static let idMember = "RoleName"
    package static let idRules: InputRules<String> = .roleName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.role(id) }

    /// Also of a role that belongs to a service.
    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownRole(id).tags
    }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> Role {
        try account.changeableRole(id)
    }
}

/// Managed policies, as things with tags.
package enum TaggedPolicy: Tagged {
    package static let word = "Policy"
    package static let idMember = "PolicyArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.policy(id) }

    /// Also of a policy of AWS's.
    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.policyView(id).tags
    }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> CustomerManagedPolicy {
        try account.changeablePolicy(id)
    }
}

/// Instance profiles, as things with tags.
package enum TaggedInstanceProfile: Tagged {
    package static let word = "InstanceProfile"
    package static let idMember = "InstanceProfileName"
    package static let idRules: InputRules<String> = .instanceProfileName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.instanceProfile(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> InstanceProfile {
        try account.knownInstanceProfile(id)
    }
}

/// Providers of OpenID Connect, as things with tags.
package enum TaggedOIDCProvider: Tagged {
    package static let word = "OpenIDConnectProvider"
    package static let idMember = "OpenIDConnectProviderArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.oidcProvider(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> OIDCProvider {
        try account.knownOIDCProvider(id)
    }
}

/// SAML providers, as things with tags.
package enum TaggedSAMLProvider: Tagged {
    package static let word = "SAMLProvider"
    package static let idMember = "SAMLProviderArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.samlProvider(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> SAMLProvider {
        try account.knownSAMLProvider(id)
    }
}

/// Virtual devices, as things with tags.
package enum TaggedDevice: Tagged {
    package static let word = "MFADevice"
    package static let idMember = "SerialNumber"
    package static let idRules: InputRules<String> = .serialNumber

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.device(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> FoundDevice {
        guard let found = account.device(id), found.device.isVirtual else { throw .noDevice(id) }
        return found
    }

    package static func put(_ found: FoundDevice, in edit: inout IdentityEdit) { edit.put(found) }
}

/// Certificates for servers, as things with tags.
package enum TaggedServerCertificate: Tagged {
    package static let word = "ServerCertificate"
    package static let idMember = "ServerCertificateName"
    package static let idRules: InputRules<String> = .serverCertificateName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.serverCertificate(id) }

    package static func entity(_ id: String, in account: Account) throws(IAMError) -> ServerCertificate {
        try account.knownServerCertificate(id)
    }

    package static func put(_ certificate: ServerCertificate, in edit: inout IdentityEdit) {
        edit.put(certificate, insteadOf: certificate.name)
    }
}
