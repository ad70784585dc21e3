package import AWSCore
import Determinism
package import Foundation
import IAM
import Synchronization

/// A change of the organization and of which accounts there are, in the making. Nobody else changes the world meanwhile,
/// and nothing has changed before the whole is done.
package struct OrganizationEdit {
    /// With its policies as entities of their own, and without accounts that are closed for good. Nil is none.
    package var organization: Organization?
    /// The world's time.
    package let now: Date
    private let store: WorldStore
    fileprivate private(set) var changes: [WorldChange] = []

    fileprivate init(_ store: WorldStore) {
        self.store = store
        now = store.clock.now
        organization = store.settledOrganization
    }

    /// An account as it is before the change; nil where the world does not have it.
    package func account(_ id: AccountID) -> Account? { store.account(id) }

    /// The account whose root user has an address, in any case; nil where none has.
    package func account(ofEmail email: String) -> Account? {
        store.accountIDs.lazy.compactMap(store.account).first { $0.email.lowercased() == email.lowercased() }
    }

    /// The moment of the change without the parts of its second.
    package var second: Date { Date(timeIntervalSince1970: now.timeIntervalSince1970.rounded(.down)) }

    /// Makes an organization with one account, which manages it.
    package mutating func createOrganization(by account: AccountID, hasAllFeatures: Bool) -> Organization {
        let new = Organization.created(
            by: account,
            hasAllFeatures: hasAllFeatures,
            seed: store.seed,
            incarnation: store.state.withLock { $0.deletions[Organization.deletionKey] ?? 0 },
            at: now
        )
        organization = new
        return new
    }

    /// Makes an account below the root, with a role that lets `manager` do everything in it.
    ///
    /// - Throws: where the partition has no AdministratorAccess.
    package mutating func createAccount(
        named name: String,
        email: String,
        role roleName: String,
        for manager: Account,
        in organization: inout Organization
    ) throws -> AccountID {
        let id = newAccountID(&organization)
        let partition = manager.partition
        guard let access = ManagedPolicy.policy("AdministratorAccess", in: partition)?.arn else {
            throw WorldStoreError.unknown("policy AdministratorAccess")
        }
        let trust = try PolicyDocument(
            json: """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"\(manager.rootARN)"},\
                "Action":"sts:AssumeRole"}]}
                """,
            kind: .trust
        )
        let profile = AccountProfile(name: name, email: email, created: now)
        changes.append(
            .accountAdded(NewAccount(id: id, partition: partition, profile: profile, regions: regions(for: manager)))
        )
        changes.append(
            .rolePut(
                Role(
                    account: id,
                    partition: partition,
                    name: roleName,
                    seed: store.seed,
                    trustPolicy: trust,
                    attachedPolicies: [access],
                    created: now
                )
            )
        )
        organization.add(id, Membership(method: .created, joined: now))
        return id
    }

    /// Closes an account, whose credentials have no more effect.
    package mutating func close(_ account: Account) {
        var profile = account.profile
        profile.closed = second
        changes.append(.accountProfilePut(account.id, profile))
    }

    /// The regions of an account; of one that has none those of all accounts of its partition.
    private func regions(for manager: Account) -> [Region] {
        let own = manager.regionNames.compactMap { Region($0) }
        guard own.isEmpty else { return own }
        let all = store.accountIDs.compactMap(store.account).filter { $0.partition == manager.partition }
        return Set(all.flatMap(\.regionNames)).sorted().compactMap { Region($0) }
    }

    private func newAccountID(_ organization: inout Organization) -> AccountID {
        while true {
            let digits = Organization.digits(12, of: "account \(organization.nextNumber()) of \(organization.id)")
            if let id = AccountID(digits), store.account(id) == nil { return id }
        }
    }
}

extension WorldStore {
    /// The organization with its policies as entities of their own, and without accounts that are closed for good; nil
    /// where there is none.
    package var settledOrganization: Organization? {
        let now = clock.now
        return state.withLock { state in
            guard var organization = state.organization?.adoptingPolicies() else { return nil }
            for account in state.accounts.values {
                guard let closed = account.profile.closed, account.id != organization.managementAccount,
                    closed.addingTimeInterval(AccountProfile.closurePeriod) <= now
                else { continue }
                organization.remove(account.id)
            }
            return organization
        }
    }

    /// Changes the organization and which accounts there are, in one go.
    ///
    /// - Parameter change: what it throws is thrown, and nothing has changed.
    package func editAccounts<Result>(_ change: (inout OrganizationEdit) throws -> Result) throws -> Result {
        try alone {
            var edit = OrganizationEdit(self)
            let before = edit.organization
            let result = try change(&edit)
            var changes = edit.changes
            if edit.organization != before { changes.append(.organizationPut(edit.organization)) }
            try commit(together: changes)
            return result
        }
    }

    /// Changes the organization in one go.
    ///
    /// - Parameter change: is given the organization with its policies as entities of their own; what it throws is thrown,
    ///   and nothing has changed.
    /// - Throws: ``WorldStoreError/unknown(_:)`` where there is none, and what `change` throws.
    package func editOrganization<Result>(_ change: (inout Organization) throws -> Result) throws -> Result {
        try editAccounts { edit in
            guard var organization = edit.organization else { throw WorldStoreError.unknown("organization") }
            let result = try change(&organization)
            edit.organization = organization
            return result
        }
    }
}
