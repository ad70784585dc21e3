import AWSCore
import AWSProtocols
import World

/// The account and the region in which the operator has an operation performed. What the world leaves in doubt is refused
/// unless it is given; nothing is guessed.
struct OperatedPlace {
    let account: AccountID
    let region: Region

    /// - Parameters:
    ///   - account: the account's ID, where it is given.
    ///   - regionName: the region, where it is given.
    init(
        of service: OperatedService,
        account given: String?,
        region regionName: String?,
        _ parameters: [String: JSONValue],
        in world: WorldStore
    ) throws(ControlError) {
        let accounts = world.accountIDs.compactMap(world.account)
        let account: Account
        if let given {
            guard let id = AccountID(given) else {
                throw .invalid("'\(given)' is not an account ID; give 12 digits")
            }
            guard let found = accounts.first(where: { $0.id == id }) else {
                throw .invalid("\(WorldStoreError.unknownAccount(given))")
            }
            account = found
        } else if service == .organizations, let organization = world.organization,
            let caller = organization.managementAccount ?? organization.accounts.first,
            let found = accounts.first(where: { $0.id == caller })
        {
            // There is one organization, so it is left in no doubt.
            account = found
        } else {
            account = try Self.account(among: accounts, parameters)
        }
        self.account = account.id
        guard service.isRegional else {
            guard regionName == nil else {
                throw .invalid("\(service.displayName) is the same in all regions; leave --region out")
            }
            region = .northernVirginia
            return
        }
        region = try Self.region(of: account, named: regionName, parameters)
    }

    /// The one account that has what the parameters name, or that their ARNs name; else the only one there is.
    private static func account(
        among accounts: [Account],
        _ parameters: [String: JSONValue]
    ) throws(ControlError) -> Account {
        var candidates = accounts
        for isMeant in rules(parameters) {
            let kept = candidates.filter(isMeant)
            if !kept.isEmpty { candidates = kept }
        }
        guard let first = candidates.first else { throw .invalid("the world has no account") }
        guard candidates.count == 1 else {
            let ids = candidates.map(\.id.value).joined(separator: ", ")
            throw .invalid("this could be meant for accounts \(ids); give --account")
        }
        return first
    }

    private static func rules(_ parameters: [String: JSONValue]) -> [(Account) -> Bool] {
        let named: [(String, (Account, String) -> Bool)] = [
            ("registryId", { $0.id.value == $1 }),
            ("UserName", { $0.users[$1] != nil }),
            ("GroupName", { $0.groups[$1] != nil }),
            ("RoleName", { $0.roles[$1] != nil }),
            ("InstanceProfileName", { $0.instanceProfiles[$1] != nil }),
            (
                "AccessKeyId",
                { account, id in account.users.values.contains { $0.accessKeys.contains { $0.id.value == id } } }
            ),
            (
                "repositoryName",
                { account, name in account.registries.values.contains { $0.repositories[name] != nil } }
            ),
        ]
        let arns = parameters.values.compactMap { $0.string.flatMap { ARN($0) } }
        return named.compactMap { name, has in
            parameters[name]?.string.map { value in { has($0, value) } }
        } + [{ account in arns.contains { $0.account == account.id.value } }]
    }

    private static func region(
        of account: Account,
        named name: String?,
        _ parameters: [String: JSONValue]
    ) throws(ControlError) -> Region {
        let regions = account.registries.keys.filter { $0 != .publicRegistry }.sorted()
        let list = regions.map(\.name).joined(separator: ", ")
        let arn = parameters["resourceArn"]?.string.flatMap { ARN($0) }?.region
        if let name = name ?? arn, !name.isEmpty {
            guard let region = regions.first(where: { $0.name == name }) else {
                throw .notFound("account \(account.id) has no registry in '\(name)'; it has one in: \(list)")
            }
            return region
        }
        let repository = parameters["repositoryName"]?.string
        let having = regions.filter { region in
            repository.map { account.registries[region]?.repositories[$0] != nil } ?? false
        }
        let candidates = having.isEmpty ? regions : having
        guard let first = candidates.first else { throw .notFound("account \(account.id) has no registry") }
        // Where clients are sent that are not told another region.
        if let usual = account.firstRegion, candidates.contains(usual) { return usual }
        guard candidates.count == 1 else {
            throw .invalid("account \(account.id) has registries in \(list); give --region")
        }
        return first
    }
}
