package import AWSCore

/// What IAM keeps by name in an account as a thing of its own: how it is found, put and deleted.
package protocol IdentityEntity: Sendable, Equatable {
    var name: String { get }

    /// Where an account has those of the kind, by name.
    static var place: KeyPath<Account, [String: Self]> { get }

    /// What puts this one into an account.
    func putting(in account: AccountID) -> WorldChange

    /// What takes the one of a name away.
    static func deleting(_ name: String, of account: AccountID) -> WorldChange
}

/// One that can be given another path or name.
package protocol MovableEntity: IdentityEntity {
    var path: String { get }

    /// The same one under another path or name: the unique ID stays.
    func moved(to path: String, name: String, in partition: Partition) -> Self

    /// What puts this one in the place of the one of a name.
    func moving(from name: String) -> WorldChange
}

extension User: MovableEntity {
    package static var place: KeyPath<Account, [String: User]> { \.users }
    package func putting(in _: AccountID) -> WorldChange { .userPut(self) }
    package func moving(from name: String) -> WorldChange { .userMoved(self, from: name) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .userDeleted(account, name: name)
    }
}

extension Group: MovableEntity {
    package static var place: KeyPath<Account, [String: Group]> { \.groups }
    package func putting(in _: AccountID) -> WorldChange { .groupPut(self) }
    package func moving(from name: String) -> WorldChange { .groupMoved(self, from: name) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .groupDeleted(account, name: name)
    }
}

extension Role: IdentityEntity {
    package static var place: KeyPath<Account, [String: Role]> { \.roles }
    package func putting(in _: AccountID) -> WorldChange { .rolePut(self) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .roleDeleted(account, name: name)
    }
}

extension CustomerManagedPolicy: IdentityEntity {
    package static var place: KeyPath<Account, [String: CustomerManagedPolicy]> { \.managedPolicies }
    package func putting(in _: AccountID) -> WorldChange { .managedPolicyPut(self) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .managedPolicyDeleted(account, name: name)
    }
}

extension InstanceProfile: IdentityEntity {
    package static var place: KeyPath<Account, [String: InstanceProfile]> { \.instanceProfiles }
    package func putting(in _: AccountID) -> WorldChange { .instanceProfilePut(self) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .instanceProfileDeleted(account, name: name)
    }
}

extension OIDCProvider: IdentityEntity {
    package static var place: KeyPath<Account, [String: OIDCProvider]> { \.oidcProviders }
    package func putting(in account: AccountID) -> WorldChange { .oidcProviderPut(account, self) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .oidcProviderDeleted(account, name: name)
    }
}

extension SAMLProvider: IdentityEntity {
    package static var place: KeyPath<Account, [String: SAMLProvider]> { \.samlProviders }
    package func putting(in account: AccountID) -> WorldChange { .samlProviderPut(account, self) }
    package static func deleting(_ name: String, of account: AccountID) -> WorldChange {
        .samlProviderDeleted(account, name: name)
    }
}
