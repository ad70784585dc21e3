package import AWSCore

/// The levels of an organization, by their IDs.
extension Organization {
    /// The root, every unit and every account.
    package var targets: [OrganizationTarget] {
        [.root] + allUnits.map(\.target) + accounts.map { .account($0) }
    }

    /// Every unit, from the top down.
    package var allUnits: [OrganizationalUnit] { units.values.flatMap(\.selfAndAllUnits).sorted { $0.id < $1.id } }

    /// `r-…`, `ou-…` or the account's number; nil where there is no such level.
    package func id(of target: OrganizationTarget) -> String? {
        switch target {
        case .root: rootID
        case .unit(let id, _): unit(id)?.id
        case .account(let account): contains(account) ? account.value : nil
        }
    }

    /// The level of an ID; nil where there is none.
    package func target(_ id: String) -> OrganizationTarget? {
        if id == rootID { return .root }
        if let account = AccountID(id) { return contains(account) ? .account(account) : nil }
        return unit(id)?.target
    }

    /// The policies of a level; nil where there is no such level.
    package func level(_ target: OrganizationTarget) -> PolicyLevel? {
        switch target {
        case .root: root
        case .unit(let id, _): unit(id)?.level
        case .account(let id): contains(id) ? self[id] : nil
        }
    }

    package mutating func setLevel(_ level: PolicyLevel, of target: OrganizationTarget) {
        switch target {
        case .root: root = level
        case .unit(let id, _): updateUnit(id) { $0.level = level }
        case .account(let id): self[id] = level
        }
    }

    /// The unit of an ID; nil where there is none.
    package func unit(_ id: String) -> OrganizationalUnit? { allUnits.first { $0.id == id } }

    /// What is directly below a root or a unit; nil where there is none of this ID.
    package func children(of parent: String) -> (units: [OrganizationalUnit], accounts: [AccountID])? {
        if parent == rootID { return (units.values.sorted { $0.id < $1.id }, rootAccounts) }
        return unit(parent).map { ($0.units.values.sorted { $0.id < $1.id }, $0.accounts) }
    }

    /// The root or unit directly above; nil for the root, and where there is nothing of this ID.
    package func parent(of child: String) -> String? {
        ([rootID] + allUnits.map(\.id)).first { parent in
            guard let children = children(of: parent) else { return false }
            return children.units.contains { $0.id == child } || children.accounts.contains { $0.value == child }
        }
    }

    /// The tags of the root, a unit or an account.
    package func tags(of id: String) -> [String: String] { madeTags?[id] ?? [:] }

    package mutating func setTags(_ tags: [String: String], of id: String) {
        var all = madeTags ?? [:]
        all[id] = tags.isEmpty ? nil : tags
        madeTags = all.isEmpty ? nil : all
    }

    /// Adds a unit below a root or a unit that is there.
    package mutating func addUnit(_ name: String, below parent: String) -> OrganizationalUnit {
        var id = ""
        repeat {
            id = "ou-\(rootID.dropFirst(2))-\(Self.letters(8, of: "unit \(nextNumber()) of \(rootID)"))"
        } while self.unit(id) != nil
        let unit = OrganizationalUnit(name: name, id: id)
        place(unit, below: parent)
        return unit
    }

    /// Gives a unit another name. ID, policies and what is below it stay.
    package mutating func renameUnit(_ id: String, _ name: String) {
        guard let unit = unit(id), let parent = parent(of: id) else { return }
        deleteUnit(id)
        place(
            OrganizationalUnit(name: name, id: id, level: unit.level, accounts: unit.accounts, units: unit.units),
            below: parent
        )
    }

    package mutating func deleteUnit(_ id: String) {
        guard let unit = unit(id), let parent = parent(of: id) else { return }
        if parent == rootID {
            units[unit.name] = nil
        } else {
            updateUnit(parent) { $0.units[unit.name] = nil }
        }
    }

    /// Moves an account below another root or unit.
    package mutating func move(_ account: AccountID, from source: String, to destination: String) {
        changeAccounts(of: source) { $0.filter { $0 != account } }
        changeAccounts(of: destination) { ($0 + [account]).sorted() }
    }

    private mutating func place(_ unit: OrganizationalUnit, below parent: String) {
        if parent == rootID {
            units[unit.name] = unit
        } else {
            updateUnit(parent) { $0.units[unit.name] = unit }
        }
    }

    mutating func changeAccounts(of parent: String, _ change: ([AccountID]) -> [AccountID]) {
        if parent == rootID {
            rootAccounts = change(rootAccounts)
        } else {
            updateUnit(parent) { $0.accounts = change($0.accounts) }
        }
    }
}

extension OrganizationalUnit {
    /// The unit as a level.
    var target: OrganizationTarget { .unit(id: id, name: name) }

    fileprivate var selfAndAllUnits: [OrganizationalUnit] { [self] + units.values.flatMap(\.selfAndAllUnits) }
}
