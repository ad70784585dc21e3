import AWSCore
import IAM

/// Reads a world from its file, and stops at the first thing that is wrong.
struct WorldReader {
    private static let notYet: [String: YAMLField.NotYet] = [
        "groups": .policy, "policies": .policy, "service_control_policies": .policy,
        "resource_control_policies": .policy,
    ]

    let seed: String?
    /// The line of every access key ID so far.
    var accessKeyLines: [String: Int] = [:]
    /// The trust policies so far, to be checked once every account is known.
    var trusts: [(policy: TrustPolicy, role: Role)] = []

    static func world(_ root: YAMLField) throws(WorldFileError) -> World {
        let record = try root.record(["seed", "accounts"])
        var reader = WorldReader(seed: try record["seed"]?.text())
        guard let field = record["accounts"] else {
            throw root.error("the world has no accounts; add accounts: with an account ID below it")
        }
        var accounts: [AccountID: Account] = [:]
        for member in try field.members() {
            guard let id = AccountID(member.key) else {
                throw field.error(at: member.line, "'\(member.key)' is no account ID; write 12 digits")
            }
            accounts[id] = try reader.account(id, member.value.named("account \(id)"))
        }
        guard !accounts.isEmpty else {
            throw field.error("the world has no accounts; add an account ID below accounts:")
        }
        try reader.checkTrusts(accounts, root)
        return World(seed: reader.seed, accounts: accounts)
    }

    private mutating func account(_ id: AccountID, _ field: YAMLField) throws(WorldFileError) -> Account {
        let record = try field.record(["root", "users", "roles", "regions"], notYet: Self.notYet)
        var account = Account(id: id, partition: try partition(record["regions"]))
        if let root = record["root"] {
            let members = try root.named("root of account \(id)").record(["access_keys"])
            if let keys = members["access_keys"] { account.rootAccessKeys = try accessKeys(keys) }
        }
        for member in try record["users"]?.members() ?? [] {
            try refuseSameName(member, "user", account.users.keys, field)
            account.users[member.key] = try user(member, account)
        }
        for member in try record["roles"]?.members() ?? [] {
            try refuseSameName(member, "role", account.roles.keys, field)
            account.roles[member.key] = try role(member, account)
        }
        for member in try record["regions"]?.members() ?? [] {
            guard let region = Region(member.key) else { continue }
            account.regions[region] = try RepositoryReader.repositories(
                member.value.named("region \(region)"),
                account: id,
                region: region
            )
        }
        return account
    }

    /// The partition that every region of an account is of; `aws` where there is none.
    private func partition(_ regions: YAMLField?) throws(WorldFileError) -> Partition {
        var found: (partition: Partition, region: String)?
        guard let regions else { return .aws }
        for member in try regions.members() {
            guard let region = Region(member.key),
                let partition = Partition.all.first(where: { $0.matches(region: region.name) })
            else {
                throw regions.error(at: member.line, "'\(member.key)' is no region of AWS; write one such as us-east-1")
            }
            if let found, found.partition != partition {
                throw regions.error(
                    at: member.line,
                    "region \(region) is of partition \(partition.name), \(found.region) of \(found.partition.name); "
                        + "an account has regions of one partition, so give the other region to another account"
                )
            }
            found = found ?? (partition, region.name)
        }
        return found?.partition ?? .aws
    }

    /// Names of IAM are unique without regard to case.
    private func refuseSameName(
        _ member: YAMLField.Member,
        _ kind: String,
        _ names: some Sequence<String>,
        _ field: YAMLField
    ) throws(WorldFileError) {
        guard let same = names.first(where: { $0.equalsIgnoringCase(member.key) }) else { return }
        throw field.error(
            at: member.line,
            "\(kind) '\(member.key)' has the name of \(kind) '\(same)' in another case, the same to IAM; rename one"
        )
    }
}
