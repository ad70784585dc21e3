import AWSCore
package import AWSProtocols
package import World

/// A kind of thing that has tags: what the operations on tags are alike in.
package protocol Tagged: Sendable {
    /// As it stands in the names of operations: `OpenIDConnectProvider`.
    static var word: String { get }

    /// The member that says which one, and its constraints.
    static var idMember: String { get }
    static var idRules: InputRules<String> { get }

    static func subject(_ id: String, _ call: IAMCall) -> IAMSubject

    /// - Throws: where there is none of that name, ARN or number.
    static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String]

    static func setTags(_ tags: [String: String], of id: String, in edit: inout IdentityEdit) throws(IAMError)
}

/// Users, as things with tags.
package enum TaggedUser: Tagged {
    package static let word = "User"
    package static let idMember = "UserName"
    package static let idRules: InputRules<String> = .existingUserName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.user(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownUser(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var user = try edit.account.knownUser(id)
        user.tags = tags
        edit.put(user)
    }
}

/// Roles, as things with tags.
package enum TaggedRole: Tagged {
    package static let word = "Role"
    package static let idMember = "RoleName"
    package static let idRules: InputRules<String> = .roleName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.role(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownRole(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var role = try edit.account.changeableRole(id)
        role.tags = tags
        edit.put(role)
    }
}

/// Managed policies, as things with tags.
package enum TaggedPolicy: Tagged {
    package static let word = "Policy"
    package static let idMember = "PolicyArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.policy(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.policyView(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var policy = try edit.account.changeablePolicy(id)
        policy.tags = tags
        edit.put(policy)
    }
}

/// Instance profiles, as things with tags.
package enum TaggedInstanceProfile: Tagged {
    package static let word = "InstanceProfile"
    package static let idMember = "InstanceProfileName"
    package static let idRules: InputRules<String> = .instanceProfileName

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.instanceProfile(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownInstanceProfile(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var profile = try edit.account.knownInstanceProfile(id)
        profile.tags = tags
        edit.put(profile)
    }
}

/// Providers of OpenID Connect, as things with tags.
package enum TaggedOIDCProvider: Tagged {
    package static let word = "OpenIDConnectProvider"
    package static let idMember = "OpenIDConnectProviderArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.oidcProvider(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownOIDCProvider(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var provider = try edit.account.knownOIDCProvider(id)
        provider.tags = tags
        edit.put(provider)
    }
}

/// SAML providers, as things with tags.
package enum TaggedSAMLProvider: Tagged {
    package static let word = "SAMLProvider"
    package static let idMember = "SAMLProviderArn"
    package static let idRules: InputRules<String> = .arn

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.samlProvider(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        try account.knownSAMLProvider(id).tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var provider = try edit.account.knownSAMLProvider(id)
        provider.tags = tags
        edit.put(provider)
    }
}

/// Virtual devices, as things with tags.
package enum TaggedDevice: Tagged {
    package static let word = "MFADevice"
    package static let idMember = "SerialNumber"
    package static let idRules: InputRules<String> = .serialNumber

    package static func subject(_ id: String, _ call: IAMCall) -> IAMSubject { call.device(id) }

    package static func tags(of id: String, in account: Account) throws(IAMError) -> [String: String] {
        guard let device = account.device(id)?.device, device.isVirtual else { throw .noDevice(id) }
        return device.tags
    }

    package static func setTags(
        _ tags: [String: String],
        of id: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        guard var found = edit.account.device(id), found.device.isVirtual else { throw .noDevice(id) }
        found.device.tags = tags
        edit.put(found)
    }
}
