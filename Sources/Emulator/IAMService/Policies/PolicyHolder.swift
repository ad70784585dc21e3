package import AWSCore
package import AWSProtocols
package import IAM
package import World

/// A kind of identity that has policies: what the operations on policies of users, groups and roles are alike in.
package protocol PolicyHolder: Sendable {
    /// As it stands in the names of operations and members: `User`.
    static var word: String { get }

    /// Of the name in the operations about attached policies and boundaries.
    static var nameRules: InputRules<String> { get }

    /// Of the name in the operations about inline policies.
    static var existingNameRules: InputRules<String> { get }

    /// The most characters of all inline policies together, blanks not counted.
    static var inlineLimit: Int { get }

    static func subject(_ name: String, _ call: IAMCall) -> IAMSubject

    /// - Throws: where there is none of that name.
    static func policies(of name: String, in account: Account) throws(IAMError) -> HeldPolicies

    /// Sets the policies of an identity that is there, and may be changed.
    static func set(_ policies: HeldPolicies, of name: String, in edit: inout IdentityEdit) throws(IAMError)
}

/// The policies of an identity, whatever it is.
package struct HeldPolicies: Sendable {
    package var attached: [ARN]
    package var inline: [String: PolicyDocument]

    init(_ attached: [ARN], _ inline: [String: PolicyDocument]) {
        self.attached = attached
        self.inline = inline
    }
}

extension PolicyHolder {
    /// The member that names it: `UserName`.
    static var nameMember: String { word + "Name" }

    static var lowercasedWord: String { word.lowercased() }

    /// Changes the policies of an identity.
    static func update(
        _ name: String,
        _ call: IAMCall,
        _ change: (inout HeldPolicies, Account) throws(IAMError) -> Void
    ) throws(IAMError) {
        try call.edit { (edit) throws(IAMError) in
            var policies = try policies(of: name, in: edit.account)
            // Who may not be changed is told so before anything about the change.
            try set(policies, of: name, in: &edit)
            try change(&policies, edit.account)
            try set(policies, of: name, in: &edit)
        }
    }
}

/// Users, as those who have policies.
package enum UserPolicies: PolicyHolder {
    package static let word = "User"
    package static let nameRules: InputRules<String> = .userName
    package static let existingNameRules: InputRules<String> = .existingUserName
    package static let inlineLimit = PolicyKind.userInlineCharacterLimit

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.user(name) }

    package static func policies(of name: String, in account: Account) throws(IAMError) -> HeldPolicies {
        let user = try account.knownUser(name)
        return HeldPolicies(user.attachedPolicies, user.inlinePolicies)
    }

    package static func set(
        _ policies: HeldPolicies,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var user = try edit.account.knownUser(name)
        user.attachedPolicies = policies.attached
        user.inlinePolicies = policies.inline
        edit.put(user)
    }
}

/// Groups, as those who have policies.
package enum GroupPolicies: PolicyHolder {
    package static let word = "Group"
    package static let nameRules: InputRules<String> = .groupName
    package static let existingNameRules: InputRules<String> = .groupName
    package static let inlineLimit = PolicyKind.groupInlineCharacterLimit

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.group(name) }

    package static func policies(of name: String, in account: Account) throws(IAMError) -> HeldPolicies {
        let group = try account.knownGroup(name)
        return HeldPolicies(group.attachedPolicies, group.inlinePolicies)
    }

    package static func set(
        _ policies: HeldPolicies,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var group = try edit.account.knownGroup(name)
        group.attachedPolicies = policies.attached
        group.inlinePolicies = policies.inline
        edit.put(group)
    }
}

/// Roles, as those who have policies.
package enum RolePolicies: PolicyHolder {
    package static let word = "Role"
    package static let nameRules: InputRules<String> = .roleName
    package static let existingNameRules: InputRules<String> = .roleName
    package static let inlineLimit = PolicyKind.roleInlineCharacterLimit

    package static func subject(_ name: String, _ call: IAMCall) -> IAMSubject { call.role(name) }

    package static func policies(of name: String, in account: Account) throws(IAMError) -> HeldPolicies {
        let role = try account.knownRole(name)
        return HeldPolicies(role.attachedPolicies, role.inlinePolicies)
    }

    package static func set(
        _ policies: HeldPolicies,
        of name: String,
        in edit: inout IdentityEdit
    ) throws(IAMError) {
        var role = try edit.account.changeableRole(name)
        role.attachedPolicies = policies.attached
        role.inlinePolicies = policies.inline
        edit.put(role)
    }
}
