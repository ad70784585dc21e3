import AWSCore
import IAM
import World

/// What the names in an ``IAMChange`` stand for. A name that several accounts have is refused unless the account is
/// given; nothing is guessed.
package struct IAMNames {
    let world: WorldStore
    /// The account that the change names.
    let account: AccountID?

    private var accounts: [Account] {
        world.accountIDs.filter { account == nil || account == $0 }.compactMap(world.account)
    }

    /// The account for something that may be there already: the one that has it, or the only one there is.
    func account<Value>(having name: String, in members: KeyPath<Account, [String: Value]>) throws -> AccountID {
        let having = accounts.filter { $0[keyPath: members][name] != nil }
        return try only(having.isEmpty ? accounts : having, name)
    }

    /// The account that has something.
    func account<Value>(
        of name: String,
        _ kind: String,
        in members: KeyPath<Account, [String: Value]>
    ) throws -> AccountID {
        let having = accounts.filter { $0[keyPath: members][name] != nil }
        guard !having.isEmpty else { throw WorldStoreError.unknown("\(kind) '\(name)'\(place)") }
        return try only(having, name)
    }

    /// The account that has a managed policy of its own, by name or ARN.
    func account(ofPolicy reference: String) throws -> AccountID {
        let having = accounts.filter { account in
            account.managedPolicies.values.contains { $0.name == reference || $0.arn.description == reference }
        }
        guard !having.isEmpty else { throw WorldStoreError.unknown("managed policy '\(reference)'\(place)") }
        return try only(having, reference)
    }

    func identity(_ owner: IAMOwner) throws -> IdentityReference {
        switch owner {
        case .user(let name): .user(try account(of: name, "user", in: \.users), name: name)
        case .group(let name): .group(try account(of: name, "group", in: \.groups), name: name)
        case .role(let name): .role(try account(of: name, "role", in: \.roles), name: name)
        }
    }

    func target(_ level: OrganizationPolicyLevel) throws -> OrganizationTarget {
        switch level {
        case .root: .root
        case .unit(let name): .unit(name)
        case .account: .account(try only(accounts, "the policy"))
        }
    }

    /// The registry that has a repository, or, without one, the only one.
    ///
    /// - Parameter isPublic: whether it is of ECR Public, which knows no regions.
    func registry(
        of repository: String?,
        region name: String?,
        isPublic: Bool = false
    ) throws -> (account: AccountID, region: Region) {
        if isPublic, let name {
            throw ControlError.invalid("ECR Public has no regions; leave '\(name)' out")
        }
        let region = try name.map { name in
            guard let region = Region(name) else {
                throw ControlError.invalid("'\(name)' is not a region; give one such as us-east-1")
            }
            return region
        }
        var found: [(AccountID, Region)] = []
        for account in accounts {
            for (place, registry) in account.registries
            where (place == .publicRegistry) == isPublic && (region == nil || region == place) {
                if let repository, registry.repositories[repository] == nil { continue }
                found.append((account.id, place))
            }
        }
        guard let first = found.first else {
            let kind = isPublic ? "public repository" : "repository"
            let what = repository.map { "\(kind) '\($0)'" } ?? "registry"
            throw WorldStoreError.unknown(what + place + (name.map { " in \($0)" } ?? ""))
        }
        guard found.count == 1 else {
            let places = found.map { isPublic ? "\($0.0)" : "\($0.0) in \($0.1)" }.sorted().joined(separator: ", ")
            throw ControlError.invalid(
                "\(repository.map { "'\($0)'" } ?? "the registry") could be that of \(places); give --account\(isPublic ? "" : " and --region")"
            )
        }
        return first
    }

    /// The policy that a text is.
    static func document(_ text: String, _ kind: PolicyKind) throws(ControlError) -> PolicyDocument {
        do {
            return try PolicyDocument(json: text, kind: kind)
        } catch {
            throw .invalid("the policy document is wrong, \(error)")
        }
    }

    func accessKeyID(_ text: String) throws -> AccessKeyID {
        guard let id = AccessKeyID(text) else {
            throw ControlError.invalid(
                "'\(text)' is not an access key ID; give 1 to 128 visible ASCII characters without / , ="
            )
        }
        return id
    }

    private var place: String { account.map { " in account \($0)" } ?? "" }

    private func only(_ candidates: [Account], _ name: String) throws -> AccountID {
        guard let first = candidates.first else {
            throw WorldStoreError.unknownAccount(account?.value ?? "")
        }
        guard candidates.count == 1 else {
            let ids = candidates.map(\.id.value).joined(separator: ", ")
            throw ControlError.invalid("'\(name)' could be in accounts \(ids); give --account")
        }
        return first.id
    }
}
