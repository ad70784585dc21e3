package import AWSCore
import Determinism
import Foundation
package import IAM

/// The organization of the accounts, with the policies of its levels (docs/aws/iam.md, "Order of evaluation").
package struct Organization: Sendable, Equatable, Codable {
    /// `o-…`.
    package let id: String
    /// `r-…`.
    package let rootID: String
    /// The account that service and resource control policies do not bind; nil where it is not in the world.
    package let managementAccount: AccountID?
    /// Whether the root users of member accounts may be assumed (AssumeRoot).
    package internal(set) var allowsRootSessions = false
    /// See ``rootFeatures``. Nil is false.
    var managesRootCredentials: Bool?
    /// Whether it is there only because an account has policies of its level, without the world saying so.
    package let isImplied: Bool
    package var root: PolicyLevel
    /// The units at the top, by name, which is a unit's own among those of one parent.
    package var units: [String: OrganizationalUnit]
    /// The accounts that stand directly below the root, in ascending order.
    package internal(set) var rootAccounts: [AccountID]
    /// The policies that are entities of their own, by ID; see ``Organization/adoptingPolicies()``. Nil is none.
    var madePolicies: [String: OrganizationPolicy]?
    /// The tags of root, units and accounts, by ID. Nil is none.
    var madeTags: [String: [String: String]]?
    /// The kinds of policies that are switched off. Nil is none.
    var disabledKinds: [ControlPolicyKind]?
    /// How many things of it were made by calls. Nil is none.
    var madeCount: Int?
    /// How many accounts it may have, its management account included; nil is ``usualAccountQuota``.
    package var ownAccountQuota: Int?
    /// Whether it has the features of consolidated billing only. Nil is false.
    var isBillingOnly: Bool?
    /// How accounts joined, by ID; those that are not here have been there from the start.
    var memberships: [String: Membership]?
    /// Nil is none.
    var requests: [CreateAccountRequest]?
    /// See ``trustedServices``. Nil is none.
    var serviceAccess: [String: Date]?
    /// See ``delegations(of:)``. Nil is none.
    var administrators: [String: [String: Date]]?
    /// By ID, those that are told no more among them. Nil is none.
    var allHandshakes: [String: Handshake]?
    /// Nil where there is none.
    package var resourcePolicy: OrganizationResourcePolicy?
    /// The policies of single accounts, by ID. Accounts without any are not here.
    private(set) var accountLevels: [String: PolicyLevel]

    /// - Parameters:
    ///   - id: nil where it derives from the seed.
    ///   - rootID: nil where it derives from the ID.
    package init(
        id: String? = nil,
        rootID: String? = nil,
        managementAccount: AccountID? = nil,
        isImplied: Bool = false,
        seed: String? = nil,
        root: PolicyLevel = PolicyLevel(),
        units: [String: OrganizationalUnit] = [:],
        rootAccounts: [AccountID] = []
    ) {
        let id = id ?? "o-" + Self.letters(10, of: "organization\(seed.map { " " + $0 } ?? "")")
        self.id = id
        self.rootID = rootID ?? "r-" + Self.letters(4, of: "root of \(id)")
        self.managementAccount = managementAccount
        self.isImplied = isImplied
        self.root = root
        self.units = units
        self.rootAccounts = rootAccounts.sorted()
        accountLevels = [:]
    }

    /// As many accounts as AWS grants where it is asked for more than the ten that an organization begins with
    /// (docs/aws/organizations-api.md, "Quotas").
    package static let usualAccountQuota = 10_000

    /// What deleted organizations are counted by.
    static let deletionKey = "organization"

    package var accountQuota: Int { ownAccountQuota ?? Self.usualAccountQuota }

    /// Whether policies may bind its accounts; else it has the features of consolidated billing only.
    package var hasAllFeatures: Bool {
        get { isBillingOnly != true }
        set { isBillingOnly = newValue ? nil : true }
    }

    /// The organization that CreateOrganization makes, in which no type of policies is enabled yet.
    ///
    /// - Parameter incarnation: how many organizations the world had before that are deleted.
    static func created(
        by account: AccountID,
        hasAllFeatures: Bool,
        seed: String?,
        incarnation: Int,
        at date: Date
    ) -> Organization {
        let again = incarnation > 0 ? " #\(incarnation)" : ""
        var organization = Organization(
            id: "o-" + letters(10, of: "organization of \(account)\(seed.map { " " + $0 } ?? "")\(again)"),
            managementAccount: account
        )
        organization.hasAllFeatures = hasAllFeatures
        organization.disabledKinds = ControlPolicyKind.allCases
        organization.add(account, Membership(method: .invited, joined: date))
        return organization
    }

    /// The organization of accounts that the world does not say to have one.
    static func implied(accounts: [AccountID], seed: String?) -> Organization {
        Organization(isImplied: true, seed: seed, rootAccounts: accounts)
    }

    /// Every account of the organization, in ascending order.
    package var accounts: [AccountID] {
        (rootAccounts + units.values.flatMap(\.allAccounts)).sorted()
    }

    package func contains(_ account: AccountID) -> Bool {
        rootAccounts.contains(account) || units.values.contains { $0.path(to: account) != nil }
    }

    /// The policies of the account's own level.
    package subscript(account: AccountID) -> PolicyLevel {
        get { accountLevels[account.value] ?? PolicyLevel() }
        set { accountLevels[account.value] = newValue == PolicyLevel() ? nil : newValue }
    }

    /// `o-…/r-…/ou-…/`: where an account stands, as `aws:PrincipalOrgPaths` says it; nil outside the organization.
    package func path(of account: AccountID) -> String? {
        guard let units = unitPath(to: account) else { return nil }
        return ([id, rootID] + units.map(\.id)).joined(separator: "/") + "/"
    }

    /// Changes the unit of an ID; nothing where there is none.
    mutating func updateUnit(_ id: String, _ change: (inout OrganizationalUnit) -> Void) {
        for key in units.keys { units[key]?.update(id, change) }
    }

    /// The units above an account, from the top; none directly below the root, nil outside the organization.
    func unitPath(to account: AccountID) -> [OrganizationalUnit]? {
        if rootAccounts.contains(account) { return [] }
        return units.values.lazy.compactMap { $0.path(to: account) }.first
    }

    /// Digits that a name alone decides, of which the first is not 0.
    static func digits(_ count: Int, of name: String) -> String {
        var stream = RandomStream(derivedFrom: name)
        return stream.text(1, of: "123456789") + stream.text(count - 1, of: "0123456789")
    }

    /// Letters and digits that a name alone decides.
    static func letters(_ count: Int, of name: String) -> String {
        var stream = RandomStream(derivedFrom: name)
        return stream.text(count, of: "abcdefghijklmnopqrstuvwxyz0123456789")
    }
}

