import AWSCore
import Cryptography
import IAM
import World

/// Carries out an ``IAMChange`` on a world.
struct IAMChanges {
    let world: WorldStore

    /// - Returns: what was changed, in words.
    /// - Throws: ``ControlError`` for what is wrong with the change, or the world's own error; then nothing changed.
    func apply(_ change: IAMChange) throws -> IAMChangeDone {
        let names = IAMNames(world: world, account: try account(change.account))
        switch change.verb {
        case .putUser, .deleteUser, .putRole, .deleteRole, .putGroup, .deleteGroup, .join, .leave:
            return done(try identities(change.verb, names))
        case .putAccessKey, .deleteAccessKey, .putMultiFactorDevice, .deleteMultiFactorDevice:
            return try credentials(change.verb, names)
        case .putInlinePolicy, .deleteInlinePolicy, .putManagedPolicy, .deleteManagedPolicy, .attach, .detach,
            .putBoundary, .deleteBoundary:
            return done(try policies(change.verb, names))
        case .putOrganizationPolicy, .deleteOrganizationPolicy, .putTrustPolicy, .putRepositoryPolicy,
            .deleteRepositoryPolicy, .putRegistryPolicy, .deleteRegistryPolicy:
            return done(try otherPolicies(change.verb, names))
        case .tag, .untag:
            return done(try tags(change.verb, names))
        }
    }

    private func done(_ summary: String) -> IAMChangeDone { IAMChangeDone(summary: summary, accessKey: nil) }

    private func account(_ text: String?) throws(ControlError) -> AccountID? {
        guard let text else { return nil }
        guard let account = AccountID(text) else { throw .invalid("'\(text)' is not an account ID; give 12 digits") }
        return account
    }

    // MARK: Users, groups and roles

    private func identities(_ verb: IAMChange.Verb, _ names: IAMNames) throws -> String {
        switch verb {
        case .putUser(let name, let path, let tags, let groups):
            let account = try names.account(having: name, in: \.users)
            let isNew = world.user(account, name) == nil
            let user = try world.putUser(
                account,
                name,
                path: path,
                groups: groups.isEmpty ? nil : groups,
                tags: tags.isEmpty ? nil : tags
            )
            return "\(isNew ? "Added" : "Changed") \(user.arn)."
        case .deleteUser(let name):
            let account = try names.account(of: name, "user", in: \.users)
            try world.deleteUser(account, name)
            return "Deleted user \(name) of account \(account)."
        case .putRole(let name, let path, let trust, let maxSessionDuration, let tags):
            let account = try names.account(having: name, in: \.roles)
            let isNew = world.role(account, name) == nil
            let role = try world.putRole(
                account,
                name,
                trustPolicy: try document(trust, .trust),
                path: path,
                maxSessionDuration: maxSessionDuration,
                tags: tags.isEmpty ? nil : tags
            )
            return "\(isNew ? "Added" : "Changed") \(role.arn)."
        case .deleteRole(let name):
            let account = try names.account(of: name, "role", in: \.roles)
            try world.deleteRole(account, name)
            return "Deleted role \(name) of account \(account)."
        case .putGroup(let name, let path):
            let account = try names.account(having: name, in: \.groups)
            return "Added \(try world.putGroup(account, name, path: path).arn)."
        case .deleteGroup(let name):
            let account = try names.account(of: name, "group", in: \.groups)
            try world.deleteGroup(account, name)
            return "Deleted group \(name) of account \(account)."
        case .join(let group, let user):
            try world.addUser(user, toGroup: group, in: try names.account(of: user, "user", in: \.users))
            return "user/\(user) is in group/\(group)."
        case .leave(let group, let user):
            try world.removeUser(user, fromGroup: group, in: try names.account(of: user, "user", in: \.users))
            return "user/\(user) is no longer in group/\(group)."
        default: throw IAMNames.misplaced
        }
    }

    // MARK: Keys and devices

    private func credentials(_ verb: IAMChange.Verb, _ names: IAMNames) throws -> IAMChangeDone {
        switch verb {
        case .putAccessKey(let id, let user, let secret, let isActive):
            let account = try names.account(of: user, "user", in: \.users)
            let wasThere = world.user(account, user)?.accessKeys.contains { $0.id.value == id } ?? false
            let key = try world.putAccessKey(
                try id.map(names.accessKeyID),
                of: user,
                in: account,
                secret: secret,
                isActive: isActive
            )
            let isMade = secret == nil && (id == nil || !wasThere)
            return IAMChangeDone(
                summary: "Access key \(key.id) of user/\(user) is \(key.isActive ? "active" : "inactive").",
                accessKey: IAMChangeDone.MadeAccessKey(id: key.id.value, secret: isMade ? key.secret : nil)
            )
        case .deleteAccessKey(let id):
            try world.deleteAccessKey(try names.accessKeyID(id))
            return done("Deleted access key \(id).")
        case .putMultiFactorDevice(let serial, let user, let seed):
            let account = try names.account(of: user, "user", in: \.users)
            // What cannot be read is not shown: it is a secret.
            guard let seed = Base32.decode(seed) else {
                throw ControlError.invalid("the seed is not base32; give it as the authenticator app takes it")
            }
            let device = try world.putMultiFactorDevice(serial, seed: seed, of: user, in: account)
            return done("user/\(user) has the MFA device \(device.serial).")
        case .deleteMultiFactorDevice(let serial):
            try world.deleteMultiFactorDevice(serial, in: names.account)
            return done("Deleted MFA device \(serial).")
        default: throw IAMNames.misplaced
        }
    }

    // MARK: Policies of identities

