package import AWSCore
package import Foundation

/// How and when an account joined its organization.
package struct Membership: Sendable, Equatable, Codable {
    /// As AWS Organizations calls it.
    package enum Method: String, Sendable, Codable {
        case invited = "INVITED"
        case created = "CREATED"
    }

    package let method: Method
    package let joined: Date

    package init(method: Method, joined: Date) {
        self.method = method
        self.joined = joined
    }
}

/// A request to create an account, as CreateAccountStatus tells it. It is over as soon as it is answered.
package struct CreateAccountRequest: Sendable, Equatable, Codable {
    /// Why no account was made, as CreateAccountStatus calls it.
    package enum Failure: String, Sendable, Codable {
        case accountLimitExceeded = "ACCOUNT_LIMIT_EXCEEDED"
        case emailAlreadyExists = "EMAIL_ALREADY_EXISTS"
    }

    /// `car-…`.
    package let id: String
    package let accountName: String
    package let requested: Date
    /// What it made; nil where it failed.
    package let account: AccountID?
    /// Nil where it made an account.
    package let failure: Failure?
}

extension Organization {
    /// How an account joined. One of the world's file was there from the start, the management account as one that is
    /// invited and each other as one that is created, unless the file says otherwise.
    package func membership(of account: AccountID) -> Membership {
        memberships?[account.value]
            ?? Membership(method: account == managementAccount ? .invited : .created, joined: World.usualCreation)
    }

    /// The members that were invited, without the management account.
    package var invitedAccounts: [AccountID] {
        accounts.filter { $0 != managementAccount && membership(of: $0).method == .invited }
    }

    /// Adds an account directly below the root.
    package mutating func add(_ account: AccountID, _ membership: Membership) {
        rootAccounts = (rootAccounts + [account]).sorted()
        setMembership(membership, of: account)
    }

    mutating func setMembership(_ membership: Membership?, of account: AccountID) {
        var all = memberships ?? [:]
        all[account.value] = membership
        memberships = all.isEmpty ? nil : all
    }

    /// Takes an account out, with all that is known of it as a member: its policies, tags and delegations.
    package mutating func remove(_ account: AccountID) {
        guard let parent = parent(of: account.value) else { return }
        changeAccounts(of: parent) { $0.filter { $0 != account } }
        self[account] = PolicyLevel()
        setTags([:], of: account.value)
        setMembership(nil, of: account)
        setDelegations([:], of: account)
        for var policy in policies where policy.targets.contains(account.value) {
            policy.targets.removeAll { $0 == account.value }
            put(policy)
        }
    }

    /// The requests to create accounts, the oldest first.
    package var createAccountRequests: [CreateAccountRequest] { requests ?? [] }

    /// Keeps a request, under an ID that none had before.
    package mutating func addRequest(
        _ accountName: String,
        at date: Date,
        account: AccountID?,
        failure: CreateAccountRequest.Failure?
    ) -> CreateAccountRequest {
        let request = CreateAccountRequest(
            id: "car-" + Self.letters(32, of: "request \(nextNumber()) of \(id)"),
            accountName: accountName,
            requested: date,
            account: account,
            failure: failure
        )
        requests = createAccountRequests + [request]
        return request
    }
}
