import AWSCore
import AWSProtocols
package import Determinism
import IAM
package import World

/// What an operation knows of the call that it performs: authenticated and authorised before it gets here.
package struct IAMCall: Sendable {
    /// Who signed.
    package let caller: Principal
    /// The moment of the call. What the world holds is dated in the world's time, and so are the dates of a result,
    /// which are told to clients in theirs.
    package let time: WorldTime
    package let world: WorldStore

    package init(caller: Principal, time: WorldTime, world: WorldStore) {
        self.caller = caller
        self.time = time
        self.world = world
    }

    var accountID: AccountID { caller.accountID }

    /// The caller's account, as it is now.
    func account() throws(IAMError) -> Account {
        guard let account = world.account(accountID) else { throw .unknownCaller }
        return account
    }

    /// Changes the identities of the caller's account in one go.
    func edit<Result>(
        _ change: (inout IdentityEdit) throws(IAMError) -> Result
    ) throws(IAMError) -> Result {
        do {
            return try world.editIdentities(of: accountID) { edit in try change(&edit) }
        } catch let error as IAMError {
            throw error
        } catch {
            throw .server("\(error)")
        }
    }

    /// The user whom an operation means that was given this name, or none: then the caller's own.
    ///
    /// - Returns: nil for root, whose own the operation is about.
    func userName(_ given: String?) throws(IAMError) -> String? {
        if let given { return given }
        switch caller {
        case .user(_, let name): return name
        case .root: return nil
        case .roleSession, .federatedUser: throw .needsUserName
        }
    }
}

extension Account {
    func knownUser(_ name: String) throws(IAMError) -> User {
        guard let user = users[name] else { throw .noUser(name) }
        return user
    }

    func knownGroup(_ name: String) throws(IAMError) -> Group {
        guard let group = groups[name] else { throw .noGroup(name) }
        return group
    }

    func knownRole(_ name: String) throws(IAMError) -> Role {
        guard let role = roles[name] else { throw .noRole(name) }
        return role
    }

    /// The role, to be changed: services' own are not.
    func changeableRole(_ name: String) throws(IAMError) -> Role {
        let role = try knownRole(name)
        guard !role.isServiceLinked else { throw .serviceLinked(name) }
        return role
    }

    func knownInstanceProfile(_ name: String) throws(IAMError) -> InstanceProfile {
        guard let profile = instanceProfiles[name] else { throw .noInstanceProfile(name) }
        return profile
    }

    /// The account's own policy of an ARN.
    func ownPolicy(_ arn: String) -> CustomerManagedPolicy? {
        managedPolicies.values.first { $0.arn.description == arn }
    }
}

extension Account {
    func oidcProvider(_ arn: String) -> OIDCProvider? { oidcProviders.values.first { $0.arn.description == arn } }

    func samlProvider(_ arn: String) -> SAMLProvider? { samlProviders.values.first { $0.arn.description == arn } }

    func knownOIDCProvider(_ arn: String) throws(IAMError) -> OIDCProvider {
        guard ARN(arn)?.service == "iam" else { throw .invalidARN(arn) }
        guard let provider = oidcProvider(arn) else { throw .noOIDCProvider(arn) }
        return provider
    }

    func knownSAMLProvider(_ arn: String) throws(IAMError) -> SAMLProvider {
        guard ARN(arn)?.service == "iam" else { throw .invalidARN(arn) }
        guard let provider = samlProvider(arn) else { throw .noSAMLProvider(arn) }
        return provider
    }
}
