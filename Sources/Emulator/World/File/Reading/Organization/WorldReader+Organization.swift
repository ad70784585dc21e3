import AWSCore
import IAM

/// The organization and its levels.
extension WorldReader {
    /// The policies of one level, from the members of the mapping that `field` is. Whether AWS takes as many is checked once
    /// it is known what else is attached to it.
    mutating func level(
        _ record: [LevelKey: YAMLField],
        of target: OrganizationTarget,
        _ field: YAMLField
    ) throws(WorldFileError) -> PolicyLevel {
        var level = PolicyLevel(hasFullAccess: try record[.fullAccess]?.flag() ?? true)
        if let policies = record[.serviceControlPolicies] {
            level.serviceControlPolicies = try controlPolicies(policies, .service)
        }
        if let policies = record[.resourceControlPolicies] {
            level.resourceControlPolicies = try controlPolicies(policies, .resource)
        }
        let culprit = record[.fullAccess] ?? record[.serviceControlPolicies] ?? field
        levelFields.append((target, culprit, field.what))
        return level
    }

    /// The organization that the file describes, or the one that policies of single accounts imply; nil where there is
    /// neither.
    mutating func organization(
        _ field: YAMLField?,
        _ accounts: [AccountID],
        _ root: YAMLField
    ) throws(WorldFileError) -> Organization? {
        var organization: Organization
        if let field {
            organization = try self.organization(field.named("the organization"), accounts)
        } else {
            guard !accountLevels.isEmpty else { return nil }
            organization = Organization.implied(accounts: accounts, seed: seed)
        }
        let members = Set(organization.accounts)
        for (account, level, line) in accountLevels {
            guard members.contains(account) else {
                throw root.error(
                    at: line,
                    "account \(account) has policies of its level and is not in the organization; add it to the accounts "
                        + "of the organization or of a unit"
                )
            }
            organization[account] = level
        }
        for (target, field, what) in levelFields {
            guard let level = organization.level(target) else { continue }
            let attached = ControlPolicyKind.allCases.map { ($0, organization.policies($0, at: target).count) }
            try field.refuse(
                OrganizationRules.level(level, attached: Dictionary(uniqueKeysWithValues: attached), of: what)
            )
        }
        return organization
    }

    private mutating func organization(
        _ field: YAMLField,
        _ accounts: [AccountID]
    ) throws(WorldFileError) -> Organization {
        let (record, levels) = try field.record(OrganizationKey.self, LevelKey.self)
        let id = try record[.id].map { field throws(WorldFileError) in
            try identifier(field, "o-", [10...32], "o- and 10 to 32 small letters and digits")
        }
        let rootID = try record[.rootID].map { field throws(WorldFileError) in
            try identifier(field, "r-", [4...32], "r- and 4 to 32 small letters and digits")
        }
        let bare = Organization(id: id, rootID: rootID, seed: seed)
        var seen: [AccountID: Int] = [:]
        let known = Set(accounts)
        let units = try units(record[.units], bare, known, &seen, repeated: try repeatedNames(record[.units]))
        let management = try record[.managementAccount].map { field throws(WorldFileError) in
            try member(field, known)
        }
        let listed = try record[.accounts].map { field throws(WorldFileError) in
            try members(field, known, &seen)
        }
        // Without a list every account that is in no unit stands below the root; the management account is always in.
        var rootAccounts = listed ?? accounts.filter { seen[$0] == nil }
        if let management, seen[management] == nil, !rootAccounts.contains(management) {
            rootAccounts.append(management)
        }
        var organization = Organization(
            id: bare.id,
            rootID: bare.rootID,
            managementAccount: management,
            root: try level(levels, of: .root, field),
            units: units,
            rootAccounts: rootAccounts
        )
        try readFeatures(record, into: &organization)
        try readPolicies(record, into: &organization)
        return organization
    }