/// What an organization has, as AWS Organizations calls it.
package enum OrganizationFeatureSet: String, Sendable, CaseIterable {
    case all = "ALL"
    case consolidatedBilling = "CONSOLIDATED_BILLING"
}

/// A unit of an organization, with what is below it.
package struct OrganizationalUnit: Sendable, Equatable, Codable {
    package let name: String
    /// `ou-…`.
    package let id: String
    package var level: PolicyLevel
    /// The accounts directly in it, in ascending order.
    package internal(set) var accounts: [AccountID]
    /// By name.
    package var units: [String: OrganizationalUnit]

    package init(
        name: String,
        id: String,
        level: PolicyLevel = PolicyLevel(),
        accounts: [AccountID] = [],
        units: [String: OrganizationalUnit] = [:]
    ) {
        self.name = name
        self.id = id
        self.level = level
        self.accounts = accounts.sorted()
        self.units = units
    }

    /// The ID that AWS would give to a unit of this name: `ou-ROOT-…`.
    static func id(named name: String, below rootID: String) -> String {
        "ou-\(rootID.dropFirst(2))-\(Organization.letters(8, of: "unit \(name) of \(rootID)"))"
    }

    var allAccounts: [AccountID] { accounts + units.values.flatMap(\.allAccounts) }

    /// This unit and those below it on the way to an account; nil where the account is not below it.
    func path(to account: AccountID) -> [OrganizationalUnit]? {
        if accounts.contains(account) { return [self] }
        return units.values.lazy.compactMap { $0.path(to: account) }.first.map { [self] + $0 }
    }

    fileprivate mutating func update(_ id: String, _ change: (inout OrganizationalUnit) -> Void) {
        if self.id == id { return change(&self) }
        for key in units.keys { units[key]?.update(id, change) }
    }
}

/// The policies that are attached to one level of an organization: its root, a unit or an account.
package struct PolicyLevel: Sendable, Equatable, Codable {
    /// By name, without FullAWSAccess.
    package var serviceControlPolicies: [String: PolicyDocument]
    /// By name, without RCPFullAWSAccess, which is always attached.
    package var resourceControlPolicies: [String: PolicyDocument]
    /// Whether FullAWSAccess is attached, as AWS does by itself.
    package var hasFullAccess: Bool

    package init(
        serviceControlPolicies: [String: PolicyDocument] = [:],
        resourceControlPolicies: [String: PolicyDocument] = [:],
        hasFullAccess: Bool = true
    ) {
        self.serviceControlPolicies = serviceControlPolicies
        self.resourceControlPolicies = resourceControlPolicies
        self.hasFullAccess = hasFullAccess
    }
}

/// A level of an organization, to attach policies to.
package enum OrganizationTarget: Sendable, Hashable, CustomStringConvertible {
    case root
    case unit(id: String, name: String)
    case account(AccountID)

    /// `the root`, `unit workloads`, `account 123456789012`.
    package var description: String {
        switch self {
        case .root: "the root"
        case .unit(_, let name): "unit \(name)"
        case .account(let id): "account \(id)"
        }
    }
}

/// The two kinds of policies of an organization.
package enum ControlPolicyKind: String, Sendable, Codable, CaseIterable {
    case service
    case resource

    package var documentKind: PolicyKind {
        switch self {
        case .service: .serviceControl
        case .resource: .resourceControl
        }
    }

    /// How many of the kind a level may have, the full-access policy included (Organizations quotas; of service control
    /// policies since May 2026).
    package var mostAttached: Int {
        switch self {
        case .service: 10
        case .resource: 5
        }
    }

    /// As AWS Organizations calls the type: `SERVICE_CONTROL_POLICY`.
    package var typeName: String { rawValue.uppercased() + "_CONTROL_POLICY" }
}