    private func policies(_ verb: IAMChange.Verb, _ names: IAMNames) throws -> String {
        switch verb {
        case .putInlinePolicy(let name, let owner, let text):
            let identity = try names.identity(owner)
            try world.putInlinePolicy(name, try document(text, .identity), of: identity)
            return "\(identity) has the inline policy '\(name)'."
        case .deleteInlinePolicy(let name, let owner):
            let identity = try names.identity(owner)
            try world.deleteInlinePolicy(name, of: identity)
            return "\(identity) no longer has the inline policy '\(name)'."
        case .putManagedPolicy(let name, let text):
            let account = try names.account(having: name, in: \.managedPolicies)
            return "Put \(try world.putManagedPolicy(account, name, document: try document(text, .identity)).arn)."
        case .deleteManagedPolicy(let name):
            let account = try names.account(ofPolicy: name)
            try world.deleteManagedPolicy(account, name)
            return "Deleted managed policy \(name) of account \(account)."
        case .attach(let policy, let owner):
            let identity = try names.identity(owner)
            try world.attachPolicy(policy, to: identity)
            return "\(policy) is attached to \(identity)."
        case .detach(let policy, let owner):
            let identity = try names.identity(owner)
            try world.detachPolicy(policy, from: identity)
            return "\(policy) is no longer attached to \(identity)."
        case .putBoundary(let policy, let owner):
            let identity = try names.identity(owner)
            try world.setPermissionsBoundary(policy, of: identity)
            return "\(policy) is the permissions boundary of \(identity)."
        case .deleteBoundary(let owner):
            let identity = try names.identity(owner)
            try world.setPermissionsBoundary(nil, of: identity)
            return "\(identity) has no permissions boundary."
        default: throw IAMNames.misplaced
        }
    }

    // MARK: Policies of organizations and resources

    private func otherPolicies(_ verb: IAMChange.Verb, _ names: IAMNames) throws -> String {
        switch verb {
        case .putOrganizationPolicy(let kind, let name, let level, let text):
            let target = try names.target(level)
            if kind == .serviceControl, name == "FullAWSAccess" {
                try world.putFullAccess(at: target)
            } else {
                let policy = try document(text, kind.kind.documentKind)
                try world.putControlPolicy(kind.kind, name, policy, at: target)
            }
            return "\(kind.words) '\(name)' is attached to \(target)."
        case .deleteOrganizationPolicy(let kind, let name, let level):
            let target = try names.target(level)
            try world.deleteControlPolicy(kind.kind, name, at: target)
            return "\(kind.words) '\(name)' is no longer attached to \(target)."
        case .putTrustPolicy(let role, let text):
            let account = try names.account(of: role, "role", in: \.roles)
            try world.setTrustPolicy(try document(text, .trust), of: role, in: account)
            return "role/\(role) has another trust policy."
        case .putRepositoryPolicy(let repository, let region, let text):
            let place = try names.registry(of: repository, region: region)
            try world.setRepositoryPolicy(try document(text, .repository), of: place.account, place.region, repository)
            return "Repository \(repository) of account \(place.account) has a policy."
        case .deleteRepositoryPolicy(let repository, let region):
            let place = try names.registry(of: repository, region: region)
            try world.setRepositoryPolicy(nil, of: place.account, place.region, repository)
            return "Repository \(repository) of account \(place.account) has no policy."
        case .putRegistryPolicy(let region, let text):
            let place = try names.registry(of: nil, region: region)
            let policy = try document(text, .registry)
            try world.updateRegistry(place.account, place.region) { $0.policy = policy }
            return "The registry of account \(place.account) in \(place.region) has a policy."
        case .deleteRegistryPolicy(let region):
            let place = try names.registry(of: nil, region: region)
            try world.updateRegistry(place.account, place.region) { $0.policy = nil }
            return "The registry of account \(place.account) in \(place.region) has no policy."
        default: throw IAMNames.misplaced
        }
    }

    // MARK: Tags

    private func tags(_ verb: IAMChange.Verb, _ names: IAMNames) throws -> String {
        switch verb {
        case .tag(.repository(let name, let region), let tags):
            let place = try names.registry(of: name, region: region)
            try world.tagRepository(place.account, place.region, name, tags)
            return "Tagged repository \(name) of account \(place.account)."
        case .untag(.repository(let name, let region), let keys):
            let place = try names.registry(of: name, region: region)
            try world.untagRepository(place.account, place.region, name, keys)
            return "Took tags off repository \(name) of account \(place.account)."
        case .tag(let tagged, let tags):
            let identity = try names.identity(tagged.owner)
            try world.tag(identity, tags)
            return "Tagged \(identity)."
        case .untag(let tagged, let keys):
            let identity = try names.identity(tagged.owner)
            try world.untag(identity, keys)
            return "Took tags off \(identity)."
        default: throw IAMNames.misplaced
        }
    }

    private func document(_ text: String, _ kind: PolicyKind) throws(ControlError) -> PolicyDocument {
        do {
            return try PolicyDocument(json: text, kind: kind)
        } catch {
            throw .invalid("the policy document is wrong, \(error)")
        }
    }
}

extension IAMChange.OrganizationPolicyKind {
    fileprivate var kind: ControlPolicyKind { self == .serviceControl ? .service : .resource }

    fileprivate var words: String { self == .serviceControl ? "Service control policy" : "Resource control policy" }
}

extension IAMChange.Tagged {
    /// The identity among what can be tagged; a repository is none and is handled apart.
    fileprivate var owner: IAMChange.Owner {
        switch self {
        case .user(let name): .user(name)
        case .role(let name), .repository(let name, _): .role(name)
        }
    }
}