    private mutating func units(
        _ field: YAMLField?,
        _ organization: Organization,
        below path: String? = nil,
        _ known: Set<AccountID>,
        _ seen: inout [AccountID: Int],
        repeated: Set<String>
    ) throws(WorldFileError) -> [String: OrganizationalUnit] {
        var units: [String: OrganizationalUnit] = [:]
        for unit in try field?.members() ?? [] {
            guard (1...128).contains(unit.key.count) else {
                throw unit.value.error(
                    at: unit.line,
                    "'\(unit.key)' is not a name of a unit; write 1 to 128 characters"
                )
            }
            let path = path.map { $0 + "/" + unit.key } ?? unit.key
            let field = unit.value.named("unit '\(unit.key)'")
            let (record, levels) = try field.record(UnitKey.self, LevelKey.self)
            let id = try record[.id].map { field throws(WorldFileError) in
                try identifier(
                    field,
                    "ou-",
                    [4...32, 8...32],
                    "ou-, 4 to 32 small letters and digits of the root, - and 8 to 32"
                )
            }
            let own = try record[.accounts].map { field throws(WorldFileError) in
                try members(field, known, &seen)
            }
            // A name that stands once is enough to tell a unit by; of several units of one name each has its place.
            let origin = repeated.contains(unit.key) ? path : unit.key
            let unitID = id ?? OrganizationalUnit.id(named: origin, below: organization.rootID)
            if let line = unitLines[unitID] {
                throw unit.value.error(
                    at: unit.line,
                    "unit '\(unit.key)' has the ID \(unitID) of the one on line \(line); write another id"
                )
            }
            unitLines[unitID] = unit.line
            units[unit.key] = OrganizationalUnit(
                name: unit.key,
                id: unitID,
                level: try level(levels, of: .unit(id: unitID, name: unit.key), field),
                accounts: own ?? [],
                units: try self.units(record[.units], organization, below: path, known, &seen, repeated: repeated)
            )
        }
        return units
    }

    /// The names that more than one unit has.
    private func repeatedNames(_ field: YAMLField?) throws(WorldFileError) -> Set<String> {
        var seen: Set<String> = []
        var repeated: Set<String> = []
        var fields = [field].compactMap(\.self)
        while let next = fields.popLast() {
            for unit in try next.members() {
                if !seen.insert(unit.key).inserted { repeated.insert(unit.key) }
                guard !unit.value.isNothing else { continue }
                fields += try unit.value.named("unit '\(unit.key)'").members()
                    .filter { $0.key == UnitKey.units.rawValue }.map(\.value)
            }
        }
        return repeated
    }

    /// Accounts, each of which stands in one place of the organization only.
    private func members(
        _ field: YAMLField,
        _ known: Set<AccountID>,
        _ seen: inout [AccountID: Int]
    ) throws(WorldFileError) -> [AccountID] {
        var members: [AccountID] = []
        for entry in try field.list() {
            let account = try member(entry, known)
            if let line = seen[account] {
                throw entry.error("account \(account) stands on line \(line) already; it can be in one place only")
            }
            seen[account] = entry.line
            members.append(account)
        }
        return members
    }

    private func member(_ field: YAMLField, _ known: Set<AccountID>) throws(WorldFileError) -> AccountID {
        let text = try field.text()
        guard let account = AccountID(text), known.contains(account) else {
            throw field.error("\(field.what) is '\(text)', and the world has no such account; add it below accounts:")
        }
        return account
    }

    /// A prefix and runs of small letters and digits with dashes between them.
    private func identifier(
        _ field: YAMLField,
        _ prefix: String,
        _ lengths: [ClosedRange<Int>],
        _ form: String
    ) throws(WorldFileError) -> String {
        let text = try field.text()
        let runs = text.dropFirst(prefix.count).utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        let isIdentifier =
            text.hasPrefix(prefix) && runs.count == lengths.count
            && zip(runs, lengths).allSatisfy { run, length in
                length.contains(run.count) && run.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) }
            }
        guard isIdentifier else { throw field.error("\(field.what) is '\(text)'; write \(form)") }
        return text
    }

    private func controlPolicies(
        _ field: YAMLField,
        _ kind: ControlPolicyKind
    ) throws(WorldFileError) -> [String: PolicyDocument] {
        var policies: [String: PolicyDocument] = [:]
        for (name, line, policy) in try field.policies(kind.documentKind) {
            try field.refuse(OrganizationRules.name(name), at: line)
            try field.refuse(PolicyRules.size(policy.document, of: policy.field.what), at: line)
            policies[name] = policy.document
        }
        return policies
    }
}
