import AWSCore
import IAM

/// Reads a world from its file, and stops at the first thing that is wrong.
struct WorldReader {
    let seed: String?
    /// The line of every access key ID so far.
    var accessKeyLines: [String: Int] = [:]
    /// The line of every device's serial number so far.
    var deviceLines: [String: Int] = [:]
    /// The line of every VPC endpoint's ID so far.
    var endpointLines: [String: Int] = [:]
    /// The line of every account's address so far, in small letters.
    var emailLines: [String: Int] = [:]
    /// The line of every bucket so far, by partition and name.
    var bucketLines: [String: Int] = [:]
    /// The policies so far that may name principals, to be checked once every account is known.
    var resourcePolicies: [(owner: String, policy: LocatedPolicy)] = []
    /// The levels of single accounts so far, with the line of the account.
    var accountLevels: [(account: AccountID, level: PolicyLevel, line: Int)] = []
    /// What the levels of the organization and of accounts are written in, and what they are called in messages.
    var levelFields: [(target: OrganizationTarget, field: YAMLField, what: String)] = []
    /// The line of every unit's ID so far.
    var unitLines: [String: Int] = [:]
    /// What repositories hold so far.
    var initialImages: [InitialImages] = []
    private let lines: Int
    private let goesOn: (_ line: Int, _ lines: Int) -> Bool

    private init(seed: String?, lines: Int, goesOn: @escaping (_ line: Int, _ lines: Int) -> Bool) {
        self.seed = seed
        self.lines = lines
        self.goesOn = goesOn
    }

    /// - Parameters:
    ///   - lines: how many the file has.
    ///   - goesOn: as for ``World/load(yaml:fileName:goesOn:)``.
    static func world(
        _ root: YAMLField,
        lines: Int,
        goesOn: @escaping (_ line: Int, _ lines: Int) -> Bool
    ) throws(WorldFileError) -> World {
        let record = try root.record(WorldKey.self)
        var reader = WorldReader(seed: try record[.seed]?.text(), lines: lines, goesOn: goesOn)
        let denials = try record[.denials]?.choice(of: DenialForm.allCases.map(\.rawValue))
        guard let field = record[.accounts] else {
            throw root.error("the world has no accounts; add accounts: with an account ID below it")
        }
        var accounts: [AccountID: Account] = [:]
        for member in try field.members() {
            guard let id = AccountID(member.key) else {
                throw field.error(at: member.line, "'\(member.key)' is not an account ID; write 12 digits")
            }
            try reader.begin(member)
            accounts[id] = try reader.account(id, member.value.named("account \(id)"), line: member.line)
        }
        guard !accounts.isEmpty else {
            throw field.error("the world has no accounts; add an account ID below accounts:")
        }
        try reader.checkPrincipals(accounts)
        let organization = try reader.organization(record[.organization], accounts.keys.sorted(), root)
        if let management = organization?.managementAccount, accounts[management]?.isClosed == true {
            throw field.error("account \(management) manages the organization and cannot be closed; take closed out")
        }
        return World(
            seed: reader.seed,
            denials: denials.flatMap(DenialForm.init(rawValue:)) ?? .current,
            accounts: accounts,
            organization: organization,
            initialImages: reader.initialImages,
            metadata: try reader.metadata(record[.metadata], accounts),
            scans: try reader.scans(record[.scans]),
            upstreams: try reader.upstreams(record[.upstreams])
        )
    }

    /// Asked before a member is read of which a world may have any number.
    ///
    /// - Throws: ``WorldFileError`` where the reading is to end.
    func begin(_ member: YAMLField.Member) throws(WorldFileError) {
        guard goesOn(member.line, lines) else {
            throw member.value.error(at: member.line, "the reading was ended here")
        }
    }

    private mutating func account(
        _ id: AccountID,
        _ field: YAMLField,
        line: Int
    ) throws(WorldFileError) -> Account {
        let (record, levels) = try field.record(AccountKey.self, LevelKey.self)
        var account = Account(id: id, partition: try partition(record[.regions]))
        let level = try level(levels, of: .account(id), field)
        if level != PolicyLevel() { accountLevels.append((id, level, line)) }
        if let root = record[.root] {
            let members = try root.named("root of account \(id)").record(RootKey.self)
            if let keys = members[.accessKeys] { account.rootAccessKeys = try accessKeys(keys) }
            if let devices = members[.mfaDevices] {
                account.rootMultiFactorDevices = try self.devices(devices, account)
            }
        }
        try readIdentities(record, field, into: &account)
        account.instanceProfiles = try instanceProfiles(record[.instanceProfiles], of: account)
        account.profile = try profile(record, of: id)
        account.identitySettings.alias = try alias(record[.alias])
        account.identitySettings.passwordPolicy = try passwordPolicy(record[.passwordPolicy])
        account.identitySettings.serverCertificates = try serverCertificates(record[.serverCertificates], of: account)
        if try record[.globalEndpointTokenVersion]?.integer(in: 1...2) == 2 {
            account.identitySettings.globalEndpointTokenVersion = .two
        }
        try readProviders(record, into: &account)
        if try record[.outboundWebIdentityFederation]?.flag() ?? false {
            account.outboundIssuer = Account.outboundIssuer(of: id, seed: seed)
        }
        for member in try record[.regions]?.members() ?? [] {
            guard let region = Region(member.key) else { continue }
            account.firstRegion = account.firstRegion ?? region
            try readRegion(member.value.named("region \(region)"), region, into: &account)
        }
        account.buckets = try buckets(record[.buckets], of: account)
        try readPublicRepositories(record[.publicRepositories], into: &account)
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
                throw regions.error(
                    at: member.line,
                    "'\(member.key)' is not a region of AWS; write one such as us-east-1"
                )
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

    /// A policy that names principals, to be looked at again once every account is known.
    mutating func resourcePolicy(
        _ policy: LocatedPolicy,
        of owner: String
    ) throws(WorldFileError) -> PolicyDocument {
        try policy.field.refuse(PolicyRules.size(policy.document, of: owner))
        resourcePolicies.append((owner, policy))
        return policy.document
    }

    /// Refuses policies that name principals which the world does not have: nobody could ever be meant.
    private func checkPrincipals(_ accounts: [AccountID: Account]) throws(WorldFileError) {
        for (owner, policy) in resourcePolicies {
            for principal in policy.document.principals {
                // What AWS has put in place of a principal that is gone belongs to nobody.
                if case .uniqueID = principal.kind { continue }
                guard let reason = accounts.impossibility(of: principal) else { continue }
                throw policy.field.error(
                    at: policy.line(principal.line),
                    "\(owner) names '\(principal.text)', and \(reason)"
                )
            }
        }
    }
}
